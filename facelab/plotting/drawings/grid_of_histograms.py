"""A face in cells, and the histograms of its cells in a row."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, picture, sheet

FACE_HEIGHT = 2.7
BOTTOM = 0.2


def grid_of_histograms(
    image: np.ndarray,
    histograms: np.ndarray,
    named: dict[str, tuple[int, int]],
    last_bins: tuple[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how a face becomes a descriptor: cells, a histogram for each of them, all of them in a row.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    histograms : ndarray, shape (rows, columns, n_bins)
    named : dict of names to (row, column)
        Up to three cells whose histograms are drawn large, on one scale, with the percentage of the highest bar.
    last_bins : (str, str), optional
        What the last two bins count, written beside the first histogram.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import LBPHistograms
    >>> image = load_orl().images[10]
    >>> histograms = LBPHistograms(grid=(4, 4)).transform(image[None]).reshape(4, 4, 59)
    >>> ax = grid_of_histograms(image, histograms, {"an eye": (1, 2), "the mouth": (2, 1)})
    """
    ax = sheet(9.2, 3.1, ax)
    width = picture(ax, (0.1, BOTTOM), image, FACE_HEIGHT)
    highest = max(histograms[cell].max() for cell in named.values())
    rows, columns, n_bins = histograms.shape
    size = width / columns, FACE_HEIGHT / rows
    for row, column in np.ndindex(rows, columns):
        corner = 0.1 + column * size[0], BOTTOM + FACE_HEIGHT - (row + 1) * size[1]
        ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor="white", linewidth=0.7))
    for number, ((name, cell), color) in enumerate(zip(named.items(), (WARM, COOL, "#009E73"), strict=False)):
        corner = 0.1 + cell[1] * size[0], BOTTOM + FACE_HEIGHT - (cell[0] + 1) * size[1]
        ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor=color, linewidth=2.5, zorder=3))
        base = 2.2 - 0.98 * number
        ax.text(3.15, base + 0.66, name, color=color, weight="bold", va="center")
        tops = _bars(ax, (3.15, base), histograms[cell], 3.0, 0.55, color, highest)
        tallest = histograms[cell].argmax()
        share = f"{100 * histograms[cell].max():.0f} %"
        ax.text(3.15 + 3.0 * (tallest + 0.5) / n_bins, tops[tallest] + 0.02, share, ha="center", fontsize="small")
        if last_bins and number == 0:
            ax.text(3.1 + 3.0 * (n_bins - 2) / n_bins, tops[-2] - 0.04, last_bins[0], ha="right", fontsize="small")
            ax.text(6.25, tops[-1] - 0.2, last_bins[1], ha="left", va="center", fontsize="small")
    arrow(ax, (width + 0.2, 1.55), (3.0, 1.55))
    arrow(ax, (6.3, 1.55), (6.75, 1.55))
    ax.text(7.95, 2.05, "all cells in a row", ha="center", weight="bold", color=INK)
    _bars(ax, (6.9, 1.25), histograms.reshape(-1), 2.2, 0.6, INK)
    total = rows * columns * n_bins
    ax.text(7.95, 1.0, f"{rows} × {columns} × {n_bins}\n= {total:,} numbers", ha="center", va="top", color=INK)
    return ax


def _bars(
    ax: Axes,
    corner: tuple[float, float],
    values: np.ndarray,
    width: float,
    height: float,
    color: str,
    highest: float = 0,
) -> np.ndarray:
    """Draw a histogram from its lower left corner, and return where the bars end at the top."""
    left = corner[0] + width * np.arange(len(values)) / len(values)
    heights = height * values / max(values.max(), highest, 1e-12)
    ax.bar(left, heights, 0.8 * width / len(values), corner[1], align="edge", color=color, linewidth=0)
    ax.plot([corner[0], corner[0] + width], [corner[1]] * 2, color=INK, linewidth=0.8, linestyle="-")
    return corner[1] + heights
