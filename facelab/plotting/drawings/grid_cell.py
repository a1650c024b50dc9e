"""A picture cut into cells, and the one cell that answers for a face."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from facelab.detection import Grid
from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, picture, sheet

HEIGHT, BOTTOM, LEFT = 3.9, 0.1, 0.1  # of the picture
LINES = "#8A8A8A"  # seen on black and on white


def grid_cell(
    image: np.ndarray,
    box: ArrayLike,
    cells: tuple[int, int],
    anchors: Sequence[tuple[float, float]] = ((40, 30), (66, 50)),
    ax: Axes | None = None,
) -> Axes:
    """Draw a picture's grid, a face's box, the anchors around its middle, and the cell that holds it, enlarged.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    box : array_like of float, shape (4,)
        left, top, right, bottom of the face, pixels.
    cells : (int, int)
        Rows and columns of the grid.
    anchors : sequence of (float, float), default ((40, 30), (66, 50))
        Height and width of typical boxes, pixels.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = grid_cell(np.full((128, 128), 200, np.uint8), [22, 32, 49, 68], (8, 8))
    """
    ax = sheet(9.0, 4.1, ax)
    top, unit, (rows, columns) = BOTTOM + HEIGHT, HEIGHT / image.shape[0], cells
    width = picture(ax, (LEFT, BOTTOM), image, HEIGHT)
    for i in range(rows + 1):
        ax.plot([LEFT, LEFT + width], [BOTTOM + i * HEIGHT / rows] * 2, color=LINES, linewidth=0.9, linestyle="-")
    for i in range(columns + 1):
        ax.plot([LEFT + i * width / columns] * 2, [BOTTOM, top], color=LINES, linewidth=0.9, linestyle="-")

    target = Grid(image.shape, cells, tuple(anchors)).encode(np.array([box], float))
    row, column, chosen = np.argwhere(target[..., 0])[0]
    cell_height, cell_width = image.shape[0] / rows, image.shape[1] / columns

    def frame(x: float, y: float, width: float, height: float, color: str, dashed: bool = False) -> None:
        corner = LEFT + x * unit, top - (y + height) * unit
        patch = Rectangle(corner, width * unit, height * unit, fill=False, edgecolor=color, linewidth=2, zorder=3)
        patch.set_linestyle("--" if dashed else "-")
        ax.add_patch(patch)
        patch.set_path_effects([withStroke(linewidth=4, foreground="white")] if dashed else [])

    x1, y1, x2, y2 = np.asarray(box, float)
    middle = (x1 + x2) / 2, (y1 + y2) / 2
    for height, width in anchors:
        frame(middle[0] - width / 2, middle[1] - height / 2, width, height, INK, dashed=True)
    frame(x1, y1, x2 - x1, y2 - y1, WARM)
    frame(column * cell_width, row * cell_height, cell_width, cell_height, COOL)
    ax.plot(LEFT + middle[0] * unit, top - middle[1] * unit, "o", color=WARM, markersize=5, zorder=5)

    y, x = round(row * cell_height), round(column * cell_width)
    piece = image[y : y + round(cell_height), x : x + round(cell_width)]
    _enlarged(ax, piece, target[row, column, chosen], f"row {row}, column {column}")
    sizes = f"{anchors[chosen][0]:g} × {anchors[chosen][1]:g}"
    text = f"The box is {y2 - y1:g} × {x2 - x1:g}, its anchor {sizes} (dashed):"
    ax.text(6.6, 0.55, text, ha="center", va="center", color=INK)
    b_h, b_w = target[row, column, chosen, 3:5]
    ax.text(6.6, 0.2, f"$b_h$ = {b_h:.2f}, $b_w$ = {b_w:.2f}", ha="center", va="center", color=INK)
    return ax


def _enlarged(ax: Axes, piece: np.ndarray, y: np.ndarray, name: str) -> None:
    """Draw the cell large, with the middle of the box in it and its two coordinates."""
    left, bottom, side = 5.7, 0.95, 2.2
    picture(ax, (left, bottom), piece, side)
    ax.add_patch(Rectangle((left, bottom), side, side, facecolor="none", edgecolor=COOL, linewidth=2.2, zorder=3))
    ax.text(left + side / 2, bottom + side + 0.6, f"the cell in {name}", ha="center", va="center", color=COOL)
    b_x, b_y = y[1:3]
    place = left + b_x * side, bottom + side - b_y * side
    arrow(ax, (left, place[1]), place, "", WARM)
    arrow(ax, (place[0], bottom + side), place, "", WARM)
    ax.plot(*place, "o", color=WARM, markersize=9, zorder=5)
    ax.text(left - 0.12, place[1], f"$b_x$ = {b_x:.2f}", ha="right", va="center", color=INK)
    ax.text(place[0], bottom + side + 0.18, f"$b_y$ = {b_y:.2f}", ha="center", va="center", color=INK)
