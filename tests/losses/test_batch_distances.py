import numpy as np
import pytest
import tensorflow as tf

from facelab.losses.batch_distances import batch_distances
from tests.triple_loop import distances_of


def directions(n=40):
    vectors = np.random.default_rng(0).normal(size=(n, 64))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("distance", ["squared", "euclidean"])
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
def test_equals_the_differences_in_float64(embeddings, distance):
    embeddings = embeddings.astype(np.float32)
    expected = distances_of(embeddings.astype(np.float64), distance)
    np.testing.assert_allclose(batch_distances(tf.constant(embeddings), distance), expected, rtol=1e-5)


def test_equal_embeddings_are_at_distance_zero():
    embeddings = np.repeat(directions(), 2, axis=0).astype(np.float32)
    for distance in ("squared", "euclidean"):
        distances = np.asarray(batch_distances(tf.constant(embeddings), distance))
        assert (distances[::2, 1::2].diagonal() == 0).all() and (distances >= 0).all()


def test_ties_on_a_grid_stay_ties():
    grid = np.stack(np.meshgrid([0, 0.5, 2], [0, 1, 1.5]), axis=-1).reshape(-1, 2).astype(np.float32)
    assert (np.asarray(batch_distances(tf.constant(grid), "squared")) == distances_of(grid, "squared")).all()
