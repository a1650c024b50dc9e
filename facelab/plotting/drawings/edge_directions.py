"""Which way edges run in each cell of an image."""

import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.drawings.canvas import INK, picture, sheet

HEIGHT = 4.4


def edge_directions(cells: np.ndarray, image: np.ndarray | None = None, ax: Axes | None = None) -> Axes:
    """Draw the edges in each cell of an image: the longer a line, the more gradients across it.

    Parameters
    ----------
    cells : ndarray, shape (rows, columns, bins)
        How much gradient there is in each direction from 0 to 180 degrees.
    image : ndarray of uint8, shape (H, W), optional
        The image, to be shown at the right; the cells are as large as fit into it.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = edge_directions(np.ones((14, 11, 9)))
    """
    ax = sheet(9.2, HEIGHT + 0.2, ax)
    rows, columns = cells.shape[:2]
    size = HEIGHT / rows if image is None else HEIGHT * (image.shape[0] // rows) / image.shape[0]
    left = (9.2 - columns * size) / 2 if image is None else 0.5
    if image is not None:
        picture(ax, (5.1, 0.1), image, HEIGHT)
    for (row, column, direction), length in np.ndenumerate(cells / cells.max()):
        middle = np.array([left + (column + 0.5) * size, 0.1 + HEIGHT - (row + 0.5) * size])
        gradient = np.pi * (direction + 0.5) / cells.shape[2]  # its direction, downward: the edge is at 90° to it
        half = 0.9 * size * length * np.array([np.sin(gradient), np.cos(gradient)])
        ax.plot(*np.stack([middle - half, middle + half]).T, color=INK, linewidth=1.2, linestyle="-")
    return ax
