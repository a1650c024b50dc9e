"""A dense layer after a window, and the same weights as a filter that slides over a larger map."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, PAPER, SOFT, WARM, Point, arrow, node, sheet

CELL = 0.19


def window_as_convolution(
    map_shape: tuple[int, int] = (6, 4), channels: int = 32, extra: tuple[int, int] = (2, 4), ax: Axes | None = None
) -> Axes:
    """Draw how a dense layer on one window's map becomes a convolution on the map of a whole picture.

    Parameters
    ----------
    map_shape : (int, int), default (6, 4)
        Rows and columns of the map that the layers before make of one window.
    channels : int, default 32
        Numbers in each cell of the map.
    extra : (int, int), default (2, 4)
        How many rows and columns the map of the larger picture has beyond those of a window.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = window_as_convolution((6, 4), channels=32)
    """
    ax = sheet(9.4, 3.5, ax)
    rows, columns = map_shape
    ax.text(1.9, 3.3, "one window: a dense layer", ha="center", va="center", weight="bold", color=INK)
    _cells(ax, (0.5, 2.35), map_shape, marked=map_shape)
    size = f"{rows} × {columns} × {channels}"
    ax.text(0.5 + columns * CELL / 2, 2.53, size, ha="center", va="center", color=INK)
    weights = f"{rows * columns * channels} weights"
    arrow(ax, (0.6 + columns * CELL, 2.35 - rows * CELL / 2), (2.65, 2.35 - rows * CELL / 2), weights, COOL)
    node(ax, (2.95, 2.35 - rows * CELL / 2), "$z$")
    ax.text(1.9, 0.4, "It needs a map of just this size.", ha="center", va="center", color=INK)

    ax.text(6.75, 3.3, "a whole picture: a convolution", ha="center", va="center", weight="bold", color=INK)
    larger = rows + extra[0], columns + extra[1]
    _cells(ax, (4.4, 2.55), larger, marked=map_shape)
    text = f"{larger[0]} × {larger[1]} × {channels}"
    ax.text(4.4 + larger[1] * CELL / 2, 2.73, text, ha="center", va="center", color=INK)
    for corner, style in (((0, 0), "-"), (extra, "--")):
        x, y = 4.4 + corner[1] * CELL, 2.55 - (corner[0] + rows) * CELL
        frame = Rectangle(
            (x, y), columns * CELL, rows * CELL, fill=False, edgecolor=WARM, linewidth=2.2, linestyle=style, zorder=3
        )
        ax.add_patch(frame)
    answers = extra[0] + 1, extra[1] + 1
    middle = 2.55 - larger[0] * CELL / 2
    arrow(ax, (4.5 + larger[1] * CELL, middle), (7.35, middle), f"the same {weights}", COOL)
    _cells(ax, (7.5, middle + answers[0] * CELL * 0.85), answers, marked=(1, 1), cell=1.7 * CELL)
    text = f"{answers[0]} × {answers[1]} values of $z$"
    ax.text(
        7.5 + answers[1] * CELL * 0.85,
        middle + answers[0] * CELL * 0.85 + 0.2,
        text,
        ha="center",
        va="center",
        color=INK,
    )
    words = f"Each of the {answers[0] * answers[1]} places of the filter is a window."
    ax.text(6.75, 0.4, words, ha="center", va="center", color=INK)
    return ax


def _cells(ax: Axes, corner: Point, shape: tuple[int, int], marked: tuple[int, int], cell: float = CELL) -> None:
    """Draw a map's cells from its upper left corner; those of the first `marked` rows and columns have a ground."""
    for row in range(shape[0]):
        for column in range(shape[1]):
            inside = row < marked[0] and column < marked[1]
            ax.add_patch(
                Rectangle(
                    (corner[0] + column * cell, corner[1] - (row + 1) * cell),
                    cell,
                    cell,
                    facecolor=SOFT if inside else PAPER,
                    edgecolor=INK,
                    linewidth=0.7,
                )
            )
