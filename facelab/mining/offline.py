"""Offline mining: choose triplets from the embeddings of a whole set, then train on them for a while."""

from dataclasses import dataclass

import numpy as np

from facelab.mining.anchors import Anchor, iter_anchors
from facelab.mining.kinds import check_margin


@dataclass(frozen=True, eq=False)
class Triplets:
    """Triplets of images.

    Parameters
    ----------
    anchor, positive, negative : ndarray of int, shape (n_triplets,)
        Positions in a FaceSet.

    Examples
    --------
    >>> len(Triplets(np.array([0]), np.array([1]), np.array([2])))
    1
    """

    anchor: np.ndarray
    positive: np.ndarray
    negative: np.ndarray

    def __len__(self) -> int:
        return len(self.anchor)

    def __getitem__(self, index) -> "Triplets":
        """Choose triplets by a mask, a slice or positions."""
        return Triplets(self.anchor[index], self.positive[index], self.negative[index])


def offline_triplets(
    embeddings: np.ndarray,
    labels: np.ndarray,
    kind: str,
    margin: float,
    metric: str = "squared_euclidean",
    seed: int = 0,
) -> Triplets:
    """Choose one triplet for each anchor and positive, if there is one of the wanted kind.

    Parameters
    ----------
    embeddings : ndarray, shape (N, D)
        All that triplets are chosen from; a block of distances is in memory at a time.
    labels : ndarray of int, shape (N,)
    kind : {"random", "hard", "semi-hard"}
        random: any negative. hard: the nearest negative, where it is no farther than the positive.
        semi-hard: a negative drawn from those that are farther than the positive by less than the margin.
    margin : float
    metric : str, default "squared_euclidean"
        As in `facelab.distances`.
    seed : int, default 0

    Returns
    -------
    Triplets
        Ordered by anchor; none at all if no triplet is of that kind.

    Raises
    ------
    ValueError
        If the kind is unknown, or no image has both a positive and a negative.

    Examples
    --------
    >>> embeddings, labels = np.array([[0.0], [1.0], [1.1], [9.0]]), np.array([0, 0, 1, 1])
    >>> hard = offline_triplets(embeddings, labels, "hard", margin=0.5)
    >>> hard.anchor, hard.positive, hard.negative
    (array([1, 2]), array([0, 3]), array([2, 1]))
    """
    check_margin(margin)
    if kind not in ("random", "hard", "semi-hard"):
        raise ValueError(f"kind={kind!r}; expected one of random, hard, semi-hard.")
    rng = np.random.default_rng(seed)
    chosen = [_choose(anchor, kind, margin, rng) for anchor in iter_anchors(embeddings, labels, metric)]
    if not chosen:
        raise ValueError("no triplet can be made; it needs a person with two images, and another person.")
    return Triplets(*np.concatenate(chosen, axis=1))


def _choose(anchor: Anchor, kind: str, margin: float, rng: np.random.Generator) -> np.ndarray:
    """Return anchor, positive and negative of each triplet, shape (3, n)."""
    n_hard, n_active = anchor.count_hard(), anchor.count_active(margin)
    if kind == "random":
        exists, rank = np.full(len(n_hard), True), rng.integers(len(anchor.negatives), size=len(n_hard))
    elif kind == "hard":
        exists, rank = n_hard > 0, np.zeros_like(n_hard)
    else:
        exists = n_active > n_hard
        rank = rng.integers(n_hard, np.maximum(n_active, n_hard + 1))
    positives, negatives = anchor.positives[exists], anchor.negatives[rank[exists]]
    return np.stack([np.full(len(positives), anchor.position), positives, negatives])
