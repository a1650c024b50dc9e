"""Gallery and probes of a few people, as points."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.style import COLORS

MARKERS = "osD^vP"  # people that can be told apart


def gallery_and_probes(
    gallery: np.ndarray,
    gallery_labels: np.ndarray,
    probes: np.ndarray,
    probe_labels: np.ndarray,
    ax: Axes | None = None,
) -> Axes:
    """Draw gallery vectors filled and probes hollow, each tied to the center of its person's gallery vectors.

    Parameters
    ----------
    gallery : ndarray of float, shape (N, 2)
    gallery_labels : ndarray of int, shape (N,)
        Six people at most: more cannot be told apart.
    probes : ndarray of float, shape (M, 2)
    probe_labels : ndarray of int, shape (M,)
        Of people in the gallery.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If there are more than six people, or probes of somebody who is not in the gallery.

    Examples
    --------
    >>> ax = gallery_and_probes(np.eye(2), np.array([0, 1]), np.array([[0.9, 0.1]]), np.array([0]))
    >>> len(ax.lines)
    3
    """
    people = np.unique(gallery_labels)
    if len(people) > len(MARKERS) or not np.isin(probe_labels, people).all():
        raise ValueError(f"expected at most {len(MARKERS)} people, all of them in the gallery.")
    ax = ax or plt.gca()
    for person, marker, color in zip(people, MARKERS, COLORS, strict=False):
        center = gallery[gallery_labels == person].mean(axis=0)
        for vectors, labels, face in ((gallery, gallery_labels, color), (probes, probe_labels, "white")):
            own = vectors[labels == person]
            for point in own:
                ax.plot(*zip(center, point, strict=True), color=color, linestyle="-", linewidth=0.8, zorder=1)
            ax.scatter(
                own[:, 0], own[:, 1], marker=marker, edgecolors=color, facecolors=face, s=46, linewidths=1.4, zorder=2
            )
    for name, face in (("gallery", "#555555"), ("probes", "white")):
        ax.scatter([], [], marker="o", edgecolors="#555555", facecolors=face, s=46, linewidths=1.4, label=name)
    ax.set(xlabel="coordinate 1", ylabel="coordinate 2", xticks=[], yticks=[])
    return ax
