"""Figures of landmarks on faces."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from facelab.alignment import GROUPS
from facelab.plotting.faces import faces_grid
from facelab.plotting.style import COLORS

PALETTE = {  # neighbors differ
    "jaw": COLORS[1],
    "right brow": COLORS[3],
    "left brow": COLORS[3],
    "nose": COLORS[1],
    "right eye": COLORS[2],
    "left eye": COLORS[2],
    "outer lip": COLORS[3],
    "inner lip": COLORS[2],
}
LABELS = {  # beside the face: which side, and how high, as a share of the height
    "right brow": (0, 0.72),
    "right eye": (0, 0.52),
    "outer lip": (0, 0.34),
    "jaw": (0, 0.16),
    "left brow": (1, 0.78),
    "left eye": (1, 0.6),
    "nose": (1, 0.42),
    "inner lip": (1, 0.12),
}


def landmark_groups(image: np.ndarray, points: np.ndarray, ax: Axes | None = None) -> Axes:
    """Show the 68 landmarks of a face, joined group by group; each group's name and numbers stand beside the face.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    points : ndarray of float, shape (68, 2)
        x and y.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = landmark_groups(np.zeros((80, 80), np.uint8), np.random.default_rng(0).uniform(0, 80, (68, 2)))
    """
    ax = faces_grid([image], ax=ax or plt.gca())
    for name, group in GROUPS.items():
        color, corners = PALETTE[name], points[group]
        if name.endswith(("eye", "lip")):
            corners = np.vstack([corners, corners[:1]])  # a closed outline
        outline = [withStroke(linewidth=2.5, foreground="black")]
        ax.plot(*corners.T, "o-", color=color, markersize=4, linewidth=1.2, path_effects=outline)
        side, height = LABELS[name]
        label_at = np.array([1.06 if side else -0.06, 1 - height]) * image.shape[1::-1]
        nearest = points[group][np.linalg.norm(points[group] - label_at, axis=1).argmin()]
        ax.annotate(
            f"{name}: {group.start}–{group.stop - 1}",
            nearest,
            (1.06 if side else -0.06, height),
            textcoords="axes fraction",
            ha="left" if side else "right",
            va="center",
            arrowprops={"arrowstyle": "-", "color": color, "linewidth": 1.2},
        )
    return ax


def landmark_mesh(
    image: np.ndarray, points: np.ndarray, triangles: np.ndarray, marked: int | None = None, ax: Axes | None = None
) -> Axes:
    """Show a face under a mesh of triangles, one of them marked.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    points : ndarray of float, shape (points, 2)
        x and y.
    triangles : ndarray of int, shape (n, 3)
        The corners of each triangle, as positions in `points`.
    marked : int, optional
        The number of a triangle.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> corners = np.array([[10.0, 10], [70, 10], [40, 70]])
    >>> ax = landmark_mesh(np.zeros((80, 80), np.uint8), corners, np.array([[0, 1, 2]]), marked=0)
    """
    ax = faces_grid([image], ax=ax or plt.gca())
    ax.triplot(*points.T, triangles, color=COLORS[3], linewidth=0.8, linestyle="-")
    if marked is not None:
        ax.fill(*points[triangles[marked]].T, facecolor="none", edgecolor=COLORS[1], linewidth=4)
    return ax
