import numpy as np
import pytest

from facelab.distances import pair_distances
from facelab.mining import triplet_kind
from facelab.widgets.triplets import triplets


def squared_distances(data):
    anchor, positive, negative = (np.array([data["points"][name]]) for name in ("anchor", "positive", "negative"))
    return [pair_distances(anchor, other, "squared_euclidean")[0] for other in (positive, negative)]


def test_the_first_triplet_is_semi_hard():
    data = triplets().data
    assert triplet_kind(*squared_distances(data), data["margin"]) == "semi-hard"


def test_angles_become_embeddings_of_length_1():
    data = triplets((0, 60, 180), margin=0.2).data
    assert [np.hypot(*point) for point in data["points"].values()] == pytest.approx([1, 1, 1])
    assert squared_distances(data) == pytest.approx([1, 4])  # a chord of 60° is as long as the radius
    assert data["margin"] == 0.2


def test_what_cannot_be_drawn():
    with pytest.raises(ValueError, match="three finite numbers"):
        triplets((0, 60))
    with pytest.raises(ValueError, match="three finite numbers"):
        triplets((0, 60, float("inf")))
    with pytest.raises(ValueError, match=r"margin=1\.5: expected a number from 0 to 1"):
        triplets(margin=1.5)


@pytest.mark.parametrize("angles", [(90, 40, 145), (0, 180, 90)])
def test_a_picture_stands_in_where_no_javascript_runs(angles):
    assert triplets(angles, margin=0).static_png().startswith(b"\x89PNG")
