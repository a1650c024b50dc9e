"""Figures of landmarks on faces."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patheffects import withStroke

from facelab.alignment import GROUPS
from facelab.plotting.faces import faces_grid


def landmark_groups(image: np.ndarray, points: np.ndarray, ax: Axes | None = None) -> Axes:
    """Show the 68 landmarks of a face, each group in its own color, numbered where it begins.

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
    colors = plt.get_cmap("tab10")
    for number, (name, group) in enumerate(GROUPS.items()):
        color = colors(number)
        x, y = points[group].T
        ax.plot(x, y, ".-", color=color, markersize=4, linewidth=0.8, label=f"{name}: {group.start}–{group.stop - 1}")
        side = "left" if name == "inner lip" else "right"  # it begins beside the outer one
        number_at = ax.text(x[0], y[0], str(group.start), color=color, fontsize="small", weight="bold", ha=side)
        number_at.set_path_effects([withStroke(linewidth=2, foreground="white")])
    ax.legend(fontsize="x-small", loc="center left", bbox_to_anchor=(1, 0.5))
    return ax
