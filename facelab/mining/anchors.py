"""One anchor at a time: its positives, and its negatives from near to far."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from facelab.distances import BLOCK_BYTES, distance_matrix
from facelab.protocols.splits import check_labels


class Anchor(NamedTuple):
    """An image and what it can be compared with; distances are to the anchor."""

    position: int
    positives: np.ndarray
    d_ap: np.ndarray
    negatives: np.ndarray
    d_an: np.ndarray

    def count_hard(self) -> np.ndarray:
        """Count, for each positive, the negatives that are no farther than it."""
        return np.searchsorted(self.d_an, self.d_ap, side="right")

    def count_active(self, margin: float) -> np.ndarray:
        """Count, for each positive, the negatives nearer than it plus the margin: hard and semi-hard ones."""
        return np.maximum(np.searchsorted(self.d_an, self.d_ap + margin, side="left"), self.count_hard())


def anchors(embeddings: np.ndarray, labels: np.ndarray, metric: str) -> Iterator[Anchor]:
    """Go through the images that have a positive and a negative, a block of distances at a time.

    Parameters
    ----------
    embeddings : ndarray, shape (N, D)
    labels : ndarray of int, shape (N,)
    metric : str
        As in `facelab.distances`.

    Yields
    ------
    Anchor
        Its negatives sorted by distance.

    Raises
    ------
    ValueError
        If there is not one label for each row, or an embedding is NaN.

    Examples
    --------
    >>> first = next(anchors(np.array([[0.0], [1.0], [5.0], [3.0]]), np.array([0, 0, 1, 2]), "euclidean"))
    >>> first.positives, first.d_ap, first.negatives, first.d_an
    (array([1]), array([1.]), array([3, 2]), array([3., 5.]))
    """
    check_labels(labels)
    if len(embeddings) != len(labels):
        raise ValueError(f"there are {len(embeddings)} embeddings and {len(labels)} labels; each row needs one.")
    finite = np.isfinite(embeddings).all(axis=1)
    if not finite.all():
        raise ValueError(f"row {np.argmin(finite)} of the embeddings is NaN or infinite: its training had diverged.")
    rows = max(1, BLOCK_BYTES // (8 * max(1, len(labels))))
    for start in range(0, len(labels), rows):
        distances = distance_matrix(embeddings[start : start + rows], embeddings, metric)
        for position, row in enumerate(distances, start=start):
            same = labels == labels[position]
            negatives = np.flatnonzero(~same)
            same[position] = False
            positives = np.flatnonzero(same)
            if len(positives) and len(negatives):
                negatives = negatives[np.argsort(row[negatives], kind="stable")]
                yield Anchor(position, positives, row[positives], negatives, row[negatives])
