"""Points of several classes in the plane of two features, as the browser gets them."""

from collections.abc import Sequence

import numpy as np

MOST_POINTS, MOST_CLASSES = 40, 4
MARGIN = 0.2  # around the points, as a share of their range


def check_labeled(
    points: np.ndarray | None, labels: Sequence | np.ndarray | None
) -> tuple[np.ndarray, list[str], np.ndarray]:
    """Check points and labels: the points, the names of the classes, and each point's class as a number."""
    if points is None or labels is None:
        raise ValueError("points need labels, and labels need points: give both or neither.")
    points, labels = np.asarray(points, float), np.asarray(labels)
    if points.ndim != 2 or points.shape[1] != 2 or labels.shape != points.shape[:1] or len(points) > MOST_POINTS:
        raise ValueError(f"points of shape (n, 2) with n labels are needed, at most {MOST_POINTS}.")
    if not np.isfinite(points).all() or (np.ptp(points, axis=0) == 0).any():
        raise ValueError("the points must be finite numbers, and differ in both coordinates.")
    names, numbers = np.unique(labels, return_inverse=True)
    if not 2 <= len(names) <= MOST_CLASSES:
        raise ValueError(f"two to {MOST_CLASSES} different labels are needed, not {len(names)}.")
    return points, [str(name) for name in names], numbers


def plane_data(points: np.ndarray, names: list[str], numbers: np.ndarray) -> dict:
    """Say where the points are, and how the plane around them is cut out, centered and scaled."""
    low, high = points.min(axis=0), points.max(axis=0)
    margin = MARGIN * (high - low)
    return {
        "points": points.tolist(),
        "labels": numbers.tolist(),
        "names": names,
        "mean": points.mean(axis=0).tolist(),
        "deviation": points.std(axis=0).tolist(),
        "low": (low - margin).tolist(),
        "high": (high + margin).tolist(),
    }
