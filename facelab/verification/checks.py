"""Checks of distances and labels of pairs."""

import numpy as np


def check_same(same: np.ndarray, n_pairs: int) -> None:
    """Refuse anything but one bool for each pair, with both kinds of pair among them."""
    if n_pairs == 0:
        raise ValueError("there are no pairs.")
    if np.shape(same) != (n_pairs,) or np.asarray(same).dtype != bool:
        found = f"{np.asarray(same).dtype} of shape {np.shape(same)}"
        raise ValueError(f"same must be bool (True for one person) of shape ({n_pairs},); found {found}.")
    n_genuine = np.count_nonzero(same)
    if n_genuine in (0, n_pairs):
        present, missing = ("genuine", "impostor") if n_genuine else ("impostor", "genuine")
        raise ValueError(f"all {n_pairs} pairs are {present}; {missing} pairs are needed too.")


def check_pairs(distances: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Convert to arrays, distances to float; refuse other shapes, NaN, infinity, and what `check_same` refuses."""
    distances, same = np.asarray(distances), np.asarray(same)
    if distances.ndim != 1 or distances.dtype.kind not in "fiu":
        raise ValueError(f"distances must be numbers of shape (n_pairs,); found {distances.dtype} {distances.shape}.")
    check_same(same, len(distances))
    if not np.isfinite(distances).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(distances))} distances are NaN or infinite.")
    keep = distances.dtype in (np.float16, np.float32, np.float64)
    return distances.astype(distances.dtype if keep else np.float64, copy=False), same


def check_resampling(n_resamples: int, level: float) -> None:
    """Refuse a number of resamples below 1, and a level that is no share between 0 and 1."""
    if n_resamples < 1 or not 0 < level < 1:
        raise ValueError(f"n_resamples={n_resamples}, level={level}: expected 1 or more, and a level such as 0.95.")
