import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.mining import count_triplets, triplet_kind
from tests.mining.strategies import labeled_embeddings
from tests.triple_loop import all_triplets, distances_of


@given(
    labeled_embeddings(), st.sampled_from([0.0, 0.25, 0.5, 2.0]), st.sampled_from(["squared_euclidean", "euclidean"])
)
def test_counts_equal_those_of_a_triple_loop(drawn, margin, metric):
    embeddings, labels = drawn
    distances = distances_of(embeddings, metric)
    kinds = [str(triplet_kind(distances[a, p], distances[a, n], margin)) for a, p, n in all_triplets(labels)]
    counts = count_triplets(embeddings, labels, margin, metric)
    assert counts == tuple(kinds.count(kind) for kind in ("easy", "semi-hard", "hard"))


def test_all_kinds_together_are_as_many_as_the_formula_says():
    labels = np.repeat(np.arange(5), 4)
    embeddings = np.random.default_rng(0).normal(size=(20, 3))
    assert sum(count_triplets(embeddings, labels, margin=0.3)) == 5 * 4 * 3 * (20 - 4)


def test_a_triplet_whose_loss_is_just_zero_is_easy_and_one_that_ties_is_hard():
    assert triplet_kind(0.5, 0.75, 0.25) == "easy"
    assert triplet_kind(0.5, 0.5, 0.25) == "hard"


def test_kinds_of_whole_arrays():
    d_ap = np.array([[1.0], [2.0]])
    assert triplet_kind(d_ap, np.array([0.5, 1.5, 9.0]), 1.0).tolist() == [
        ["hard", "semi-hard", "easy"],
        ["hard", "hard", "easy"],
    ]


def test_nan_and_impossible_margins_are_refused():
    with pytest.raises(ValueError, match="NaN"):
        triplet_kind(np.nan, 1.0, 0.2)
    for margin in (-0.1, np.nan, np.inf):
        with pytest.raises(ValueError, match="margin"):
            triplet_kind(1.0, 1.0, margin)
