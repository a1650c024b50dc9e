"""A SIFT keypoint: the window around it, turned to its orientation, and the histograms in it."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Polygon, Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, picture, sheet

CELLS, DIRECTIONS = 4, 8
SIDE = 3.1
TINT = "#F0E442"


def sift_window(
    image: np.ndarray, place: tuple[float, float], sigma: float, degrees: float, descriptor: np.ndarray
) -> Axes:
    """Draw the 4 × 4 cells of a keypoint on its image, and turned, with the directions of the gradients in each cell.

    An arrow shows the keypoint's orientation and a tint the same cell, on both sides.

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
    height = 2.2
    width = picture(ax, (0.1, 1.05), image, height)
    reach = int(np.ceil(2 * np.sqrt(2) * 3 * sigma)) + 2  # half a diagonal of the window, and a margin
    top, left = (
        max(0, min(round(middle) - reach, n - 2 * reach - 1)) for middle, n in zip(place, image.shape[:2], strict=True)
    )
    around = image[top : top + 2 * reach + 1, left : left + 2 * reach + 1]
    small, scale = height / image.shape[0], SIDE / around.shape[0]
    corner = 0.1 + left * small, 1.05 + height - (top + around.shape[0]) * small
    size = around.shape[1] * small, around.shape[0] * small
    ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor=WARM, linewidth=1.8, zorder=3))
    start = width + 0.3
    picture(ax, (start, 0.6), around, SIDE)
    center = np.array([start + (place[1] - left + 0.5) * scale, 0.6 + SIDE - (place[0] - top + 0.5) * scale])
    ahead = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))]) * 3 * sigma * scale
    window_lines(ax, center, ahead)
    there = np.array([start + SIDE + 0.85 + SIDE / 2, 0.6 + SIDE / 2])
    arrow(ax, (start + SIDE + 0.12, there[1]), (start + SIDE + 0.72, there[1]), "turned")
    window_lines(ax, there, np.array([SIDE / CELLS, 0]))
    ax.text(center[0], 0.48, "the arrow is the keypoint's direction", ha="center", va="top", color=COOL)
    ax.text(there[0], 0.48, "turned: the arrow now points right", ha="center", va="top", color=COOL)
    window_stars(ax, there, SIDE / CELLS, descriptor)
    return ax


def window_lines(ax: Axes, center: np.ndarray, ahead: np.ndarray) -> None:
    """Draw the cells, of which one is tinted, and the orientation; a cell is as wide as `ahead` is long."""
    up = np.array([-ahead[1], ahead[0]])
    for line in range(-2, 3):
        for along, across in ((ahead, up), (up, ahead)):
            ends = np.stack([center + line * along - 2 * across, center + line * along + 2 * across])
            ax.plot(*ends.T, color=WARM, linewidth=1.3, linestyle="-", zorder=3)
    corners = [center - a * ahead + u * up for a, u in ((2, 2), (1, 2), (1, 1), (2, 1))]  # the first cell
    ax.add_patch(Polygon(corners, facecolor=TINT, alpha=0.9, zorder=2))
    arrow(ax, tuple(center), tuple(center + 1.9 * ahead), color=COOL, linewidth=2.5, zorder=5)


def window_stars(ax: Axes, center: np.ndarray, cell: float, descriptor: np.ndarray) -> None:
    """Draw the histogram of each cell as lines from its middle; the longest one nearly fills a cell."""
    histograms = descriptor.reshape(CELLS, CELLS, DIRECTIONS)
    for (row, column, direction), value in np.ndenumerate(histograms / histograms.max()):
        middle = center + np.array([column - 1.5, 1.5 - row]) * cell
        angle = 2 * np.pi * direction / DIRECTIONS
        end = middle + 0.48 * cell * value * np.array([np.cos(angle), np.sin(angle)])
        ax.plot(*np.stack([middle, end]).T, color=INK, linewidth=1.6, linestyle="-", solid_capstyle="round", zorder=4)
