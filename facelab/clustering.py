"""Groups of faces that nobody has named: Chinese whispers, and how well groups agree with people."""

from typing import NamedTuple

import numpy as np
from sklearn.base import BaseEstimator, ClusterMixin
from sklearn.metrics.cluster import contingency_matrix, pair_confusion_matrix
from sklearn.neighbors import radius_neighbors_graph
from sklearn.utils import check_random_state
from sklearn.utils.validation import validate_data

from facelab.distances import check_finite


class ChineseWhispers(ClusterMixin, BaseEstimator):
    """Group vectors by what most of their neighbors say, again and again; the number of groups is not given.

    At first every vector is a group of its own. Then, in random order, each joins the group of the largest number of
    its neighbors, those within the threshold.

    Parameters
    ----------
    threshold : float, default 0.6
        Largest Euclidean distance of neighbors, e.g. one that was chosen for verification.
    n_iterations : int, default 20
        How often each vector is asked; it ends earlier when nobody changes.
    random_state : int or RandomState, default 0
        Decides the order.

    Attributes
    ----------
    labels_ : ndarray of int, shape (N,)
        Groups, numbered in the order of their first vectors.

    References
    ----------
    C. Biemann, Chinese whispers: an efficient graph clustering algorithm, TextGraphs 2006.

    Examples
    --------
    >>> ChineseWhispers(threshold=0.5).fit_predict(np.array([[0.0], [0.1], [2.0], [2.1], [9.0]])).tolist()
    [0, 0, 1, 1, 2]
    """

    def __init__(self, threshold: float = 0.6, n_iterations: int = 20, random_state: int = 0):
        self.threshold = threshold
        self.n_iterations = n_iterations
        self.random_state = random_state

    def fit(self, X: np.ndarray, y: None = None) -> "ChineseWhispers":
        """Group vectors (N, D)."""
        X = validate_data(self, X, ensure_all_finite=False)
        check_finite(X, "X")
        graph = radius_neighbors_graph(X, self.threshold)
        groups, random = np.arange(len(X)), check_random_state(self.random_state)
        for _ in range(self.n_iterations):
            before = groups.copy()
            for i in random.permutation(len(X)):
                if len(heard := groups[graph.indices[graph.indptr[i] : graph.indptr[i + 1]]]):
                    names, votes = np.unique(heard, return_counts=True)
                    best = names[votes == votes.max()]
                    groups[i] = groups[i] if groups[i] in best else best[0]
            if (groups == before).all():
                break
        _, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
        self.labels_ = np.argsort(np.argsort(first))[inverse]
        return self


class Agreement(NamedTuple):
    """Precision, recall and their harmonic mean F, as `pairwise_agreement` and `b_cubed` return them."""

    precision: float
    recall: float
    f: float


def pairwise_agreement(labels: np.ndarray, groups: np.ndarray) -> Agreement:
    """Judge groups by pairs of faces: are those in one group of one person, and those of one person in one group.

    Parameters
    ----------
    labels : ndarray, shape (N,)
        Who it is.
    groups : ndarray, shape (N,)
        DBSCAN's -1 is a group as any other: give noise groups of their own first if they shall count as singles.

    Returns
    -------
    Agreement
        Precision is 1 if no two faces are in one group, recall is 1 if nobody has two faces.

    Examples
    --------
    >>> pairwise_agreement(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1]))
    Agreement(precision=0.3333333333333333, recall=0.5, f=0.4)
    """
    (_, wrong), (missed, right) = pair_confusion_matrix(labels, groups)
    return _agreement(
        right / (right + wrong) if right + wrong else 1.0, right / (right + missed) if right + missed else 1.0
    )


def b_cubed(labels: np.ndarray, groups: np.ndarray) -> Agreement:
    """Judge groups face by face: how much of its group is its person, and how much of its person is in its group.

    Parameters
    ----------
    labels, groups : ndarray, shape (N,)

    Returns
    -------
    Agreement
        Means over the faces.

    References
    ----------
    A. Bagga, B. Baldwin, Algorithms for scoring coreference chains, LREC 1998. E. Amigó et al., A comparison of
    extrinsic clustering evaluation metrics, Information Retrieval 12, 2009.

    Examples
    --------
    >>> b_cubed(np.array([0, 0, 1, 1]), np.array([0, 0, 0, 1]))
    Agreement(precision=0.6666666666666666, recall=0.75, f=0.7058823529411765)
    """
    counts = contingency_matrix(labels, groups).astype(np.float64)
    in_both = counts**2 / counts.sum()
    return _agreement(
        float((in_both / counts.sum(axis=0)).sum()), float((in_both / counts.sum(axis=1, keepdims=True)).sum())
    )


def _agreement(precision: float, recall: float) -> Agreement:
    return Agreement(float(precision), float(recall), float(2 * precision * recall / (precision + recall or 1)))
