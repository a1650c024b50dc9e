import matplotlib.pyplot as plt
import numpy as np
import pytest

from facelab.plotting import embedding_plane, embedding_sphere


def test_each_person_has_a_marker_and_each_class_vector_a_line():
    vectors, labels = np.random.default_rng(0).normal(size=(16, 2)), np.repeat(np.arange(8), 2)
    ax = embedding_plane(vectors, labels, people=np.eye(2), ax=plt.figure().add_subplot())
    assert len(ax.collections) == 8 and len(ax.lines) == 3  # and the origin
    for person, points in enumerate(ax.collections):
        np.testing.assert_array_equal(points.get_offsets(), vectors[labels == person])
    looks = {(points.get_paths()[0].vertices.shape, tuple(points.get_facecolor()[0])) for points in ax.collections}
    assert len(looks) == 8
    assert all(np.hypot(*line.get_xydata()[1]) >= np.linalg.norm(vectors, axis=1).max() for line in ax.lines[:2])
    plt.close("all")


def test_points_lie_on_the_sphere():
    ax = plt.figure().add_subplot(projection="3d")
    embedding_sphere(np.random.default_rng(0).normal(size=(6, 3)), np.arange(6), ax)
    points = np.concatenate([np.transpose(each._offsets3d) for each in ax.collections[1:]])
    np.testing.assert_allclose(np.linalg.norm(points, axis=1), 1)
    plt.close("all")


@pytest.mark.parametrize(
    ("vectors", "labels", "sentence"),
    [
        (np.ones((3, 4)), np.zeros(3, int), r"the shape \(3, 4\) and there are 3 labels; expected \(N, 2\) and N"),
        (np.ones((3, 2)), np.zeros(2, int), "there are 2 labels"),
        (np.ones((3, 2)), np.array([0, 1, 8]), "labels go from 0 to 8; expected 0 to 7"),
    ],
)
def test_bad_input(vectors, labels, sentence):
    with pytest.raises(ValueError, match=sentence):
        embedding_plane(vectors, labels)


def test_markers_are_smaller_in_small_axes():
    large, small = plt.figure(figsize=(8, 8)).add_subplot(), plt.figure(figsize=(2, 2)).add_subplot()
    for ax in (large, small):
        embedding_plane(np.eye(2), np.arange(2), ax=ax)
    assert large.collections[0].get_sizes()[0] == pytest.approx(4 * small.collections[0].get_sizes()[0])
    plt.close("all")
