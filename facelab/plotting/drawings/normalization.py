"""Which numbers of a batch share a mean."""

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, PAPER, WARM, arrow, sheet

CELL = 0.36
SHADES = {WARM: "#F7D9C4", COOL: "#CFE3F1"}


def normalization(n_images: int = 5, n_channels: int = 7, ax: Axes | None = None) -> Axes:
    """Draw a batch twice: batch normalization takes its mean over a column, layer normalization over a row.

    Parameters
    ----------
    n_images, n_channels : int
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = normalization()
    """
    width, top = CELL * n_channels, CELL * n_images + 0.35
    ax = sheet(2 * width + 3.2, top + 0.45, ax)
    for left, title, color in (
        (0.9, "batch normalization", WARM),
        (width + 2.6, "layer normalization", COOL),
    ):
        for row in range(n_images):
            for column in range(n_channels):
                shared = column == 1 if color == WARM else row == 1
                place = left + CELL * column, top - CELL * (row + 1)
                face = SHADES[color] if shared else PAPER
                ax.add_patch(Rectangle(place, CELL, CELL, facecolor=face, edgecolor=INK, linewidth=0.8))
        corner = (left + CELL, top - CELL * n_images) if color == WARM else (left, top - 2 * CELL)
        size = (CELL, CELL * n_images) if color == WARM else (width, CELL)
        ax.add_patch(Rectangle(corner, *size, fill=False, edgecolor=color, linewidth=2.6))
        ax.text(left + width / 2, top + 0.2, title, ha="center", va="center", weight="bold", color=color)
        ax.text(left + width / 2, 0.12, "channels", ha="center", va="center", color=INK, fontsize="small")
        arrow(ax, (left - 0.2, top), (left - 0.2, top - CELL * n_images))
        ax.text(left - 0.3, top - CELL * n_images / 2, "images", ha="right", va="center", color=INK, fontsize="small")
    return ax
