"""A SIFT keypoint: the window around it, turned to its orientation, and the histograms in it."""

import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, picture, sheet

CELLS, DIRECTIONS = 4, 8
FACE_HEIGHT = 3.6


def sift_window(
    image: np.ndarray, place: tuple[float, float], sigma: float, degrees: float, descriptor: np.ndarray
) -> Axes:
    """Draw the 4 × 4 cells of a keypoint on its image, and the directions of the gradients in each of them.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    place : (float, float)
        Row and column of the keypoint.
    sigma : float
        Its scale, pixels; a cell is three times as wide.
    degrees : float
        Its orientation, counterclockwise from the right.
    descriptor : ndarray, shape (128,)
        Cell by cell, eight directions each.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = sift_window(load_orl().images[10], (61, 23), 2.5, 11, np.ones(128))
    """
    ax = sheet(9.2, 3.9)
    scale = FACE_HEIGHT / image.shape[0]
    picture(ax, (0.5, 0.15), image, FACE_HEIGHT)
    center = np.array([0.5 + (place[1] + 0.5) * scale, 0.15 + FACE_HEIGHT - (place[0] + 0.5) * scale])
    ahead = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]) * 3 * sigma * scale
    up = np.array([-ahead[1], ahead[0]])
    for line in range(-2, 3):
        for along, across in ((ahead, up), (up, ahead)):
            ends = np.stack([center + line * along - 2 * across, center + line * along + 2 * across])
            ax.plot(*ends.T, color=WARM, linewidth=1.3, linestyle="-", zorder=3)
    arrow(ax, tuple(center), tuple(center + 2.6 * ahead), color=COOL)
    arrow(ax, (3.75, 1.95), (4.55, 1.95), "turned back")
    _stars(ax, (4.95, 0.15), FACE_HEIGHT / CELLS, descriptor.reshape(CELLS, CELLS, DIRECTIONS))
    return ax


def _stars(ax: Axes, corner: tuple[float, float], cell: float, histograms: np.ndarray) -> None:
    for line in range(CELLS + 1):
        there = line * cell
        ax.plot([corner[0] + there] * 2, [corner[1], corner[1] + CELLS * cell], color=WARM, linewidth=1.3, ls="-")
        ax.plot([corner[0], corner[0] + CELLS * cell], [corner[1] + there] * 2, color=WARM, linewidth=1.3, ls="-")
    for (row, column, direction), value in np.ndenumerate(histograms / histograms.max()):
        middle = np.array([corner[0] + (column + 0.5) * cell, corner[1] + (CELLS - row - 0.5) * cell])
        angle = 2 * np.pi * direction / DIRECTIONS
        end = middle + 0.48 * cell * value * np.array([np.cos(angle), np.sin(angle)])
        ax.plot(*np.stack([middle, end]).T, color=INK, linewidth=1.6, linestyle="-", solid_capstyle="round")
