"""A face as a sum: the mean face, and so much of each eigenface."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.drawings.canvas import COOL, INK, picture, sheet

HEIGHT, GAP, FACTOR = 1.3, 0.34, 0.62  # of a picture; between pictures; room for a number before an eigenface


def face_sum(
    mean: np.ndarray, eigenfaces: np.ndarray, coordinates: Sequence | np.ndarray, ax: Axes | None = None
) -> Axes:
    """Draw the mean face plus a multiple of each eigenface, and the face that is their sum.

    Parameters
    ----------
    mean : ndarray, shape (H, W)
        Gray values.
    eigenfaces : ndarray, shape (k, H, W)
        Drawn with zero as middle gray.
    coordinates : array_like, shape (k,)
        How much of each.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> mean, eigenfaces = np.full((4, 3), 120.0), np.eye(2, 12).reshape(2, 4, 3)
    >>> ax = face_sum(mean, eigenfaces, [40, -30])
    >>> len(ax.images)
    4
    """
    width = HEIGHT * mean.shape[1] / mean.shape[0]
    ax = sheet(0.3 + (len(eigenfaces) + 2) * (width + GAP) + len(eigenfaces) * FACTOR, 1.95, ax)
    x = 0.15 + picture(ax, (0.15, 0.45), mean, HEIGHT)
    _name(ax, x - width / 2, "mean face")
    for number, (eigenface, coordinate) in enumerate(zip(eigenfaces, coordinates, strict=True), 1):
        sign = "−" if coordinate < 0 else "+"
        ax.text(x + 0.06, 0.45 + HEIGHT / 2, sign, va="center", color=INK, fontsize="large")
        ax.text(x + 0.26, 0.45 + HEIGHT / 2, f"{abs(coordinate):,.0f} ×", va="center", color=COOL)
        x += GAP + FACTOR
        picture(ax, (x, 0.45), 127.5 + 127.5 * eigenface / np.abs(eigenface).max(), HEIGHT)
        _name(ax, x + width / 2, f"eigenface {number}")
        x += width
    ax.text(x + GAP / 2, 0.45 + HEIGHT / 2, "=", ha="center", va="center", color=INK, fontsize="large")
    picture(ax, (x + GAP, 0.45), np.clip(mean + np.tensordot(coordinates, eigenfaces, axes=1), 0, 255), HEIGHT)
    _name(ax, x + GAP + width / 2, "the sum")
    return ax


def _name(ax: Axes, x: float, name: str) -> None:
    ax.text(x, 0.38, name, ha="center", va="top", color=INK, fontsize="small")
