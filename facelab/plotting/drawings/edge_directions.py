"""Which way edges run in each cell of an image."""

import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.drawings.canvas import INK, picture, sheet

WIDTH, HEIGHT = 5.3, 6.3  # of the cells at most, alone on the sheet; beside an image the height is BESIDE
BESIDE = 5.2
USUAL, LONGEST = 95, 1.5  # the line of this percentile is as long as a cell; cells that a line may reach across


def edge_directions(cells: np.ndarray, image: np.ndarray | None = None, ax: Axes | None = None) -> Axes:
    """Draw the edges in each cell of an image: the longer a line, the more gradients across it.

    Lines grow with the gradients up to one and a half cells, and no further: a few strong edges would make all else too
    small to be seen.

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
    rows, columns = cells.shape[:2]
    if image is None:
        ax, height, left = sheet(WIDTH + 0.2, HEIGHT + 0.2, ax), HEIGHT, 0.1
        size = min(HEIGHT / rows, WIDTH / columns)
    else:
        ax, height, left = sheet(9.2, BESIDE + 0.2, ax), BESIDE, 0.1
        size = min(BESIDE * (image.shape[0] // rows) / image.shape[0], 4.6 / columns)
        picture(ax, (4.8, 0.1), image, BESIDE)
    usual = np.percentile(cells[cells > 0], USUAL) if np.any(cells > 0) else 1.0
    for (row, column, direction), length in np.ndenumerate(np.minimum(cells / usual, LONGEST)):
        middle = np.array([left + (column + 0.5) * size, 0.1 + height - (row + 0.5) * size])
        gradient = np.pi * (direction + 0.5) / cells.shape[2]  # its direction, downward: the edge is at 90° to it
        half = 0.5 * size * length * np.array([np.sin(gradient), np.cos(gradient)])
        ax.plot(*np.stack([middle - half, middle + half]).T, color=INK, linewidth=1.2, linestyle="-")
    return ax
