"""Points of several people in the plane, and the regions that a network makes for them."""

from collections.abc import Callable, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.style import COLORS

MARKERS = "os^D"
PEOPLE = COLORS[2:6]


def decision_map(
    points: np.ndarray,
    labels: np.ndarray,
    names: Sequence[str],
    answer: Callable[[np.ndarray], np.ndarray] | None = None,
    visitors: np.ndarray | None = None,
    margin: float = 0.2,
    ax: Axes | None = None,
) -> Axes:
    """Draw each person's points, and shade the plane by the answer that a network gives there.

    Marker, color and place in the legend follow the alphabet: whoever comes first in it looks the same in each map, and
    in the interactive figure of decision regions.

    Parameters
    ----------
    points : ndarray, shape (n, 2)
    labels : ndarray of int, shape (n,)
        The position of each point's person in `names`.
    names : sequence of str
        At most four.
    answer : callable, optional
        From points (m, 2) to the positions of the named people (m,). Without it, nothing is shaded.
    visitors : ndarray, shape (m, 2), optional
        Points whose person nobody knows yet; drawn as question marks.
    margin : float, default 0.2
        Around the points, as a share of their range.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> points = np.array([[0, 0], [1, 1]])
    >>> ax = decision_map(points, np.array([0, 1]), "AB", lambda plane: (plane.sum(axis=1) > 1).astype(int))
    """
    ax = ax or plt.gca()
    everything = points if visitors is None else np.concatenate([points, visitors])
    low, high = everything.min(axis=0), everything.max(axis=0)
    low, high = low - margin * (high - low), high + margin * (high - low)
    looks = [sorted(names).index(name) for name in names]
    if answer is not None:
        across, up = np.meshgrid(*(np.linspace(low[i], high[i], 500) for i in (0, 1)))
        region = answer(np.column_stack([across.ravel(), up.ravel()])).reshape(across.shape)
        levels = np.arange(len(names) + 1) - 0.5
        ax.contourf(across, up, region, levels=levels, colors=[PEOPLE[look] for look in looks], alpha=0.22)
        ax.contour(across, up, region, levels=levels[1:-1], colors="black", linewidths=0.8, linestyles="-")
    for k, (name, look) in enumerate(zip(names, looks, strict=True)):
        x, y = points[labels == k].T
        ax.scatter(x, y, s=45, marker=MARKERS[look], color=PEOPLE[look], edgecolor="black", label=name, zorder=3)
    for x, y in [] if visitors is None else visitors:
        ax.text(x, y, "?", ha="center", va="center", fontsize="xx-large", weight="bold", zorder=4)
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x_1$", ylabel="$x_2$")
    ax.grid(False)
    handles = dict(zip(*ax.get_legend_handles_labels()[::-1], strict=True))
    in_order = sorted(names)
    ax.legend([handles[name] for name in in_order], in_order, loc="upper left", bbox_to_anchor=(1, 1))
    return ax
