"""A picture cut into cells, and the one cell that answers for a face."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, picture, sheet

HEIGHT = 3.6


def grid_cell(image: np.ndarray, box: ArrayLike, cells: tuple[int, int], ax: Axes | None = None) -> Axes:
    """Draw a picture's grid, a face's box, and the cell that holds the middle of it, enlarged.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    box : array_like of float, shape (4,)
        left, top, right, bottom of the face, pixels.
    cells : (int, int)
        Rows and columns of the grid.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = grid_cell(np.full((128, 128), 200, np.uint8), [22, 32, 49, 68], (8, 8))
    """
    ax = sheet(9.0, 4.0, ax)
    left, top = 0.2, 0.2 + HEIGHT
    width = picture(ax, (left, 0.2), image, HEIGHT)
    unit, (rows, columns) = HEIGHT / image.shape[0], cells
    for i in range(rows + 1):
        ax.plot([left, left + width], [0.2 + i * HEIGHT / rows] * 2, color="white", linewidth=0.8, linestyle="-")
    for i in range(columns + 1):
        ax.plot([left + i * width / columns] * 2, [0.2, top], color="white", linewidth=0.8, linestyle="-")
    x1, y1, x2, y2 = np.asarray(box, float)
    corner = left + x1 * unit, top - y2 * unit
    ax.add_patch(
        Rectangle(corner, (x2 - x1) * unit, (y2 - y1) * unit, fill=False, edgecolor=WARM, linewidth=2.2, zorder=3)
    )
    size = np.array([image.shape[1] / columns, image.shape[0] / rows])  # of a cell: width, height
    middle = np.array([x1 + x2, y1 + y2]) / 2
    place = np.floor(middle / size)
    share = middle / size - place
    x, y = left + place[0] * size[0] * unit, top - (place[1] + 1) * size[1] * unit
    ax.add_patch(Rectangle((x, y), size[0] * unit, size[1] * unit, fill=False, edgecolor=COOL, linewidth=2.2, zorder=4))
    ax.plot(left + middle[0] * unit, top - middle[1] * unit, "o", color=WARM, markersize=5, zorder=5)
    _enlarged(ax, share, f"row {place[1]:.0f}, column {place[0]:.0f}")
    return ax


def _enlarged(ax: Axes, share: np.ndarray, name: str) -> None:
    """Draw the cell large, with the middle of the box in it and its two coordinates."""
    left, bottom, side = 5.6, 0.7, 2.4
    ax.add_patch(Rectangle((left, bottom), side, side, facecolor="none", edgecolor=COOL, linewidth=2.2))
    ax.text(left + side / 2, bottom + side + 0.5, f"the cell in {name}", ha="center", va="center", color=COOL)
    x, y = left + share[0] * side, bottom + side - share[1] * side
    arrow(ax, (left, y), (x, y), "", INK)
    arrow(ax, (x, bottom + side), (x, y), "", INK)
    ax.plot(x, y, "o", color=WARM, markersize=9, zorder=5)
    ax.text(left - 0.12, y, f"$b_x$ = {share[0]:.2f}", ha="right", va="center", color=INK)
    ax.text(x, bottom + side + 0.18, f"$b_y$ = {share[1]:.2f}", ha="center", va="center", color=INK)
