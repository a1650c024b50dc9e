"""A number for each cell of a grid, laid over a face."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.faces import faces_grid
from facelab.plotting.style import COLORS


def cells_over_face(image: np.ndarray, values: np.ndarray, digits: int = 1, ax: Axes | None = None) -> Axes:
    """Lay a number for each cell of a grid over a face: the larger the number, the stronger the color.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        Gray values from 0 to 255.
    values : ndarray, shape (rows, columns)
    digits : int, default 1
        After the decimal point.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = cells_over_face(load_orl().images[0], np.arange(25).reshape(5, 5) / 10)
    >>> len(ax.texts)
    25
    """
    ax = faces_grid([image], ax=ax or plt.gca())
    height, width = image.shape[0] / values.shape[0], image.shape[1] / values.shape[1]
    spread = np.ptp(values)
    for (row, column), value in np.ndenumerate(values):
        strength = (value - values.min()) / spread if spread else 0.0
        corner = column * width - 0.5, row * height - 0.5
        cell = plt.Rectangle(corner, width, height, facecolor=COLORS[1], alpha=0.55 * strength, linewidth=0)
        ax.add_patch(cell)
        ax.add_patch(plt.Rectangle(corner, width, height, fill=False, edgecolor="white", linewidth=0.7))
        ax.text(
            corner[0] + width / 2,
            corner[1] + height / 2,
            f"{value:.{digits}f}",
            ha="center",
            va="center",
            color="black",
            bbox={"facecolor": "white", "alpha": 0.75, "edgecolor": "none", "boxstyle": "round,pad=0.15"},
        )
    return ax
