"""Three questions about a picture: is there a face, where is it, and where are all of them."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from facelab.plotting.drawings.canvas import INK, WARM, arrow, box, picture, sheet

HEIGHT, BOTTOM = 2.1, 1.35
MIDDLES = 1.5, 4.5, 7.5  # of the three pictures
ANSWERS = (
    "one number:\n$p_c$ = 1, a face",
    "five numbers:\n$p_c$ and a box",
    "five numbers for each face,\nhowever many there are",
)


def detection_tasks(
    face: np.ndarray,
    single: np.ndarray,
    single_box: ArrayLike,
    scene: np.ndarray,
    boxes: ArrayLike,
    ax: Axes | None = None,
) -> Axes:
    """Draw what classification, localization and detection answer.

    Parameters
    ----------
    face : ndarray of uint8, shape (H, W)
        A window that a face fills.
    single : ndarray of uint8, shape (H, W)
        A picture with one face in it.
    single_box : array_like of float, shape (4,)
        left, top, right, bottom of that face.
    scene : ndarray of uint8, shape (H, W)
        A picture with several.
    boxes : array_like of float, shape (n, 4)
        Those of the scene's faces.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> face, box = load_orl().images[0], [10, 10, 82, 102]
    >>> ax = detection_tasks(face, face, box, np.hstack([face, face]), [box, [102, 10, 174, 102]])
    """
    ax = sheet(9.0, 3.8, ax)
    nowhere = np.empty((0, 4))
    shown = (face, nowhere), (single, np.asarray(single_box)), (scene, np.asarray(boxes))
    names = "classification", "localization", "detection"
    for middle, name, answer, (image, marked) in zip(MIDDLES, names, ANSWERS, shown, strict=True):
        unit = HEIGHT / image.shape[0]
        left = middle - unit * image.shape[1] / 2
        picture(ax, (left, BOTTOM), image, HEIGHT)
        ax.text(middle, BOTTOM + HEIGHT + 0.2, name, ha="center", va="center", weight="bold", color=INK)
        for x, y, right, bottom in np.reshape(marked, (-1, 4)).astype(float):
            corner = left + x * unit, BOTTOM + HEIGHT - bottom * unit
            frame = Rectangle(corner, (right - x) * unit, (bottom - y) * unit, fill=False, edgecolor=WARM, linewidth=2)
            ax.add_patch(frame)
        arrow(ax, (middle, BOTTOM - 0.06), (middle, 0.95))
        box(ax, (middle, 0.5), (2.8, 0.8), answer)
    return ax
