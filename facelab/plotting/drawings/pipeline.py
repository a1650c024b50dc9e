"""The whole way from two photographs to one answer."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, box, picture, sheet

FACE = 0.17, 0.28, 0.83, 0.9  # where the face is in an ORL photograph, as shares: left, top, right, bottom
STEPS = {0.75: "detect", 2.75: "align", 4.85: "describe", 6.75: "compare", 8.5: "decide"}  # by where they stand
ROWS = 2.0, 0.2  # lower edge of each photograph
HEIGHT = 1.3


def pipeline(first: np.ndarray, second: np.ndarray, same: bool | None = None, ax: Axes | None = None) -> Axes:
    """Draw how two photographs become one answer: detect, align, describe, compare, decide.

    Parameters
    ----------
    first, second : ndarray of uint8, shape (H, W)
        Photographs with a face in the middle. The bars are the brightness of eight bands of it,
        from their mean.
    same : bool, optional
        Which of the two answers these photographs get: it is framed.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = pipeline(*load_orl().images[:2])
    """
    ax = sheet(9.4, 3.75, ax)
    for x, step in zip(
        (0.75, 2.75, 4.85, 6.75, 8.5), ("detect", "align", "describe", "compare", "decide"), strict=True
    ):
        ax.text(x, 3.6, step, ha="center", va="center", weight="bold", color=INK)
    for bottom, image in zip(ROWS, (first, second), strict=True):
        _describe(ax, bottom, image)
    middle = (ROWS[0] + ROWS[1] + HEIGHT) / 2
    for bottom in ROWS:
        arrow(ax, (5.75, bottom + HEIGHT / 2), (6.2, middle + (0.2 if bottom > middle - 1 else -0.2)))
    box(ax, (6.75, middle), (1.0, 0.9), "distance\n$d$")
    arrow(ax, (7.3, middle), (7.85, middle))
    for answer, shift, text, color in (
        (True, 0.28, "$d \\leq \\tau$: same person", COOL),
        (False, -0.28, "$d > \\tau$: two people", WARM),
    ):
        frame = {"boxstyle": "round", "facecolor": "none", "edgecolor": color} if answer is same else None
        ax.text(8.6, middle + shift, text, ha="center", va="center", color=color, bbox=frame)
    return ax


def _describe(ax: Axes, bottom: float, image: np.ndarray) -> None:
    """Draw one photograph, its box, the face cut out, and the numbers that describe it."""
    width = picture(ax, (0.2, bottom), image, HEIGHT)
    left, top, right, lower = FACE
    corner = (0.2 + left * width, bottom + (1 - lower) * HEIGHT)
    ax.add_patch(
        Rectangle(corner, (right - left) * width, (lower - top) * HEIGHT, fill=False, edgecolor=WARM, linewidth=2)
    )
    center = bottom + HEIGHT / 2
    arrow(ax, (1.4, center), (2.05, center))
    rows, columns = image.shape
    face = image[int(top * rows) : int(lower * rows), int(left * columns) : int(right * columns)]
    picture(ax, (2.25, bottom + 0.15), face, HEIGHT - 0.3)
    arrow(ax, (3.35, center), (4.0, center))
    numbers = np.array([band.mean() for band in np.array_split(face, 8)])
    ax.plot((4.15, 5.6), (center, center), color=INK, linewidth=0.8)
    for position, number in enumerate(numbers - numbers.mean()):
        ax.add_patch(Rectangle((4.2 + 0.17 * position, center), 0.13, number / 60, color=COOL))
