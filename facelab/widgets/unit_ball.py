"""The unit ball of the Minkowski distance, and who is nearest."""

import math
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.distances import distance_matrix
from facelab.widgets.interactive import Interactive

N_POSITIONS = 48  # of the slider: at position k, 1 / p is 1 − k / 48, so that the last one is infinity
REACH = 1.5  # the chart shows −1.5 to 1.5 in both directions
GALLERY = {"Ann": (-1.05, 0.0), "Ben": (0.75, 0.75), "Cleo": (0.9, -0.37), "Dan": (-0.4, 1.2)}


def unit_ball(gallery: Mapping[str, Sequence[float]] | None = None, p: float = 4.0) -> Interactive:
    """Change the p of the Minkowski distance, and see its unit ball and which person is nearest to a query.

    Beside the nearest person under p stands the nearest under the Euclidean distance, which is the case p = 2.

    Parameters
    ----------
    gallery : dict of str to pair of float, optional
        Names, and embeddings of two numbers from −1.5 to 1.5; the query is at (0, 0). By default four people of whom
        each of three is nearest for some p.
    p : float, default 4
        The first p: 1 or more, also infinity. The slider takes the nearest of its positions.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> unit_ball(p=1).title
    'The unit ball of the Minkowski distance, and the nearest of 4 people'
    """
    gallery = GALLERY if gallery is None else gallery
    points = np.array(list(gallery.values()), float)
    if points.shape != (len(gallery), 2) or len(gallery) < 2 or not (np.abs(points) <= REACH).all():
        raise ValueError(f"gallery={gallery!r}: expected two people or more, each at two numbers from −1.5 to 1.5.")
    if not p >= 1:
        raise ValueError(f"p={p}: expected a number, 1 or more; infinity is allowed.")
    position = round(N_POSITIONS * (1 - 1 / p))
    data = {
        "names": list(gallery),
        "points": points.tolist(),
        "position": position,
        "n_positions": N_POSITIONS,
        "reach": REACH,
    }

    def draw() -> Figure:
        power = math.inf if position == N_POSITIONS else N_POSITIONS / (N_POSITIONS - position)
        figure, ax = plt.subplots(figsize=(4.4, 4.2), layout="constrained")
        angles = np.linspace(0, 2 * np.pi, 361)
        circle = np.stack([np.cos(angles), np.sin(angles)], axis=1)
        for q, look, name in ((power, "-", f"unit ball, p = {power:.3g}"), (2, "--", "unit circle, p = 2")):
            ax.plot(*(circle / _lengths(circle, q)[:, None]).T, look, label=name)
        ax.plot(0, 0, "k+", markersize=10)
        nearest = int(np.argmin(_lengths(points, power)))
        for i, (name, (x, y)) in enumerate(gallery.items()):
            ax.plot(x, y, "o", color="black")
            ax.annotate(
                f"{name} (nearest)" if i == nearest else name, (x, y), (0, 7), textcoords="offset points", ha="center"
            )
        ax.set(xlim=(-REACH, REACH), ylim=(-REACH, REACH), aspect="equal")
        ax.legend(loc="lower left", fontsize="small")
        plt.close(figure)
        return figure

    title = f"The unit ball of the Minkowski distance, and the nearest of {len(gallery)} people"
    return Interactive("unit_ball", title, data, draw)


def _lengths(points: np.ndarray, p: float) -> np.ndarray:
    """Measure the Minkowski distance of each point to (0, 0); for p = infinity, its limit: the largest difference."""
    if p == math.inf:
        return np.abs(points).max(axis=1)
    return distance_matrix(np.zeros((1, 2)), points, "minkowski", p=p)[0]
