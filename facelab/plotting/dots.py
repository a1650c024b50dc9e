"""One dot for each run, a row for each kind of run."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.style import COLORS


def dots_by_row(rows: Mapping[str, np.ndarray], xlabel: str, line: float | None = None, ax: Axes | None = None) -> Axes:
    """Draw every value of a few groups as a dot, and the median of each group as a bar.

    Parameters
    ----------
    rows : mapping from str to ndarray, shape (n,)
        From top to bottom.
    xlabel : str
    line : float, optional
        Where an upright line is drawn, to compare with.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = dots_by_row({"before": np.array([1, 2, 4]), "after": np.array([2, 3])}, "steps", line=2)
    """
    ax = ax or plt.gca()
    for row, values in enumerate(rows.values()):
        ax.scatter(values, row + np.linspace(-0.25, 0.25, len(values)), s=16, alpha=0.6, color=COLORS[2])
        ax.plot([np.median(values)] * 2, [row - 0.36, row + 0.36], color=COLORS[0], linestyle="-")
    if line is not None:
        ax.axvline(line, color=COLORS[1], linestyle="--")
    ax.set(xlabel=xlabel, yticks=range(len(rows)), yticklabels=list(rows), ylim=(len(rows) - 0.5, -0.5))
    return ax
