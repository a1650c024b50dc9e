"""A number for each cell of a grid, laid over a face."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.faces import faces_grid
from facelab.plotting.style import COLORS

STRONGEST = 0.45  # how much of the color covers the face where the number is largest


def cells_over_face(
    image: np.ndarray, values: np.ndarray, digits: int = 1, no_color: float | None = None, ax: Axes | None = None
) -> Axes:
    """Lay a number for each cell of a grid over a pale face: the larger the number, the stronger the cell's color.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        Gray values from 0 to 255.
    values : ndarray, shape (rows, columns) or (n, rows, columns)
        Of several values in a cell the mean is shown, and under it the smallest and the largest.
    digits : int, default 1
        After the decimal point.
    no_color : float, default the smallest mean
        The number at which the color begins; cells with less have none.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = cells_over_face(load_orl().images[0], np.arange(50).reshape(2, 5, 5) / 10)
    >>> ax.texts[0].get_text(), ax.texts[1].get_text()
    ('1.2', '0.0–2.5')
    """
    ax = faces_grid([255 - (255 - image.astype(float)) * 0.7], ax=ax or plt.gca())
    folds = values if values.ndim == 3 else values[None]
    means = folds.mean(axis=0)
    height, width = image.shape[0] / means.shape[0], image.shape[1] / means.shape[1]
    lowest = means.min() if no_color is None else no_color
    spread = means.max() - lowest
    for (row, column), value in np.ndenumerate(means):
        strength = max(0.0, (value - lowest) / spread) if spread > 0 else 0.0
        left, top = column * width - 0.5, row * height - 0.5
        tint = (COLORS[1], STRONGEST * strength)
        ax.add_patch(plt.Rectangle((left, top), width, height, facecolor=tint, edgecolor="white", linewidth=1))
        text = f"{value:.{digits}f}"
        _tag(ax, left + width / 2, top + 0.35 * height, text, facecolor="white", alpha=0.8, edgecolor="none")
        if len(folds) > 1:
            low, high = folds[:, row, column].min(), folds[:, row, column].max()
            text = f"{low:.{digits}f}–{high:.{digits}f}"
            _tag(ax, left + width / 2, top + 0.8 * height, text, 8, facecolor="white", alpha=0.8, edgecolor="none")
    return ax


def _tag(ax: Axes, x: float, y: float, text: str, fontsize: float | None = None, **box) -> None:
    box = {"boxstyle": "round,pad=0.15", **box}
    ax.text(x, y, text, ha="center", va="center", color="black", fontsize=fontsize, bbox=box)
