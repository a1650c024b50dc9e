import numpy as np
import pytest
from sklearn.neighbors import KNeighborsClassifier

from facelab.distances import distance_matrix
from facelab.identification import rank_one_accuracy


def test_against_scikit_learns_nearest_neighbor():
    rng = np.random.default_rng(0)
    gallery, probes = rng.normal(size=(50, 4)), rng.normal(size=(80, 4))
    gallery_labels, probe_labels = rng.integers(0, 5, 50), rng.integers(0, 5, 80)
    expected = KNeighborsClassifier(1).fit(gallery, gallery_labels).score(probes, probe_labels)
    assert rank_one_accuracy(distance_matrix(probes, gallery), gallery_labels, probe_labels) == expected


@pytest.mark.parametrize(
    ("distances", "sentence"),
    [
        (np.zeros((2, 2)), r"shape \(2, 2\); expected \(1 probes, 2 gallery images\)"),
        (np.array([[np.nan, 1]]), "1 distances are NaN"),
    ],
)
def test_bad_distances_are_one_sentence(distances, sentence):
    with pytest.raises(ValueError, match=sentence):
        rank_one_accuracy(distances, np.array([0, 1]), np.array([0]))


def test_nobody_to_compare():
    with pytest.raises(ValueError, match="both at least 1"):
        rank_one_accuracy(np.zeros((0, 2)), np.array([0, 1]), np.array([], int))
