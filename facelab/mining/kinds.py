"""Easy, semi-hard and hard triplets, and how many there are of each."""

from typing import NamedTuple

import numpy as np

from facelab.mining.anchors import iter_anchors


class TripletCounts(NamedTuple):
    """How many triplets of each kind a set of embeddings has."""

    easy: int
    semi_hard: int
    hard: int


def triplet_kind(d_ap: np.ndarray | float, d_an: np.ndarray | float, margin: float) -> np.ndarray:
    """Say which triplets are easy, semi-hard and hard.

    Easy: d_an ≥ d_ap + margin, the loss is 0. Semi-hard: d_ap < d_an < d_ap + margin, the order is right
    but not by the margin. Hard: d_an ≤ d_ap, the negative is as near as the positive or nearer.

    Parameters
    ----------
    d_ap, d_an : float or ndarray, shapes that broadcast
        Distances from anchor to positive and from anchor to negative.
    margin : float

    Returns
    -------
    ndarray of str
        "easy", "semi-hard" or "hard".

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, section 3.2.

    Examples
    --------
    >>> triplet_kind(0.5, np.array([0.4, 0.6, 0.9]), margin=0.2).tolist()
    ['hard', 'semi-hard', 'easy']
    """
    check_margin(margin)
    d_ap, d_an = np.asarray(d_ap), np.asarray(d_an)
    if np.isnan(d_ap).any() or np.isnan(d_an).any():
        raise ValueError("a distance is NaN, so its triplet has no kind; check the embeddings for NaN.")
    return np.where(d_an <= d_ap, "hard", np.where(d_an < d_ap + margin, "semi-hard", "easy"))


def count_triplets(
    embeddings: np.ndarray, labels: np.ndarray, margin: float, metric: str = "squared_euclidean"
) -> TripletCounts:
    """Count the easy, semi-hard and hard triplets among all triplets, without listing them.

    A person with k of N images has k (k − 1) (N − k) triplets. Sorting each anchor's negatives lets us
    count them by position: N² log N steps instead of N³.

    Parameters
    ----------
    embeddings : ndarray, shape (N, D)
    labels : ndarray of int, shape (N,)
    margin : float
    metric : str, default "squared_euclidean"
        As in `facelab.distances`.

    Returns
    -------
    TripletCounts
        Their sum is the number of all triplets.

    Examples
    --------
    >>> count_triplets(np.array([[0.0], [1.0], [1.1], [9.0]]), np.array([0, 0, 1, 1]), margin=0.5)
    TripletCounts(easy=4, semi_hard=1, hard=3)
    """
    check_margin(margin)
    easy = semi_hard = hard = 0
    for anchor in iter_anchors(embeddings, labels, metric):
        n_hard, n_active = anchor.count_hard(), anchor.count_active(margin)
        hard += int(n_hard.sum())
        semi_hard += int((n_active - n_hard).sum())
        easy += int((len(anchor.negatives) - n_active).sum())
    return TripletCounts(easy, semi_hard, hard)


def check_margin(margin: float) -> None:
    """Refuse a margin that is negative, NaN or infinite."""
    if not 0 <= margin < np.inf:
        raise ValueError(f"margin={margin}: expected a finite number, 0 or more.")
