"""A face as a point, and its projection onto the line along which faces vary most."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, picture, sheet

SIDE, LEFT, BOTTOM = 3.6, 4.3, 0.6  # of the square of all gray values; where it begins
HEIGHT = 2.6  # of the photograph
Pixel = tuple[int, int]


def projection(images: np.ndarray, pixels: tuple[Pixel, Pixel], chosen: int = 0, ax: Axes | None = None) -> Axes:
    """Draw faces as points of two pixels, the line through them that fits best, and one face projected onto it.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W)
    pixels : pair of (row, column)
        The two pixels whose gray values are the axes.
    chosen : int, default 0
        The face that is projected.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = projection(load_orl().images, ((68, 26), (68, 64)))
    """
    points = np.stack([images[:, row, column] for row, column in pixels], axis=1).astype(float)
    mean = points.mean(axis=0)
    direction = np.linalg.svd(points - mean, full_matrices=False)[2][0]
    direction *= np.sign(direction.sum()) or 1
    z = (points[chosen] - mean) @ direction
    foot = mean + z * direction

    ax = sheet(8.4, 4.4, ax)
    _photograph(ax, images[chosen], pixels)
    ax.add_patch(Rectangle((LEFT, BOTTOM), SIDE, SIDE, fill=False, edgecolor="#BBBBBB", linewidth=0.8))
    for name, xy, angle in (("A", (LEFT + SIDE / 2, BOTTOM - 0.4), 0), ("B", (LEFT - 0.5, BOTTOM + SIDE / 2), 90)):
        ax.text(*xy, f"gray value of pixel {name}", ha="center", va="center", rotation=angle, color=INK)
    for gray in (0, 50, 100, 150, 200, 250):
        along = SIDE * gray / 255
        ax.text(LEFT + along, BOTTOM - 0.07, str(gray), ha="center", va="top", color=INK, fontsize="small")
        ax.text(LEFT - 0.07, BOTTOM + along, str(gray), ha="right", va="center", color=INK, fontsize="small")
    x, y = _on_sheet(points)
    ax.scatter(x, y, s=5, color="#AAAAAA", zorder=2)
    reach = 1.05 * np.abs((points - mean) @ direction).max()
    ends = np.clip(np.stack([mean - reach * direction, mean + reach * direction]), 0, 255)
    ax.plot(*_on_sheet(ends), color=COOL, linestyle="-", linewidth=1.4, zorder=3)
    for start, end, color, style in ((mean, foot, COOL, "-"), (foot, points[chosen], WARM, ":")):
        ax.plot(*_on_sheet(np.stack([start, end])), color=color, linestyle=style, linewidth=2.4, zorder=6)
    below = points[chosen, 1] <= foot[1]  # the face's name stands off the dotted piece, its foot's on the other side
    marks = {"$m$": (mean, "s", INK, False), "$\\hat x$": (foot, "o", COOL, below)}
    marks["$x$"] = (points[chosen], "o", WARM, not below)
    for name, (point, marker, color, upper_left) in marks.items():
        ax.plot(*_on_sheet(point), marker=marker, color=color, markersize=6, zorder=5)
        offset = (-16, 7) if upper_left else (9, -13)
        ax.annotate(name, tuple(_on_sheet(point)), offset, textcoords="offset points", color=color, zorder=6)
    _legend(ax)
    return ax


def _on_sheet(points: np.ndarray) -> np.ndarray:
    """Turn gray values into places on the sheet, x first."""
    return (np.array([LEFT, BOTTOM]) + SIDE * np.asarray(points) / 255).T


def _photograph(ax: Axes, image: np.ndarray, pixels: tuple[Pixel, Pixel]) -> None:
    picture(ax, (0.5, 1.2), image, HEIGHT)
    scale = HEIGHT / len(image)
    for name, (row, column) in zip("AB", pixels, strict=True):
        x, y = 0.5 + (column + 0.5) * scale, 1.2 + HEIGHT - (row + 0.5) * scale
        ax.plot(x, y, marker="o", markersize=7, color=WARM, markeredgecolor="white", zorder=2)
        ax.annotate(name, (x, y), (0, 6), textcoords="offset points", ha="center", color="white", weight="bold")
    ax.text(0.5 + image.shape[1] * scale / 2, 1.05, "the face $x$", ha="center", va="top", color=INK)


def _legend(ax: Axes) -> None:
    for y, color, text in ((0.62, COOL, "$z$: kept, one number"), (0.3, WARM, "lost: off the line")):
        ax.plot([0.35, 0.75], [y, y], color=color, linestyle="-" if color == COOL else ":", linewidth=3.2)
        ax.text(0.9, y, text, va="center", color=color)
