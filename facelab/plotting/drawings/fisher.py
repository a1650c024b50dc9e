"""Why labels help: the direction of the largest variance, and the direction that tells two people apart."""

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from facelab.plotting.drawings.canvas import COOL, INK, WARM, sheet

SIDE, CORNER = 3.6, np.array([0.55, 0.6])  # of the plane, and where it begins
LINE, HEIGHTS = (4.9, 8.9), (2.95, 1.3)  # of the two lines with dropped points
ANGLE, LENGTH, WIDTH, APART = np.deg2rad(40), 1.55, 0.12, 0.8  # of the two clouds
N_PHOTOGRAPHS = 24
PEOPLE = (("person A", "o", COOL), ("person B", "s", WARM))
AXES = (("the longest direction (PCA)", "-", 1.95), ("Fisher's direction", "--", 1.15))


def fisher(ax: Axes | None = None) -> Axes:
    """Draw two people in changing light, and their photographs dropped onto two directions.

    Each person's photographs are an elongated cloud. The longest direction runs along both clouds, Fisher's
    direction across them; both are computed from the points that are drawn.

    Parameters
    ----------
    ax : Axes, default a new one

    Returns
    -------
    Axes

    Examples
    --------
    >>> ax = fisher()
    >>> len(ax.collections)
    8
    """
    points, person = _two_clouds()
    ax = sheet(9, 4.4, ax)
    ax.add_patch(Rectangle(tuple(CORNER), SIDE, SIDE, fill=False, edgecolor="#BBBBBB", linewidth=0.8))
    ax.text(CORNER[0] + SIDE / 2, CORNER[1] - 0.12, "gray value of one pixel", ha="center", va="top", color=INK)
    ax.text(CORNER[0] - 0.12, CORNER[1] + SIDE / 2, "of another", ha="right", va="center", rotation=90, color=INK)
    for i, (name, marker, color) in enumerate(PEOPLE):
        y = CORNER[1] + SIDE - 0.25 - 0.3 * i
        ax.scatter(CORNER[0] + 0.25, y, s=30, marker=marker, facecolors=color)
        ax.text(CORNER[0] + 0.42, y, name, va="center", color=color, fontsize="small")
    center = CORNER + SIDE / 2
    _scatter(ax, center + points, person)
    for (name, style, reach), y, direction in zip(AXES, HEIGHTS, _directions(points, person), strict=True):
        ax.plot(*(center + np.outer([-reach, reach], direction)).T, color=INK, linestyle=style, linewidth=1.4, zorder=1)
        _dropped(ax, y, points @ direction, person, f"dropped onto {name}", style)
    return ax


def _two_clouds() -> tuple[np.ndarray, np.ndarray]:
    """Make the two people's photographs, centered, and say who is on each."""
    rng = np.random.default_rng(2)
    along, across = rng.uniform(-1, 1, 2 * N_PHOTOGRAPHS), rng.normal(0, WIDTH, 2 * N_PHOTOGRAPHS)
    person = np.repeat([0, 1], N_PHOTOGRAPHS)
    turned = np.array([[np.cos(ANGLE), np.sin(ANGLE)], [-np.sin(ANGLE), np.cos(ANGLE)]])
    points = np.stack([LENGTH * along, across + APART * (0.5 - person)], axis=1) @ turned
    return points - points.mean(axis=0), person


def _directions(points: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find the direction of the largest variance, and Fisher's: S_w⁻¹ (m_A − m_B) for two people."""
    longest = np.linalg.svd(points, full_matrices=False)[2][0]
    means = np.stack([points[person == i].mean(axis=0) for i in (0, 1)])
    deviations = points - means[person]
    best = np.linalg.solve(deviations.T @ deviations, means[0] - means[1])
    return longest * np.sign(longest.sum()), best / np.linalg.norm(best)


def _scatter(ax: Axes, places: np.ndarray, person: np.ndarray) -> None:
    for i, (_, marker, color) in enumerate(PEOPLE):
        x, y = places[person == i].T
        ax.scatter(x, y, s=30, marker=marker, facecolors=color, edgecolors="white", linewidths=0.5, zorder=2)


def _dropped(ax: Axes, y: float, z: np.ndarray, person: np.ndarray, name: str, style: str) -> None:
    """Draw the dropped points along a line of their own, one person's just above it, the other's just below."""
    middle = sum(LINE) / 2
    ax.plot(LINE, (y, y), color=INK, linestyle=style, linewidth=1.4, zorder=1)
    _scatter(ax, np.stack([middle + z, np.where(person == 0, y + 0.11, y - 0.11)], axis=1), person)
    ax.text(middle, y + 0.4, name, ha="center", va="center", color=INK)
