"""Weights for the χ² distance, learned from pairs with a linear support vector machine."""

import numpy as np
from sklearn.svm import LinearSVC

from facelab.distances import pair_distances
from facelab.verification import check_same


def fit_chi2_weights(a: np.ndarray, b: np.ndarray, same: np.ndarray, n_cells: int, C: float = 1.0) -> np.ndarray:
    """Learn how much each cell of a histogram descriptor should count in the χ² distance.

    A linear SVM separates impostor from genuine pairs by their χ² distance in each cell; its coefficients are the
    weights. A cell in which impostors are closer gets 0.

    Parameters
    ----------
    a, b : ndarray, shape (n_pairs, D)
        Histogram descriptors of training people, not negative.
    same : ndarray of bool, shape (n_pairs,)
    n_cells : int
        D / n_cells bins form a cell. D gives each bin its own weight, as DeepFace does with each feature.
    C : float, default 1.0
        The SVM's penalty; smaller keeps the weights closer together.

    Returns
    -------
    ndarray of float64, shape (D,)
        Not negative, of mean 1: for `metric="weighted_chi2"`.

    References
    ----------
    Y. Taigman, M. Yang, M. Ranzato, L. Wolf, "DeepFace", CVPR 2014, section 4.1.

    Examples
    --------
    >>> a, b = np.array([[1.0, 0.5], [0.2, 0.5]]), np.array([[0.0, 0.5], [0.2, 0.5]])
    >>> fit_chi2_weights(a, b, np.array([False, True]), n_cells=2)  # the pairs differ in the first cell only
    array([2., 0.])
    """
    same = np.asarray(same)
    check_same(same, len(a))
    distances = _cell_distances(a, b, n_cells)
    scale = distances.std()
    if not 0 < scale < np.inf:
        raise ValueError("every pair has the same distance in every cell: there is nothing to learn.")
    svm = LinearSVC(C=C, class_weight="balanced", dual=False).fit(distances / scale, ~same)
    weights = np.maximum(svm.coef_[0], 0)
    if not weights.any():
        raise ValueError("genuine pairs are not closer than impostor pairs in any cell: all weights would be 0.")
    return np.repeat(weights / weights.mean(), a.shape[1] // n_cells)


def _cell_distances(a: np.ndarray, b: np.ndarray, n_cells: int) -> np.ndarray:
    """Compute the χ² distance of each pair in each cell, shape (n_pairs, n_cells)."""
    if n_cells < 1 or a.shape[1] % n_cells:
        raise ValueError(f"descriptors of {a.shape[1]} bins do not divide into {n_cells} cells.")
    cells = np.split(np.arange(a.shape[1]), n_cells)
    return np.column_stack([pair_distances(a[:, cell], b[:, cell], "chi2") for cell in cells])
