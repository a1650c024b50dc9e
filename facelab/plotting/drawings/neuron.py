"""A neuron, and neurons in layers."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.drawings.canvas import COOL, INK, SOFT, WARM, Point, arrow, box, node, sheet

COLUMN = 2.3  # from one layer to the next
ROW = 0.85  # from one neuron of a layer to the next


def neuron(inputs: Sequence[str] = ("$x_1$", "$x_2$"), ax: Axes | None = None) -> Axes:
    """Draw what one neuron does: weigh the inputs, add them up with a bias, and squeeze the sum to between 0 and 1.

    Parameters
    ----------
    inputs : sequence of str
        Their names, from top to bottom.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = neuron(["cheeks", "collar"])
    """
    height = 1.0 * len(inputs) + 0.5
    ax = sheet(9, height, ax)
    middle = height / 2
    for number, (y, name) in enumerate(zip(_spread(len(inputs), middle, 1.0), inputs, strict=True), start=1):
        node(ax, (1.6, y), f"$x_{number}$", radius=0.3)
        ax.text(1.15, y, name, ha="right", va="center", color=INK)
        arrow(ax, *_between((1.6, y), (4.2, middle), 0.32, 0.47), color=COOL)
        ax.text(2.75, y + (middle - y) * 0.4 + 0.1, f"$\\times\\, w_{number}$", ha="center", va="bottom", color=COOL)
    node(ax, (4.2, middle), "add up", radius=0.45, color=SOFT)
    arrow(ax, (4.2, middle + 1.1), (4.2, middle + 0.47), color=COOL)
    ax.text(4.3, middle + 0.85, "$+\\, b$", ha="left", va="center", color=COOL)
    arrow(ax, (4.67, middle), (5.75, middle), "$z$")
    box(ax, (6.35, middle), (1.1, 0.9), "")
    z = np.linspace(-6, 6, 60)
    ax.plot(6.35 + 0.065 * z, middle - 0.28 + 0.56 / (1 + np.exp(-z)), color=WARM, linestyle="-")
    ax.text(6.35, middle - 0.55, "sigmoid", ha="center", va="top", color=INK, fontsize="small")
    arrow(ax, (6.95, middle), (7.85, middle))
    node(ax, (8.17, middle), "$o$", radius=0.3)
    ax.text(8.17, middle - 0.4, "0 … 1", ha="center", va="top", color=INK, fontsize="small")
    return ax


def network(sizes: Sequence[int] = (2, 2, 1), backward: bool = False, ax: Axes | None = None) -> Axes:
    """Draw a network of layers: each neuron reads every number of the layer before it.

    Parameters
    ----------
    sizes : sequence of int
        How many inputs, hidden units (once or more often), and outputs.
    backward : bool, default False
        Whether the arrows show the way of the error: into the outputs, and back from each neuron to those that it
        read. The inputs have no error; their arrows stay.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = network([2, 3, 2])
    >>> ax = network([2, 2, 1], backward=True)
    """
    height = ROW * max(sizes) + 0.8
    ax = sheet(COLUMN * len(sizes), height, ax)
    middle = (height - 0.5) / 2
    places = [[(COLUMN * (i + 0.5), y) for y in _spread(n, middle, ROW)] for i, n in enumerate(sizes)]
    last = len(sizes) - 1
    for i, column in enumerate(places):
        letter, title = ("x", "inputs") if i == 0 else ("o", "outputs") if i == last else ("h", "hidden layer")
        ax.text(column[0][0], height - 0.15, title, ha="center", va="center", weight="bold", color=INK)
        turned = backward and i > 1
        for number, place in enumerate(column, start=1):
            for before in places[i - 1] if i else []:
                ends = (place, before) if turned else (before, place)
                arrow(ax, *_between(*ends, 0.27, 0.29), color=WARM if turned else COOL)
            if backward and i == last:
                arrow(ax, (place[0] + 1.1, place[1]), (place[0] + 0.29, place[1]), color=WARM)
            name = f"${letter}_{number}$" if len(column) > 1 else f"${letter}$"
            node(ax, place, name, radius=0.27, color=SOFT if i else "white")
        if i:
            label = f"$\\times\\, W_{i}$, back" if turned else f"$W_{i},\\ b_{i}$"
            ax.text(COLUMN * i, height - 0.45, label, ha="center", va="center", color=WARM if turned else COOL)
    if backward:
        ax.text(COLUMN * len(sizes) - 0.05, height - 0.45, "how wrong", ha="right", va="center", color=WARM)
    return ax


def _spread(n: int, middle: float, gap: float) -> list[float]:
    """Place n things around a middle, from top to bottom."""
    return [middle + gap * ((n - 1) / 2 - i) for i in range(n)]


def _between(start: Point, end: Point, after: float, before: float) -> tuple[Point, Point]:
    """Shorten the way between two centers, so that it starts and ends outside of their circles."""
    (x0, y0), (x1, y1) = start, end
    length = float(np.hypot(x1 - x0, y1 - y0))
    across, up = (x1 - x0) / length, (y1 - y0) / length
    return (x0 + after * across, y0 + after * up), (x1 - before * across, y1 - before * up)
