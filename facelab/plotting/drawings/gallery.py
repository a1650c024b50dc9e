"""A gallery of known people, and one face that asks to come in."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, picture, sheet

HEIGHT = 1.1  # of a face


def gallery(
    probe: np.ndarray,
    enrolled: np.ndarray,
    names: Sequence[str],
    distances: Sequence[float],
    threshold: float,
    ax: Axes | None = None,
) -> Axes:
    """Draw a face, its distance to everybody in a gallery, and the decision.

    Parameters
    ----------
    probe : ndarray of uint8, shape (H, W)
    enrolled : ndarray of uint8, shape (K, H, W)
        One photograph of each person.
    names : sequence of str
        Of the K people.
    distances : sequence of float
        Of the probe to each of the K photographs.
    threshold : float
        The nearest person is named up to this distance.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> images = load_orl().images
    >>> ax = gallery(images[1], images[[0, 10, 20]], ["Ann", "Bo", "Cy"], [0.4, 0.9, 1.2], threshold=0.6)
    """
    pitch = HEIGHT * enrolled.shape[2] / enrolled.shape[1] + 0.35
    ax = sheet(2.6 + pitch * len(enrolled), 2.6, ax)
    nearest = int(np.argmin(distances))
    accepted = distances[nearest] <= threshold
    picture(ax, (0.1, 0.85), probe, HEIGHT)
    ax.text(0.55, 2.3, "who is it?", ha="center", va="center", weight="bold", color=INK)
    arrow(ax, (1.2, 1.4), (2.2, 1.4))
    for position, (image, name, distance) in enumerate(zip(enrolled, names, distances, strict=True)):
        left = 2.5 + position * pitch
        width = picture(ax, (left, 0.85), image, HEIGHT)
        ax.text(left + width / 2, 2.3, name, ha="center", va="center", color=INK)
        ax.text(left + width / 2, 0.6, f"$d$ = {distance:.4g}", ha="center", va="center", color=INK)
        if position == nearest:
            color = COOL if accepted else WARM
            ax.add_patch(Rectangle((left - 0.05, 0.8), width + 0.1, HEIGHT + 0.1, fill=False, ec=color, lw=2.5))
            decision = f"at most {threshold:g}: {name}" if accepted else f"more than {threshold:g}: not recognized"
            ax.text(left + width / 2, 0.2, decision, ha="center", va="center", color=color, weight="bold")
    return ax
