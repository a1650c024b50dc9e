import numpy as np
import pytest
from skimage.transform import SimilarityTransform, estimate_transform

from facelab.alignment.similarity import similarity


@pytest.mark.parametrize("n", [2, 5, 68])
def test_equals_scikit_image(n):
    rng = np.random.default_rng(n)
    source, target = rng.normal(size=(2, n, 2))
    found = similarity(source, target)
    expected = estimate_transform("similarity", source, target)
    np.testing.assert_allclose(found(source), expected(source), atol=1e-10)


def test_finds_the_transform_that_moved_the_points():
    points = np.random.default_rng(0).normal(size=(5, 2))
    moved = SimilarityTransform(scale=3, rotation=-2, translation=(10, -4))(points)
    found = similarity(points, moved)
    assert np.isclose(found.scale, 3) and np.isclose(found.angle, -2)
    np.testing.assert_allclose(found.shift, [10, -4])


@pytest.mark.parametrize(
    ("source", "target", "sentence"),
    [
        (np.zeros((5, 2)), np.ones((5, 2)), "one point"),
        (np.eye(2), np.ones((3, 2)), "points of shape"),
        (np.ones((1, 2)), np.ones((1, 2)), "at least 2"),
        (np.eye(2), np.full((2, 2), np.nan), "NaN"),
    ],
)
def test_bad_input(source, target, sentence):
    with pytest.raises(ValueError, match=sentence):
        similarity(source, target)


def test_the_inverse_moves_points_back():
    source, target, points = np.random.default_rng(1).normal(size=(3, 5, 2))
    found = similarity(source, target)
    np.testing.assert_allclose(found.inverse()(found(points)), points, atol=1e-12)
    expected = estimate_transform("similarity", source, target).inverse
    np.testing.assert_allclose(found.inverse()(points), expected(points), atol=1e-10)
