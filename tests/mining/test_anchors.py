import numpy as np
import pytest

from facelab.mining import anchors, count_triplets, offline_triplets


def test_negatives_are_sorted_by_distance():
    embeddings, labels = np.array([[0.0], [1.0], [5.0], [3.0]]), np.array([0, 0, 1, 2])
    first, second = anchors.iter_anchors(embeddings, labels, "euclidean")
    assert (first.position, first.positives.tolist(), first.d_ap.tolist()) == (0, [1], [1])
    assert (first.negatives.tolist(), first.d_an.tolist()) == ([3, 2], [3, 5])
    assert (second.position, second.negatives.tolist(), second.d_an.tolist()) == (1, [3, 2], [2, 4])


def test_blocks_do_not_matter(monkeypatch):
    rng = np.random.default_rng(0)
    embeddings, labels = rng.normal(size=(30, 3)), rng.integers(0, 6, 30)
    whole = offline_triplets(embeddings, labels, "semi-hard", 1.0)
    monkeypatch.setattr(anchors, "BLOCK_BYTES", 8 * 30 * 7)
    in_blocks = offline_triplets(embeddings, labels, "semi-hard", 1.0)
    assert (whole.negative == in_blocks.negative).all() and (whole.anchor == in_blocks.anchor).all()


def test_nan_and_missing_labels_are_refused():
    with pytest.raises(ValueError, match="row 1 of the embeddings is NaN"):
        count_triplets(np.array([[0.0], [np.nan], [1.0]]), np.array([0, 0, 1]), 0.2)
    with pytest.raises(ValueError, match="3 embeddings and 2 labels"):
        count_triplets(np.zeros((3, 2)), np.array([0, 1]), 0.2)
