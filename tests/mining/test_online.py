import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from facelab.mining.online import _next_above, positive_and_negative_masks, signed_active_counts
from tests.triple_loop import all_triplets


def loop_counts(distances, labels, margin, semi_hard):
    counts = np.zeros(distances.shape, int)
    for a, p, n in all_triplets(labels):
        d_ap, d_an = distances[a, p], distances[a, n]
        if d_an < d_ap + distances.dtype.type(margin) and (d_ap < d_an or not semi_hard):
            counts[a, p] += 1
            counts[a, n] -= 1
    return counts


@settings(deadline=None, max_examples=100)
@given(
    seed=st.integers(0, 2**32 - 1),
    labels=st.lists(st.integers(0, 4), min_size=1, max_size=12),
    margin=st.sampled_from([0.0, 1e-9, 0.25, 1.0]),
    semi_hard=st.booleans(),
    dtype=st.sampled_from(["float32", "float64"]),
)
def test_equals_a_triple_loop_with_many_ties(seed, labels, margin, semi_hard, dtype):
    distances = np.random.default_rng(seed).choice([0, 0.25, 0.5, 0.7, 1], (len(labels), len(labels))).astype(dtype)
    counts = signed_active_counts(tf.constant(distances), tf.constant(labels), margin, semi_hard)
    np.testing.assert_array_equal(counts, loop_counts(distances, labels, margin, semi_hard))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_the_next_number_above(dtype):
    limits = np.finfo(dtype)
    powers = (2.0 ** np.arange(-100, 100)).astype(dtype)
    below = np.nextafter(powers, np.zeros(1, dtype))
    numbers = np.concatenate([powers, below, np.random.default_rng(0).uniform(0, 4, 100_000).astype(dtype)])
    np.testing.assert_array_equal(_next_above(tf.constant(numbers)), np.nextafter(numbers, limits.max, dtype=dtype))
    assert 0 < _next_above(tf.zeros((1,), dtype)).numpy() <= limits.tiny


def test_masks_of_positives_and_negatives():
    positive, negative = positive_and_negative_masks(tf.constant([7, 7, 8]))
    np.testing.assert_array_equal(positive, [[0, 1, 0], [1, 0, 0], [0, 0, 0]])
    np.testing.assert_array_equal(negative, [[0, 0, 1], [0, 0, 1], [1, 1, 0]])
