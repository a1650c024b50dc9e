import numpy as np
import pytest
import tensorflow as tf

from facelab.distances import DISTANCE_MATRICES, PAIR_DISTANCES, distance_matrix
from facelab.losses.batch_distances import METRICS, batch_distances
from tests.triple_loop import distances_of


def directions(n=40):
    vectors = np.random.default_rng(0).normal(size=(n, 64))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    "embeddings",
    [
        directions(),
        directions()[0] + 1e-4 * directions(),
        directions()[np.arange(40) % 2] + 1e-4 * directions(),
        50 + directions(),
        directions()[:1],
        np.ones((5, 3)),
    ],
    ids=["sphere", "collapsed", "collapsed to two points", "far from the origin", "one image", "all equal"],
)
def test_equals_the_differences_in_float64(embeddings, metric):
    embeddings = embeddings.astype(np.float32)
    expected = distances_of(embeddings.astype(np.float64), metric)
    np.testing.assert_allclose(batch_distances(tf.constant(embeddings), metric), expected, rtol=1e-5)


def test_equal_embeddings_are_at_distance_zero():
    embeddings = np.repeat(directions(), 2, axis=0).astype(np.float32)
    for metric in METRICS:
        distances = np.asarray(batch_distances(tf.constant(embeddings), metric))
        assert (distances[::2, 1::2].diagonal() == 0).all() and (distances >= 0).all()


def test_ties_on_a_grid_stay_ties():
    grid = np.stack(np.meshgrid([0, 0.5, 2], [0, 1, 1.5]), axis=-1).reshape(-1, 2).astype(np.float32)
    assert (
        np.asarray(batch_distances(tf.constant(grid), "squared_euclidean")) == distances_of(grid, "squared_euclidean")
    ).all()


def test_metrics_are_those_of_the_distances_by_the_same_names():
    assert set(METRICS) <= set(PAIR_DISTANCES) & set(DISTANCE_MATRICES)
    embeddings = directions().astype(np.float32)
    for metric in METRICS:
        expected = distance_matrix(embeddings, embeddings, metric)
        np.testing.assert_allclose(batch_distances(tf.constant(embeddings), metric), expected, rtol=1e-5)
