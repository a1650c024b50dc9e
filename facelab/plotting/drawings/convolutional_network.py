"""A small convolutional network: its maps as stacked sheets, with their sizes."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, SOFT, arrow, picture, sheet

TALLEST, SHEET, BAR, GAP = 1.2, 0.017, 0.14, 0.56  # inches: the picture; from sheet to sheet; a row of numbers; a step


def convolutional_network(
    photograph: np.ndarray, convolutions: Sequence[tuple[int, int]], n_outputs: int, ax: Axes | None = None
) -> Axes:
    """Draw convolutions without padding, each followed by max pooling by 2, and one dense layer at the end.

    Parameters
    ----------
    photograph : ndarray of uint8, shape (H, W)
        What goes in.
    convolutions : sequence of pairs of int
        The window k (of k × k) and the number of filters of each.
    n_outputs : int
        Of the dense layer.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = convolutional_network(np.zeros((56, 46), np.uint8), [(5, 8), (3, 16)], 20)
    """
    (height, width), channels = photograph.shape, 1
    blocks, steps = [(height, width, channels)], []
    for window, channels in convolutions:
        height, width = height - window + 1, width - window + 1
        blocks.append((height, width, channels))
        height, width = height // 2, width // 2
        blocks.append((height, width, channels))
        steps += [f"{window} × {window}\nReLU", "max\npool"]
    scale = TALLEST / photograph.shape[0]
    widths = [scale * block[1] + SHEET * (block[2] - 1) for block in blocks]
    rows = {"numbers": height * width * channels, "logits": n_outputs}
    middle = TALLEST / 2 + 0.55
    ax = sheet(sum(widths) + GAP * (len(blocks) + 1) + 2 * BAR + 0.4, TALLEST + 0.65, ax)
    x = 0.15
    for i, (block, wide) in enumerate(zip(blocks, widths, strict=True)):
        if i == 0:
            picture(ax, (x, middle - TALLEST / 2), photograph, TALLEST)
        else:
            _sheets(ax, x, middle, block, scale)
        name = "1 photograph" if i == 0 else f"{block[2]} maps"
        _label(ax, x + wide / 2, f"{name}\n{block[0]} × {block[1]}")
        x += wide
        _step(ax, x, middle, [*steps, "flatten"][i], COOL if i < len(steps) and i % 2 == 0 else INK)
        x += GAP
    for i, (name, n) in enumerate(rows.items()):
        ax.add_patch(Rectangle((x, middle - TALLEST / 2), BAR, TALLEST, facecolor=SOFT, edgecolor=INK, linewidth=1))
        _label(ax, x + BAR / 2, f"{n}\n{name}")
        x += BAR
        if i == 0:
            _step(ax, x, middle, "dense", COOL)
            x += GAP
    return ax


def _sheets(ax: Axes, x: float, middle: float, block: tuple[int, int, int], scale: float) -> None:
    """Draw the maps of a block, the first one behind the others and furthest to the left."""
    height, width, n = block
    for k in range(n):
        low = middle - scale * height / 2 + SHEET * ((n - 1) / 2 - k) * 0.6
        shape = Rectangle((x + SHEET * k, low), scale * width, scale * height, facecolor=SOFT, edgecolor=INK)
        shape.set_linewidth(0.5)
        ax.add_patch(shape)


def _label(ax: Axes, x: float, text: str) -> None:
    ax.text(x, 0.4, text, ha="center", va="top", color=INK, fontsize="small", linespacing=1.1)


def _step(ax: Axes, x: float, middle: float, text: str, color: str) -> None:
    """Draw the arrow from one block to the next; blue where there are weights."""
    arrow(ax, (x + 0.06, middle), (x + GAP - 0.06, middle), color=color)
    ax.text(x + GAP / 2, middle + 0.07, text, ha="center", va="bottom", color=color, fontsize="small")
