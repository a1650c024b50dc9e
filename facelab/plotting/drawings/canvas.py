"""What all drawings are made of: boxes, arrows, nodes, tables of numbers and pictures on one sheet."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch, Rectangle

INK, PAPER, SOFT = "#222222", "#FFFFFF", "#E8EEF4"
WARM, COOL = "#D55E00", "#0072B2"  # of the course's palette
Point = tuple[float, float]


def sheet(width: float, height: float, ax: Axes | None = None) -> Axes:
    """Prepare an empty sheet: x from 0 to width, y from 0 at the bottom to height, one unit as long as the other."""
    ax = ax or plt.subplots(figsize=(width, height))[1]
    ax.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    ax.set_axis_off()
    return ax


def box(ax: Axes, center: Point, size: Point, text: str, color: str = SOFT) -> None:
    """Draw a box with rounded corners around a text."""
    (x, y), (width, height) = center, size
    corner = (x - width / 2 + 0.06, y - height / 2 + 0.06)
    shape = FancyBboxPatch(
        corner, width - 0.12, height - 0.12, boxstyle="round,pad=0.06", facecolor=color, edgecolor=INK, linewidth=1.2
    )
    ax.add_patch(shape)
    ax.text(x, y, text, ha="center", va="center", color=INK)


def node(ax: Axes, center: Point, text: str = "", radius: float = 0.25, color: str = PAPER) -> None:
    """Draw a circle around a text: a number that a network holds."""
    ax.add_patch(Circle(center, radius, facecolor=color, edgecolor=INK, linewidth=1.2, zorder=2))
    ax.text(*center, text, ha="center", va="center", color=INK, zorder=3)


def arrow(
    ax: Axes, start: Point, end: Point, text: str = "", color: str = INK, linewidth: float = 1.2, zorder: float = 1
) -> None:
    """Draw an arrow, with a text above its middle."""
    shape = FancyArrowPatch(
        start, end, arrowstyle="-|>", mutation_scale=11 + linewidth, color=color, linewidth=linewidth, shrinkA=0
    )
    shape.set_zorder(zorder)
    ax.add_patch(shape)
    if text:
        middle = np.add(start, end) / 2
        ax.text(middle[0], middle[1] + 0.06, text, ha="center", va="bottom", color=color, fontsize="small")


def number_table(
    ax: Axes, corner: Point, values: np.ndarray, cell: float = 0.4, marked: Sequence[tuple[int, int]] = ()
) -> None:
    """Draw a table of numbers or texts from its upper left corner; marked cells, (row, column), are colored."""
    for (row, column), value in np.ndenumerate(values):
        x, y = corner[0] + column * cell, corner[1] - (row + 1) * cell
        color = "#F7D9C4" if (row, column) in marked else PAPER
        text = value if isinstance(value, str) else f"{value:g}".replace("-", "−")
        ax.add_patch(Rectangle((x, y), cell, cell, facecolor=color, edgecolor=INK, linewidth=0.8))
        ax.text(x + cell / 2, y + cell / 2, text, ha="center", va="center", color=INK, fontsize="small")


def picture(ax: Axes, corner: Point, image: np.ndarray, height: float) -> float:
    """Show an image from its lower left corner, and return how wide it stands."""
    width = height * image.shape[1] / image.shape[0]
    extent = (corner[0], corner[0] + width, corner[1], corner[1] + height)
    ax.imshow(image, cmap="gray", vmin=0, vmax=255, extent=extent, interpolation="nearest", zorder=1)
    return width
