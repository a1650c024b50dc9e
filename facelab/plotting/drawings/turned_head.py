"""A head from above, facing the camera and turned: what the picture shows of each cheek."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Circle, Polygon

from facelab.plotting.drawings.canvas import COOL, INK, SOFT, WARM, sheet

RADIUS, PICTURE_Y, HEAD_Y = 1.0, 0.45, 2.2
LANDMARKS = np.arange(-75, 76, 15)  # degrees around the head from the tip of the nose
HIDDEN = "#999999"


def turned_head(degrees: float, ax: Axes | None = None) -> Axes:
    """Draw a head from above, once facing the camera and once turned, and where its points land in the picture.

    The head is a cylinder, and the camera is far away, so that all rays are parallel. Points beyond its edge are
    hidden.

    Parameters
    ----------
    degrees : float
        How far the second head is turned, from −90 to 90; above 0 the nose moves to the right.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = turned_head(35)
    """
    if not -90 <= degrees <= 90:
        raise ValueError(f"degrees={degrees}: expected an angle from -90 to 90.")
    ax = sheet(9, 3.7, ax)
    _head(ax, 2.2, 0, "facing the camera")
    _head(ax, 6.8, degrees, f"turned by {abs(degrees):g}°")
    ax.text(4.5, PICTURE_Y, "the\npicture", ha="center", va="center", color=INK)
    return ax


def _head(ax: Axes, x: float, degrees: float, title: str) -> None:
    ax.text(x, 3.65, title, ha="center", va="top", weight="bold", color=INK)
    ax.add_patch(Circle((x, HEAD_Y), RADIUS, facecolor=SOFT, edgecolor=INK, linewidth=1.2))
    turn = np.radians(degrees)
    nose = [(np.sin(turn + side) * r, -np.cos(turn + side) * r) for side, r in ((-0.14, 1), (0, 1.25), (0.14, 1))]
    ax.add_patch(Polygon(np.add(nose, (x, HEAD_Y)), facecolor=SOFT, edgecolor=INK, linewidth=1.2))
    ax.plot([x - 1.35, x + 1.35], [PICTURE_Y] * 2, color=INK, linewidth=2.5, linestyle="-")
    for landmark in LANDMARKS:
        angle = np.radians(landmark + degrees)
        across, depth = x + RADIUS * np.sin(angle), HEAD_Y - RADIUS * np.cos(angle)
        if abs(landmark + degrees) >= 90:
            ax.plot(across, depth, "x", color=HIDDEN, markersize=7)
            continue
        color = WARM if landmark * degrees > 0 else COOL  # the cheek that turns away
        ax.plot([across, across], [depth, PICTURE_Y], color=color, linewidth=0.8, linestyle="-")
        ax.plot([across] * 2, [depth, PICTURE_Y], "o", color=color, markersize=5)
    hidden = np.count_nonzero(np.abs(LANDMARKS + degrees) >= 90)
    words = f"{len(LANDMARKS) - hidden} of {len(LANDMARKS)} points are seen"
    ax.text(x, PICTURE_Y - 0.2, words, ha="center", va="top", color=INK, fontsize="small")
