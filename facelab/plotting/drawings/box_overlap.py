"""What two boxes have in common, and what they cover together."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from facelab.plotting.drawings.canvas import COOL, INK, SOFT, WARM, sheet

UNIT = 0.03  # of the sheet, for a pixel
TITLES = "two boxes", "intersection", "union"


def box_overlap(first: ArrayLike, second: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw two boxes three times: as they are, with their intersection filled, and with their union filled.

    Parameters
    ----------
    first, second : array_like of float, shape (4,)
        left, top, right, bottom, between 0 and 80 pixels; they overlap.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = box_overlap([10, 10, 50, 60], [30, 20, 70, 70])
    """
    ax = sheet(9.0, 3.0, ax)
    a, b = np.asarray(first, float), np.asarray(second, float)
    common = np.array([*np.maximum(a[:2], b[:2]), *np.minimum(a[2:], b[2:])])
    filled: tuple[list[np.ndarray], ...] = [], [common], [a, b]
    for panel, (title, boxes) in enumerate(zip(TITLES, filled, strict=True)):
        left = 0.3 + 3 * panel
        for each in boxes:
            _frame(ax, left, each, facecolor="#F7D9C4" if title == "intersection" else SOFT, edgecolor="none")
        for each, color, style, name in ((a, COOL, "-", "$B_1$"), (b, WARM, "--", "$B_2$")):
            _frame(ax, left, each, fill=False, edgecolor=color, linewidth=2, linestyle=style)
            if title == "two boxes":
                x, y = each[:2] if color == COOL else each[2:]
                shift = 0.15 if color == COOL else -0.15
                ax.text(left + UNIT * x + shift, 2.6 - UNIT * y - shift, name, ha="center", va="center", color=color)
        sides = common[2:] - common[:2]
        area = {"intersection": sides.prod(), "union": np.prod(a[2:] - a[:2]) + np.prod(b[2:] - b[:2]) - sides.prod()}
        words = f"{title}: {area[title]:,.0f} pixels" if title in area else title
        ax.text(left + UNIT * 40, 2.75, words, ha="center", va="center", color=INK)
    return ax


def _frame(ax: Axes, left: float, box: np.ndarray, **looks) -> None:
    corner = left + UNIT * box[0], 2.6 - UNIT * box[3]
    ax.add_patch(Rectangle(corner, UNIT * (box[2] - box[0]), UNIT * (box[3] - box[1]), **looks))
