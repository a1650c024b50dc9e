"""Keypoints of two images that match, joined by lines."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.style import COLORS

GAP = 12  # pixels between the images


def keypoint_matches(
    left: np.ndarray, right: np.ndarray, left_points: np.ndarray, right_points: np.ndarray, ax: Axes | None = None
) -> Axes:
    """Show two images side by side, with a thin line for each match.

    Parameters
    ----------
    left, right : ndarray of uint8, shape (H, W)
        Of one height.
    left_points, right_points : ndarray, shape (n_matches, 2)
        (x, y) in pixels, as `match_keypoints` gives them.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import match_keypoints
    >>> left, right = load_orl().images[:2]
    >>> ax = keypoint_matches(left, right, *match_keypoints(left, right, ratio=0.6))
    """
    if len(left_points) != len(right_points):
        raise ValueError(f"{len(left_points)} points on the left and {len(right_points)} on the right are no matches.")
    ax = ax or plt.gca()
    space = np.full((left.shape[0], GAP), 255, np.uint8)
    ax.imshow(np.hstack([left, space, right]), cmap="gray", vmin=0, vmax=255)
    moved = np.asarray(right_points) + [left.shape[1] + GAP, 0]
    for start, end in zip(left_points, moved, strict=True):
        ax.plot(*np.stack([start, end]).T, "o-", color=COLORS[3], markersize=4, linewidth=1, markeredgecolor="black")
    ax.set_axis_off()
    return ax
