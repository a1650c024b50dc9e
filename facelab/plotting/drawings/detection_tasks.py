"""Three questions about a picture: is there a face, where is it, and where are all of them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from facelab.plotting.drawings.canvas import INK, WARM, arrow, box, picture, sheet

HEIGHT, BOTTOM = 1.75, 1.45
LEFTS = 0.15, 3.2, 6.6  # of the three pictures
ANSWERS = (
    "one number\n$p_c = 1$: a face",
    "five numbers\n$p_c, b_x, b_y, b_h, b_w$",
    "five numbers for each face,\nhowever many there are",
)


def detection_tasks(face: np.ndarray, scene: np.ndarray, boxes: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw what classification, localization and detection answer.

    Parameters
    ----------
    face : ndarray of uint8, shape (H, W)
        A window that a face fills.
    scene : ndarray of uint8, shape (H, W)
    boxes : array_like of float, shape (n, 4)
        left, top, right, bottom of the scene's faces. Localization shows the first one.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> face = load_orl().images[0]
    >>> ax = detection_tasks(face, np.hstack([face, face]), [[10, 10, 82, 102], [102, 10, 174, 102]])
    """
    ax = sheet(9.4, 4.0, ax)
    frames = np.reshape(boxes, (-1, 4)).astype(float)
    shown = (face, frames[:0]), (scene, frames[:1]), (scene, frames)
    names = "classification", "localization", "detection"
    for left, name, answer, (image, marked) in zip(LEFTS, names, ANSWERS, shown, strict=True):
        width = picture(ax, (left, BOTTOM), image, HEIGHT)
        unit, middle = HEIGHT / image.shape[0], left + width / 2
        ax.text(middle, BOTTOM + HEIGHT + 0.3, name, ha="center", va="center", weight="bold", color=INK)
        for x, y, right, bottom in marked:
            corner = left + x * unit, BOTTOM + HEIGHT - bottom * unit
            frame = Rectangle(corner, (right - x) * unit, (bottom - y) * unit, fill=False, edgecolor=WARM, linewidth=2)
            ax.add_patch(frame)
        arrow(ax, (middle, BOTTOM - 0.08), (middle, 1.02))
        box(ax, (max(middle, 1.15), 0.6), (2.1 if image is face else 2.7, 0.8), answer)
    return ax
