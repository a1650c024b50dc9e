"""Embeddings of two or three numbers, as points."""

from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.plotting.style import COLORS

MARKERS = "o^sDvPX*"
N_STYLES = 8  # people that can be told apart


def embedding_plane(
    vectors: np.ndarray, labels: np.ndarray, people: np.ndarray | None = None, ax: Axes | None = None
) -> Axes:
    """Draw embeddings of two numbers, a marker for each person.

    Parameters
    ----------
    vectors : ndarray of float, shape (N, 2)
    labels : ndarray of int, shape (N,)
        From 0 to 7: more people cannot be told apart.
    people : ndarray of float, shape (n_people, 2), optional
        The rows of W; the direction of each is drawn as a line from the origin.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If shapes do not fit, or there are more than eight people.

    Examples
    --------
    >>> ax = embedding_plane(np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0, 1]))
    >>> len(ax.collections)
    2
    """
    _check(vectors, labels, 2)
    ax = ax or plt.gca()
    reach = 1.1 * np.linalg.norm(vectors, axis=1).max(initial=1e-9)
    if people is not None:
        for direction in people / np.linalg.norm(people, axis=1, keepdims=True):
            ax.plot(*zip((0, 0), reach * direction, strict=True), color="#999999", linestyle="-", linewidth=1, zorder=1)
    for person in np.unique(labels):
        ax.scatter(*vectors[labels == person].T, **_style(person, ax))
    ax.plot(0, 0, "+", color="black", markersize=9)
    ax.set(xlim=(-reach, reach), ylim=(-reach, reach), aspect="equal", xticks=[], yticks=[])
    ax.grid(visible=False)
    return ax


def embedding_sphere(vectors: np.ndarray, labels: np.ndarray, ax: Axes) -> Axes:
    """Draw the directions of embeddings of three numbers on a sphere; those behind it are pale.

    Parameters
    ----------
    vectors : ndarray of float, shape (N, 3)
    labels : ndarray of int, shape (N,)
        From 0 to 7.
    ax : Axes
        Made with `projection="3d"`.

    Returns
    -------
    Axes

    Raises
    ------
    ValueError
        If shapes do not fit, or there are more than eight people.

    Examples
    --------
    >>> ax = plt.figure().add_subplot(projection="3d")
    >>> _ = embedding_sphere(np.eye(3), np.arange(3), ax)
    """
    _check(vectors, labels, 3)
    around, up = np.meshgrid(np.linspace(0, 2 * np.pi, 25), np.linspace(0, np.pi, 13))
    x, y, z = np.sin(up) * np.cos(around), np.sin(up) * np.sin(around), np.cos(up)
    ax.plot_wireframe(x, y, z, color="#CCCCCC", linewidth=0.5)  # type: ignore[attr-defined]  # of 3-D axes alone
    directions = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    for person in np.unique(labels):
        ax.scatter(*directions[labels == person].T, **_style(person, ax))
    ax.set_box_aspect((1, 1, 1), zoom=1.5)  # type: ignore[call-arg, arg-type]
    ax.set_axis_off()
    return ax


def _style(person: int, ax: Axes) -> dict[str, Any]:
    return {
        "s": 7 * ax.get_window_extent().width / ax.figure.dpi,  # square points: small markers in small axes
        "marker": MARKERS[person],
        "facecolor": COLORS[person % len(COLORS)],
        "edgecolor": "black",
        "linewidth": 0.3,
    }


def _check(vectors: np.ndarray, labels: np.ndarray, size: int) -> None:
    if vectors.ndim != 2 or vectors.shape[1] != size or len(vectors) != len(labels):
        raise ValueError(
            f"embeddings have the shape {vectors.shape} and there are {len(labels)} labels; expected (N, {size}) and N."
        )
    if len(labels) and not 0 <= np.min(labels) <= np.max(labels) < N_STYLES:
        raise ValueError(f"labels go from {np.min(labels)} to {np.max(labels)}; expected 0 to {N_STYLES - 1}.")
