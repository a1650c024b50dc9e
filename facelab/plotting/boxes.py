"""Figures of boxes on images."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.collections import PatchCollection
from matplotlib.patches import Rectangle

from facelab.plotting.faces import GAP, faces_grid
from facelab.plotting.style import COLORS


def boxes_grid(
    images: Sequence[np.ndarray],
    boxes: Sequence[np.ndarray],
    truth: Sequence[np.ndarray] | None = None,
    columns: int = 5,
    ax: Axes | None = None,
) -> Axes:
    """Show images side by side, with boxes on them.

    Parameters
    ----------
    images : sequence of gray or RGB images of one size
    boxes : sequence of ndarray of float, shape (n, 4)
        The boxes found in each: left, top, right, bottom.
    truth : sequence of ndarray of float, shape (m, 4), optional
        The true ones, drawn dashed.
    columns : int, default 5
        Images in a row.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = boxes_grid([np.zeros((80, 80), np.uint8)] * 2, [[[5, 5, 50, 60]], []], [[[8, 5, 50, 50]], []])
    """
    if len(images) != len(boxes) or (truth is not None and len(images) != len(truth)):
        raise ValueError(f"{len(images)} images need as many lists of boxes.")
    ax = faces_grid(images, columns=columns, ax=ax or plt.gca())
    _draw(ax, images, boxes, columns, edgecolor=COLORS[1], label="found")
    if truth is not None:
        _draw(ax, images, truth, columns, edgecolor=COLORS[4], linestyle="--", label="true")
    return ax


def _draw(ax: Axes, images: Sequence[np.ndarray], boxes: Sequence[np.ndarray], columns: int, **style) -> None:
    height, width = images[0].shape[:2]
    columns, patches = min(columns, len(images)), []
    for i, of_image in enumerate(boxes):
        row, column = divmod(i, columns)
        corner = np.array([column * (width + GAP), row * (height + GAP)])
        patches += [Rectangle(corner + (x, y), right - x, bottom - y) for x, y, right, bottom in of_image]
    ax.add_collection(PatchCollection(patches, facecolor="none", linewidth=1.3, **style))
