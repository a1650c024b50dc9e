"""The whole way from two photographs to one answer."""

from collections.abc import Sequence

import cv2
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.alignment import similarity
from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, box, picture, sheet

ROWS = 2.0, 0.2  # lower edge of each photograph
HEIGHT, CROP = 1.3, 1.1  # of a photograph and of the face cut out of it
CROP_LEFT = 2.25
AROUND_EYES = 0.9, 0.8, 1.5  # beside, above and below the middle of the eyes, in distances of the eyes: what is cut out
SHAPE = 92, 72  # height and width of the face cut out, pixels
Eyes = Sequence[tuple[float, float]]


def pipeline(
    first: np.ndarray,
    second: np.ndarray,
    eyes: Sequence[Eyes],
    same: bool | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw how two photographs become one answer: detect, align, describe, compare, decide.

    Parameters
    ----------
    first, second : ndarray of uint8, shape (H, W)
        Photographs of a face.
    eyes : sequence, shape (2, 2, 2)
        Of each photograph: x and y of the eye on the left, and of the other eye. The face around them is cut out so
        that they always come to the same place. The bars are the brightness of eight bands of it, from their mean.
    same : bool, optional
        Which of the two answers these photographs get: it is framed.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = pipeline(*load_orl().images[[346, 348]], eyes=[[(31, 48), (70, 55)], [(16, 46), (50, 42)]])
    """
    ax = sheet(9.4, 3.75, ax)
    for x, step in zip(
        (0.75, 2.75, 4.85, 6.75, 8.5), ("detect", "align", "describe", "compare", "decide"), strict=True
    ):
        ax.text(x, 3.6, step, ha="center", va="center", weight="bold", color=INK)
    for bottom, image, its_eyes in zip(ROWS, (first, second), eyes, strict=True):
        _describe(ax, bottom, image, np.asarray(its_eyes, np.float64))
    _mark_where_eyes_come(ax)
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


def _describe(ax: Axes, bottom: float, image: np.ndarray, eyes: np.ndarray) -> None:
    """Draw one photograph, its box, the face cut out, and the numbers that describe it."""
    picture(ax, (0.2, bottom), image, HEIGHT)
    unit = HEIGHT / len(image)
    between = np.linalg.norm(eyes[1] - eyes[0])
    beside, above, below = between * np.array(AROUND_EYES)
    x, y = eyes.mean(axis=0)
    corner = 0.2 + (x - beside) * unit, bottom + HEIGHT - (y + below) * unit
    frame = Rectangle(corner, 2 * beside * unit, (above + below) * unit, fill=False, edgecolor=WARM, linewidth=2)
    ax.add_patch(frame)
    ax.plot(*(0.2 + eyes[:, 0] * unit, bottom + HEIGHT - eyes[:, 1] * unit), color=WARM, linestyle="-", linewidth=1.2)
    center = bottom + HEIGHT / 2
    arrow(ax, (1.4, center), (2.05, center))
    face = _cut_out(image, eyes)
    picture(ax, (CROP_LEFT, bottom + (HEIGHT - CROP) / 2), face, CROP)
    arrow(ax, (3.35, center), (4.0, center))
    numbers = np.array([band.mean() for band in np.array_split(face, 8)])
    ax.plot((4.15, 5.6), (center, center), color=INK, linestyle="-", linewidth=0.8)
    for position, number in enumerate(numbers - numbers.mean()):
        ax.add_patch(Rectangle((4.2 + 0.17 * position, center), 0.13, number / 60, color=COOL))


def _cut_out(image: np.ndarray, eyes: np.ndarray) -> np.ndarray:
    """Turn, scale and shift the face so that its eyes come to the same place."""
    move = similarity(eyes, _eyes_in_crop())
    matrix = np.column_stack([move.scale * move.rotation, move.shift])
    return cv2.warpAffine(image, matrix, SHAPE[::-1], flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REPLICATE)


def _eyes_in_crop() -> np.ndarray:
    beside, above, below = AROUND_EYES
    height, width = SHAPE
    between, y = width / (2 * beside), height * above / (above + below)
    return np.array([[(width - between) / 2, y], [(width + between) / 2, y]])


def _mark_where_eyes_come(ax: Axes) -> None:
    """Draw lines through the eyes of both faces cut out."""
    unit = CROP / SHAPE[0]
    eyes = _eyes_in_crop() * unit
    tops = [bottom + (HEIGHT + CROP) / 2 for bottom in ROWS]
    upright = [((x, x), (tops[1] - CROP, tops[0])) for x in CROP_LEFT + eyes[:, 0]]
    level = [((CROP_LEFT, CROP_LEFT + SHAPE[1] * unit), (top - eyes[0, 1],) * 2) for top in tops]
    for across, along in upright + level:
        ax.plot(across, along, color=WARM, linestyle=":", linewidth=1.2)
