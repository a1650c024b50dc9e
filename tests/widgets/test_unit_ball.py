import numpy as np
import pytest

from facelab.distances import pair_distances
from facelab.widgets.unit_ball import _lengths, unit_ball


def test_by_default_each_of_three_people_is_nearest_for_some_p():
    data = unit_ball().data
    points = np.array(data["points"])
    winners = [data["names"][np.argmin(_lengths(points, p))] for p in (1, 2, np.inf)]
    assert winners == ["Ann", "Cleo", "Ben"]


def test_at_infinity_the_distance_is_the_limit_of_the_others():
    points = np.random.default_rng(0).normal(size=(20, 2))
    nearly = pair_distances(points, np.zeros((20, 2)), "minkowski", p=5000)
    np.testing.assert_allclose(_lengths(points, np.inf), nearly, rtol=2e-4)
    np.testing.assert_allclose(_lengths(points, 3), np.sum(np.abs(points) ** 3, axis=1) ** (1 / 3))


@pytest.mark.parametrize("p", [1, 1.5, 2, 3, 4, 8, np.inf])
def test_the_slider_has_a_position_for_each_usual_p(p):
    data = unit_ball(p=p).data
    assert 1 / p == pytest.approx(1 - data["position"] / data["n_positions"])


def test_what_cannot_be_drawn():
    with pytest.raises(ValueError, match=r"p=0\.5"):
        unit_ball(p=0.5)
    with pytest.raises(ValueError, match="1 or more"):
        unit_ball(p=float("nan"))
    with pytest.raises(ValueError, match="two people or more"):
        unit_ball({"Ann": (0, 1)})
    with pytest.raises(ValueError, match="two numbers"):
        unit_ball({"Ann": (0, 1), "Ben": (0, 2)})


@pytest.mark.parametrize("p", [1, np.inf])
def test_a_picture_stands_in_where_no_javascript_runs(p):
    assert unit_ball(p=p).static_png().startswith(b"\x89PNG")
