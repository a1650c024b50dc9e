"""The similarity transform in three moves: rotate, scale, shift."""

import numpy as np
from matplotlib.axes import Axes

from facelab.alignment import Similarity, similarity
from facelab.plotting.drawings.canvas import COOL, INK, WARM, arrow, sheet

WIDTH, HEIGHT, GAP, TITLE = 2.1, 1.6, 0.25, 0.7
EYES = (slice(0, 2), slice(2, 4))  # dlib's order: two corners of one eye, two of the other, below the nose


def similarity_steps(points: np.ndarray, target: np.ndarray, ax: Axes | None = None) -> Axes:
    """Draw how five landmarks move onto five targets: as they stand, rotated, then scaled, then shifted.

    Parameters
    ----------
    points, target : ndarray of float, shape (5, 2)
        x and y, as in an image, in dlib's order: two corners of one eye, two of the other, the point below the nose.
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> target = np.array([[80.0, 40], [65, 40], [20, 40], [35, 40], [50, 70]])
    >>> ax = similarity_steps(0.6 * target + 25, target)
    """
    points, target = np.asarray(points, np.float64), np.asarray(target, np.float64)
    states = _states(points, similarity(points, target))
    found = similarity(points, target)
    titles = [
        "the landmarks and\ntheir targets",
        f"1. rotate\nby {np.degrees(found.angle):.0f}°".replace("-", "−"),
        f"2. scale\nby {found.scale:.2f}",
        "3. shift\n" + "by ({:.0f}, {:.0f})".format(*_shift(states, target)).replace("-", "−"),
    ]
    ax = sheet(4 * WIDTH + 3 * GAP, HEIGHT + TITLE, ax)
    everything = np.concatenate([*states, target])
    low, size = everything.min(axis=0), np.ptp(everything, axis=0)
    unit = min((WIDTH - 0.3) / size[0], (HEIGHT - 0.3) / size[1])
    for number, (state, title) in enumerate(zip(states, titles, strict=True)):
        left = number * (WIDTH + GAP)
        corner = np.array([left + (WIDTH - size[0] * unit) / 2, HEIGHT - 0.15])
        _face(ax, corner + (target - low) * unit * [1, -1], COOL, filled=False)
        _face(ax, corner + (state - low) * unit * [1, -1], WARM, filled=True)
        ax.text(left + WIDTH / 2, HEIGHT + TITLE - 0.05, title, ha="center", va="top", color=INK)
        if number:
            arrow(ax, (left - GAP - 0.1, HEIGHT + 0.35), (left + 0.1, HEIGHT + 0.35))
    return ax


def _states(points: np.ndarray, found: Similarity) -> list[np.ndarray]:
    """List the points before and after each of the three moves; rotation and scale keep their mean in place."""
    mean = points.mean(axis=0)
    rotated = (points - mean) @ found.rotation.T + mean
    return [points, rotated, found.scale * (rotated - mean) + mean, found(points)]


def _shift(states: list[np.ndarray], target: np.ndarray) -> np.ndarray:
    return target.mean(axis=0) - states[2].mean(axis=0)


def _face(ax: Axes, points: np.ndarray, color: str, filled: bool) -> None:
    """Draw five landmarks, a line through each eye, and lines that join the eyes and the nose."""
    inner = points[[1, 3, 4, 1]]
    ax.plot(*inner.T, color=color, linewidth=1, linestyle="-" if filled else ":", zorder=1)
    for eye in EYES:
        ax.plot(*points[eye].T, color=color, linewidth=3 if filled else 1, linestyle="-" if filled else ":", zorder=2)
    size = 6 if filled else 10
    ax.plot(*points.T, "o", color=color, markersize=size, markerfacecolor=color if filled else "none", zorder=3)
