import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgba

from facelab.plotting import gallery_and_probes


def test_every_vector_is_drawn_and_tied_to_the_center_of_its_person_in_the_gallery():
    gallery, probes = np.array([[0.0, 0], [2, 0], [9, 9]]), np.array([[1.0, 4], [8, 9]])
    _, ax = plt.subplots()
    gallery_and_probes(gallery, np.array([3, 3, 7]), probes, np.array([3, 7]), ax)
    drawn = [points.get_offsets() for points in ax.collections if len(points.get_offsets())]
    assert [points.tolist() for points in drawn] == [[[0, 0], [2, 0]], [[1, 4]], [[9, 9]], [[8, 9]]]
    assert [line.get_xydata().tolist() for line in ax.lines[:3]] == [
        [[1, 0], [0, 0]],
        [[1, 0], [2, 0]],
        [[1, 0], [1, 4]],
    ]
    plt.close("all")


def test_gallery_is_filled_probes_are_hollow_and_people_differ_in_marker_and_color():
    vectors, labels = np.random.default_rng(0).normal(size=(6, 2)), np.arange(6)
    _, ax = plt.subplots()
    gallery_and_probes(vectors, labels, vectors, labels, ax)
    of_gallery, of_probes = ax.collections[:12:2], ax.collections[1:12:2]
    for filled, hollow in zip(of_gallery, of_probes, strict=True):
        assert tuple(filled.get_facecolor()[0]) == tuple(filled.get_edgecolor()[0])
        assert tuple(hollow.get_facecolor()[0]) == to_rgba("white")
        assert tuple(hollow.get_edgecolor()[0]) == tuple(filled.get_edgecolor()[0])
    assert len({(tuple(p.get_edgecolor()[0]), p.get_paths()[0].vertices.shape) for p in of_gallery}) == 6
    assert ax.get_legend_handles_labels()[1] == ["gallery", "probes"]
    plt.close("all")


@pytest.mark.parametrize(("gallery_labels", "probe_labels"), [(np.arange(7), np.arange(7)), ([0, 1], [2])])
def test_too_many_people_and_strangers_are_refused(gallery_labels, probe_labels):
    gallery, probes = np.zeros((len(gallery_labels), 2)), np.zeros((len(probe_labels), 2))
    with pytest.raises(ValueError, match="at most 6 people"):
        gallery_and_probes(gallery, np.array(gallery_labels), probes, np.array(probe_labels), plt.figure().gca())
    plt.close("all")
