"""A filter that moves over a picture, and pooling: both with their numbers."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, Point, arrow, number_table, sheet

CELL = 0.42


def convolution(pixels: np.ndarray, kernel: np.ndarray, ax: Axes | None = None) -> Axes:
    """Draw a filter over pixels: its first two windows, framed, and their sums; the second is left to the reader.

    Parameters
    ----------
    pixels : ndarray, shape (H, W)
        Whole numbers, at least one column wider than the filter.
    kernel : ndarray, shape (k, k)
        The weights of the filter.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = convolution(np.arange(25).reshape(5, 5), np.ones((3, 3)))
    """
    (rows, columns), size = pixels.shape, len(kernel)
    windows = np.lib.stride_tricks.sliding_window_view(pixels, kernel.shape)
    sums = np.einsum("rcij,ij->rc", windows, kernel)
    shown = sums.astype(object)
    shown[0, 1] = "?"
    width = CELL * (columns + size + sums.shape[1]) + 2.5
    top = CELL * rows + 0.65
    ax = sheet(width, top + 0.4, ax)
    starts = 0.1, 0.1 + CELL * columns + 1.1, 0.1 + CELL * (columns + size) + 2.3
    tops = top, top - CELL * (rows - size) / 2, top - CELL * (rows - len(sums)) / 2
    for x, y, table, title in zip(
        starts, tops, (pixels, kernel, shown), ("pixels", "filter", "feature map"), strict=True
    ):
        number_table(ax, (x, y), table, CELL)
        ax.text(x + CELL * table.shape[1] / 2, y + 0.18, title, ha="center", va="center", weight="bold", color=INK)
    middle = top - CELL * rows / 2
    arrow(ax, (starts[1] - 0.95, middle), (starts[1] - 0.15, middle))
    arrow(ax, (starts[2] - 1.05, middle), (starts[2] - 0.15, middle))
    for column, color, style in ((1, COOL, "--"), (0, WARM, "-")):
        _frame(ax, (starts[0] + CELL * column, tops[0]), size, color, style)
        _frame(ax, (starts[2] + CELL * column, tops[2]), 1, color, style)
    ax.text(width / 2, 0.2, _written_out(windows[0, 0], kernel, sums[0, 0]), ha="center", color=WARM, fontsize="small")
    return ax


def pooling(values: np.ndarray, size: int = 2, ax: Axes | None = None) -> Axes:
    """Draw max pooling: of each square, the largest number stays.

    Parameters
    ----------
    values : ndarray, shape (H, W)
        Height and width multiples of the size.
    size : int, default 2
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = pooling(np.arange(16).reshape(4, 4))
    """
    rows, columns = values.shape[0] // size, values.shape[1] // size
    squares = values.reshape(rows, size, columns, size).swapaxes(1, 2).reshape(rows, columns, -1)
    width, top = CELL * (columns * size + columns) + 1.6, CELL * rows * size + 0.1
    ax = sheet(width, top + 0.35, ax)
    winners = [
        (r * size + int(best) // size, c * size + int(best) % size)
        for (r, c), best in np.ndenumerate(squares.argmax(axis=-1))
    ]
    number_table(ax, (0.1, top), values, CELL, winners)
    x, y = width - 0.1 - CELL * columns, top - CELL * rows * (size - 1) / 2
    number_table(ax, (x, y), squares.max(axis=-1), CELL, [(r, c) for r in range(rows) for c in range(columns)])
    for r, c in np.ndindex(rows, columns):
        _frame(ax, (0.1 + CELL * c * size, top - CELL * r * size), size, INK, "-")
    middle = top - CELL * rows * size / 2
    arrow(ax, (CELL * columns * size + 0.25, middle), (x - 0.15, middle), "largest")
    return ax


def _frame(ax: Axes, corner: Point, size: int, color: str, style: str) -> None:
    """Draw a square of cells from its upper left corner."""
    place = corner[0], corner[1] - CELL * size
    side = CELL * size
    ax.add_patch(Rectangle(place, side, side, fill=False, edgecolor=color, linestyle=style, linewidth=2.6, zorder=4))


def _written_out(window: np.ndarray, kernel: np.ndarray, total: float) -> str:
    """Write the sum of the products of one window; zeros are left out."""
    products = [f"({weight:g})·{pixel:g}" for weight, pixel in zip(kernel.flat, window.flat, strict=True) if weight]
    return f"{' + '.join(products)} = {total:g}".replace("(1)·", "").replace("-", "−").replace("+ (−1)·", "− ")
