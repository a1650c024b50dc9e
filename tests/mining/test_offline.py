import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.mining import offline_triplets, triplet_kind
from tests.mining.strategies import labeled_embeddings
from tests.triple_loop import all_triplets, distances_of


def possible(embeddings, labels, kind, margin):
    """All triplets of a kind, a set of negatives for each anchor and positive."""
    distances, found = distances_of(embeddings, "squared_euclidean"), {}
    for a, p, n in all_triplets(labels):
        if kind == "random" or triplet_kind(distances[a, p], distances[a, n], margin) == kind:
            found.setdefault((a, p), set()).add(n)
    return found


@given(labeled_embeddings(), st.sampled_from(["random", "hard", "semi-hard"]), st.sampled_from([0.25, 1.0]))
def test_every_anchor_and_positive_get_one_negative_of_the_kind_if_there_is_one(drawn, kind, margin):
    embeddings, labels = drawn
    if not any(True for _ in all_triplets(labels)):
        with pytest.raises(ValueError, match="no triplet can be made"):
            offline_triplets(embeddings, labels, kind, margin)
        return
    triplets = offline_triplets(embeddings, labels, kind, margin)
    negatives = possible(embeddings, labels, kind, margin)
    chosen = dict(
        zip(zip(triplets.anchor.tolist(), triplets.positive.tolist(), strict=True), triplets.negative, strict=True)
    )
    assert chosen.keys() == negatives.keys() and len(chosen) == len(triplets)
    assert all(negative in negatives[pair] for pair, negative in chosen.items())
    if kind == "hard":
        distances = distances_of(embeddings, "squared_euclidean")
        assert all(distances[a, n] == min(distances[a, m] for m in negatives[a, p]) for (a, p), n in chosen.items())


def test_random_and_semi_hard_negatives_are_drawn_from_all_of_them():
    rng = np.random.default_rng(0)
    embeddings, labels = rng.normal(size=(40, 2)), np.repeat(np.arange(10), 4)
    for kind in ("random", "semi-hard"):
        negatives = possible(embeddings, labels, kind, 2.0)
        pair = max(negatives, key=lambda pair: len(negatives[pair]))
        drawn = set()
        for seed in range(300):
            triplets = offline_triplets(embeddings, labels, kind, 2.0, seed=seed)
            drawn.update(triplets.negative[(triplets.anchor == pair[0]) & (triplets.positive == pair[1])].tolist())
        assert drawn == negatives[pair]


def test_unknown_kinds_are_refused():
    with pytest.raises(ValueError, match="easy"):
        offline_triplets(np.zeros((3, 2)), np.array([0, 0, 1]), "easy", 0.2)
