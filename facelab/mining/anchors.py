"""One anchor at a time: its positives, and its negatives from near to far."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from facelab.distances import BLOCK_BYTES, distance_matrix
from facelab.protocols.splits import check_labels


class Anchor(NamedTuple):
    """An image, its positives, and its negatives sorted by distance; d_ap and d_an are distances to the anchor."""

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


def iter_anchors(embeddings: np.ndarray, labels: np.ndarray, metric: str) -> Iterator[Anchor]:
    """Go through the images that have a positive and a negative, a block of distances at a time."""
    check_labels(labels)
    if len(embeddings) != len(labels):
        raise ValueError(f"there are {len(embeddings)} embeddings and {len(labels)} labels; each row needs one.")
    is_finite = np.isfinite(embeddings).all(axis=1)
    if not is_finite.all():
        raise ValueError(f"row {np.argmin(is_finite)} of the embeddings is NaN or infinite; the training diverged.")
    n_rows = max(1, BLOCK_BYTES // (8 * max(1, len(labels))))
    for start in range(0, len(labels), n_rows):
        distances = distance_matrix(embeddings[start : start + n_rows], embeddings, metric)
        for position, row in enumerate(distances, start=start):
            same = labels == labels[position]
            negatives = np.flatnonzero(~same)
            same[position] = False
            positives = np.flatnonzero(same)
            if len(positives) and len(negatives):
                negatives = negatives[np.argsort(row[negatives], kind="stable")]
                yield Anchor(position, positives, row[positives], negatives, row[negatives])
