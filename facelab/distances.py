"""Distances between vectors: smaller is more alike, always.

A similarity becomes a distance here and nowhere else: cosine distance is 1 − cosine similarity, Jaccard distance is
1 − Jaccard similarity.
"""

from collections.abc import Callable

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.metrics.pairwise import additive_chi2_kernel

BLOCK_BYTES = 64 * 2**20


def pair_distances(a: np.ndarray, b: np.ndarray, metric: str = "euclidean", **parameters) -> np.ndarray:
    """Measure the distance of each row of `a` to the same row of `b`.

    Parameters
    ----------
    a, b : ndarray, shape (N, D)
        Real numbers; not negative for chi2 and weighted_chi2; 0 or 1 for jaccard.
    metric : str, default "euclidean"
        euclidean, squared_euclidean, manhattan, minkowski (with `p`), cosine, chi2, weighted_chi2 (with `weights`, not
        negative, shape (D,)) or jaccard.
    **parameters
        `p` or `weights`.

    Returns
    -------
    ndarray of float64, shape (N,)

    Raises
    ------
    ValueError
        If the metric is unknown, shapes do not fit, or values are NaN, infinite or not allowed.

    Examples
    --------
    >>> a, b = np.array([[0.0, 3.0], [1.0, 1.0]]), np.array([[4.0, 0.0], [1.0, 1.0]])
    >>> pair_distances(a, b), pair_distances(a, b, "manhattan")
    (array([5., 0.]), array([7., 0.]))
    """
    a, b = _as_rows(a, "a"), _as_rows(b, "b")
    if a.shape != b.shape:
        raise ValueError(f"pairs need arrays of one shape; found {a.shape} and {b.shape}.")
    check_parameters(metric, parameters, a.shape[1])
    distances = np.empty(len(a))
    n_rows = max(1, BLOCK_BYTES // (8 * max(1, a.shape[1])))
    for start in range(0, len(a), n_rows):  # a block at a time in double precision
        block = slice(start, start + n_rows)
        left, right = (as_valid(rows[block], name, metric, start) for rows, name in ((a, "a"), (b, "b")))
        distances[block] = PAIR_DISTANCES[metric](left, right, **parameters)
    return distances


def distance_matrix(a: np.ndarray, b: np.ndarray, metric: str = "euclidean", **parameters) -> np.ndarray:
    """Measure the distance of every row of `a` to every row of `b`.

    Parameters
    ----------
    a : ndarray, shape (N, D)
    b : ndarray, shape (M, D)
    metric, **parameters
        As in `pair_distances`.

    Returns
    -------
    ndarray of float64, shape (N, M)

    Raises
    ------
    ValueError
        As in `pair_distances`.

    Examples
    --------
    >>> distance_matrix(np.array([[0.0, 0.0]]), np.array([[3.0, 4.0], [0.0, 1.0]]), "squared_euclidean")
    array([[25.,  1.]])
    """
    a, b = _as_rows(a, "a"), _as_rows(b, "b")
    if a.shape[1] != b.shape[1]:
        raise ValueError(f"rows need one length; found {a.shape[1]} and {b.shape[1]}.")
    check_parameters(metric, parameters, a.shape[1])
    a, b = as_valid(a, "a", metric), as_valid(b, "b", metric)
    if len(a) == 0 or len(b) == 0:
        return np.empty((len(a), len(b)))
    return DISTANCE_MATRICES[metric](a, b, **parameters)


def _minkowski(a, b, p):
    difference = np.abs(a - b)
    largest = difference.max(axis=1, initial=0, keepdims=True)  # so that no power overflows
    share = np.divide(difference, largest, out=np.zeros_like(difference), where=largest > 0)
    return largest[:, 0] * (share**p).sum(axis=1) ** (1 / p)


def _cosine(a, b):
    return np.clip(1 - (_unit(a) * _unit(b)).sum(axis=1), 0, 2)


def _unit(rows):
    """Scale rows to length 1; a row of zeros stays, and its cosine with anything is 0."""
    largest = np.abs(rows).max(axis=1, initial=0, keepdims=True)
    rows = np.divide(rows, largest, out=np.zeros_like(rows), where=largest > 0)
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, length, out=rows, where=length > 0)


def _chi2(a, b):
    total = a + b
    return np.divide((a - b) ** 2, total, out=np.zeros_like(total), where=total > 0).sum(axis=1)


def _jaccard(a, b):
    common, either = np.minimum(a, b).sum(axis=1), np.maximum(a, b).sum(axis=1)
    return 1 - np.divide(common, either, out=np.ones_like(either), where=either > 0)


PAIR_DISTANCES: dict[str, Callable[..., np.ndarray]] = {
    "euclidean": lambda a, b: np.linalg.norm(a - b, axis=1),
    "squared_euclidean": lambda a, b: ((a - b) ** 2).sum(axis=1),
    "manhattan": lambda a, b: np.abs(a - b).sum(axis=1),
    "minkowski": _minkowski,
    "cosine": _cosine,
    "chi2": _chi2,
    # w (a − b)² / (a + b) is the term of w·a and w·b: χ² grows in proportion to its histograms
    "weighted_chi2": lambda a, b, weights: _chi2(a * weights, b * weights),
    "jaccard": _jaccard,
}

DISTANCE_MATRICES: dict[str, Callable[..., np.ndarray]] = {
    "euclidean": cdist,
    "squared_euclidean": lambda a, b: cdist(a, b, "sqeuclidean"),
    "manhattan": lambda a, b: cdist(a, b, "cityblock"),
    "minkowski": lambda a, b, p: np.stack([_minkowski(row, b, p) for row in a]),  # cdist overflows at large p
    "cosine": lambda a, b: np.clip(1 - _unit(a) @ _unit(b).T, 0, 2),
    "chi2": lambda a, b: -additive_chi2_kernel(a, b),
    "weighted_chi2": lambda a, b, weights: -additive_chi2_kernel(a * weights, b * weights),
    "jaccard": lambda a, b: cdist(a > 0, b > 0, "jaccard"),
}


def _as_rows(rows, name: str) -> np.ndarray:
    rows = np.asarray(rows)
    if rows.ndim != 2 or rows.dtype.kind not in "fiub":
        raise ValueError(f"{name} is {rows.dtype} of shape {rows.shape}; expected numbers (N, D), a vector a row.")
    return rows


def as_valid(rows: np.ndarray, name: str, metric: str, first_row: int = 0) -> np.ndarray:
    """Convert to double precision; refuse what the metric cannot compare."""
    rows = rows.astype(np.float64, copy=False)
    check_finite(rows, name, first_row)
    if metric in ("chi2", "weighted_chi2") and rows.size and rows.min() < 0:
        raise ValueError(f"{metric} compares histograms, but {name} has negative values.")
    if metric == "jaccard" and not np.isin(rows, (0, 1)).all():
        raise ValueError(f"jaccard compares codes of 0 and 1, but {name} has other values; binarize it first.")
    return rows


def check_finite(rows: np.ndarray, name: str, first_row: int = 0) -> None:
    """Refuse rows with NaN or infinite values, and say which one."""
    finite = np.isfinite(rows)
    if not finite.all():
        row = first_row + int(np.argmin(finite.all(axis=1)))
        raise ValueError(f"{name} has NaN or infinite values in row {row}.")


def check_parameters(metric: str, parameters: dict, n_columns: int) -> None:
    """Refuse an unknown metric, and parameters that it does not have."""
    if metric not in PAIR_DISTANCES:
        raise ValueError(f"there is no metric {metric!r}; expected one of {', '.join(PAIR_DISTANCES)}.")
    needed = {"minkowski": {"p"}, "weighted_chi2": {"weights"}}.get(metric, set())
    if set(parameters) != needed:
        raise ValueError(f"{metric} needs {sorted(needed) or 'no parameter'}; found {sorted(parameters) or 'none'}.")
    if metric == "minkowski" and not 1 <= parameters["p"] < np.inf:
        raise ValueError(f"p={parameters['p']}: expected a finite number, 1 or more.")
    if metric == "weighted_chi2":
        weights = np.asarray(parameters["weights"])
        if weights.shape != (n_columns,) or not (np.isfinite(weights).all() and (weights >= 0).all()):
            raise ValueError(f"weights must be {n_columns} numbers, none negative; found shape {weights.shape}.")
