"""Which way edges run in each cell of an image."""

import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.drawings.canvas import WARM, picture, sheet

HEIGHT = 4.4


def edge_directions(image: np.ndarray, cells: np.ndarray, cell: int = 8, ax: Axes | None = None) -> Axes:
    """Draw an image, and beside it the edges in each of its cells: the longer a line, the more gradients across it.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    cells : ndarray, shape (rows, columns, bins)
        How much gradient there is in each direction from 0 to 180 degrees.
    cell : int, default 8
        Height and width of a cell, pixels.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = edge_directions(load_orl().images[0], np.ones((14, 11, 9)))
    """
    ax = sheet(9.2, HEIGHT + 0.2, ax)
    scale = HEIGHT / image.shape[0]
    pale = (255 - (255 - image.astype(float)) * 0.45).astype(np.uint8)  # so that the lines stand out
    for left, shown in ((0.6, image), (4.9, pale)):
        picture(ax, (left, 0.1), shown, HEIGHT)
    lengths = cells / cells.max()
    for (row, column, direction), length in np.ndenumerate(lengths):
        middle = np.array([4.9 + (column + 0.5) * cell * scale, 0.1 + HEIGHT - (row + 0.5) * cell * scale])
        across = (
            np.pi * (direction + 0.5) / cells.shape[2]
        )  # the gradient's direction, downward: the edge is at 90° to it
        half = 0.9 * cell * scale * length * np.array([np.sin(across), np.cos(across)])
        ax.plot(*np.stack([middle - half, middle + half]).T, color=WARM, linewidth=1, linestyle="-")
    return ax
