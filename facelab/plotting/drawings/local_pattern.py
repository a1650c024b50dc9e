"""One pixel and its eight neighbors: gray values, bits, and the number that they make."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import INK, SOFT, arrow, number_table, sheet

NEIGHBORS = (1, 2), (0, 2), (0, 1), (0, 0), (1, 0), (2, 0), (2, 1), (2, 2)  # from the right, counterclockwise
CELL = 0.58
TOP = 2.15


def local_pattern(patch: np.ndarray, ax: Axes | None = None) -> Axes:
    """Draw how a pixel and its eight neighbors make a number: compare, write bits, add what they are worth.

    Parameters
    ----------
    patch : ndarray of int, shape (3, 3)
        Gray values.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = local_pattern(np.array([[90, 120, 200], [80, 100, 210], [70, 60, 150]]))
    >>> ax.texts[-1].get_text().splitlines()
    ['1 + 2 + 4 + 128', '= 135']
    """
    bright = [place for place in NEIGHBORS if patch[place] >= patch[1, 1]]
    worth = {place: 1 << position for position, place in enumerate(NEIGHBORS)}
    bits, values = np.zeros((3, 3), int), np.zeros((3, 3), int)
    for place in NEIGHBORS:
        bits[place], values[place] = place in bright, worth[place]
    ax = sheet(9.2, 2.75, ax)
    headings = {"gray values": patch, "bits": bits, "what each bit is worth": values}
    for left, (heading, table) in zip((0.15, 2.95, 5.35), headings.items(), strict=True):
        ax.text(left + 1.5 * CELL, TOP + 0.3, heading, ha="center", va="center", weight="bold", color=INK)
        number_table(ax, (left, TOP), table, CELL, bright)
        if heading != "gray values":
            corner = left + CELL, TOP - 2 * CELL
            ax.add_patch(Rectangle(corner, CELL, CELL, facecolor=SOFT, edgecolor=INK, linewidth=0.8, zorder=4))
    middle = TOP - 1.5 * CELL
    arrow(ax, (1.98, middle), (2.87, middle), f"≥ {patch[1, 1]}?")
    arrow(ax, (4.78, middle), (5.27, middle))
    arrow(ax, (7.18, middle), (7.6, middle))
    total = " + ".join(str(worth[place]) for place in bright) or "0"
    ax.text(8.4, middle, f"{total}\n= {sum(worth[place] for place in bright)}", ha="center", va="center", color=INK)
    return ax
