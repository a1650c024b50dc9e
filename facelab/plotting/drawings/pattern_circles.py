"""Local binary patterns as circles of dots: a white dot for a neighbor that is as bright as the center, or brighter."""

from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Rectangle

from facelab.plotting.drawings.canvas import INK, PAPER, Point, sheet

PITCH = 0.68
RADIUS = 0.22
BETWEEN = "between a\nline's end and a corner"
KINDS = {1: "a line's end", 2: BETWEEN, 3: "a corner", 4: "an edge", 5: "a corner", 6: BETWEEN, 7: "a line's end"}


def pattern_circle(ax: Axes, center: Point, pattern: int, points: int = 8, radius: float = RADIUS) -> None:
    """Draw one pattern: a dot for each neighbor, white for 1 and black for 0, around a gray center."""
    (x, y), side = center, 0.3 * radius
    ax.add_patch(Rectangle((x - side / 2, y - side / 2), side, side, facecolor="#888888"))
    for bit in range(points):
        angle = 2 * np.pi * bit / points
        place = x + radius * np.cos(angle), y + radius * np.sin(angle)
        color = PAPER if pattern >> bit & 1 else INK
        ax.add_patch(Circle(place, min(0.27, 2.2 / points) * radius, facecolor=color, edgecolor=INK, linewidth=0.8))


def uniform_patterns(ax: Axes | None = None) -> Axes:
    """Draw the 58 uniform patterns of eight neighbors: a row for each number of ones, turned clockwise in each column.

    Parameters
    ----------
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = uniform_patterns()
    """
    ax = sheet(9.2, 5.2, ax)
    for ones in range(1, 8):
        y = 5.2 - (ones - 0.35) * PITCH
        ax.text(0.1, y, f"{ones} {'one' if ones == 1 else 'ones'}: {KINDS[ones]}", va="center", color=INK)
        for turn in range(8):
            run = (1 << ones) - 1
            pattern_circle(ax, (2.2 + turn * PITCH, y), (run >> turn | run << (8 - turn)) & 255)
    for y, pattern, text in ((3.4, 0, "no ones:\na bright spot"), (1.6, 255, "8 ones: a flat place\nor a dark spot")):
        pattern_circle(ax, (8.25, y), pattern)
        ax.text(8.25, y - 0.4, text, ha="center", va="top", color=INK)
    return ax


def pattern_shares(
    rows: Mapping[str, Mapping[int, float]], colors: Mapping[str, str] | None = None, ax: Axes | None = None
) -> Axes:
    """Draw patterns of eight neighbors row by row, each with its share below.

    Parameters
    ----------
    rows : mapping of names to mappings of patterns to shares
        As numbers from 0 to 255, and from 0 to 1.
    colors : mapping of names to colors, optional
        Of the names in front of the rows.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = pattern_shares({"eye": {255: 0.25, 0: 0.125}})
    >>> [text.get_text() for text in ax.texts]
    ['eye', '25 %', '12 %']
    """
    ax = sheet(9.2, 1.15 * len(rows), ax)
    for number, (name, shares) in enumerate(rows.items()):
        y = 1.15 * (len(rows) - number) - 0.42
        ax.text(0.1, y, name, va="center", weight="bold", color=(colors or {}).get(name, INK))
        for position, (pattern, share) in enumerate(shares.items()):
            x = 1.75 + 0.95 * position
            pattern_circle(ax, (x, y), pattern, radius=0.28)
            ax.text(x, y - 0.4, f"{100 * share:.0f} %", ha="center", va="top", color=INK, fontsize="small")
    return ax
