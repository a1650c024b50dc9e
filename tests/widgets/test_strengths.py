import numpy as np
import pytest

from facelab.widgets.strengths import Captions, Strengths, strengths_figure

CAPTIONS = Captions("A figure", "one", "other")


def brighter(amount):
    return np.full((4, 4), 100 + amount, np.uint8)


def figure(threshold, stored=None):
    change = Strengths("brightness", "gray levels", [-10, 0, 20], 1, brighter)
    return strengths_figure(lambda x: x.reshape(len(x), -1), brighter(0), [change], threshold, CAPTIONS, 2, 4, stored)


def test_distances_are_measured_from_the_reference():
    (change,) = figure(50).data["changes"]
    assert change["distances"] == [40, 0, 80]  # 16 pixels
    assert len(change["images"]) == 3 and change["unchanged"] == 1


@pytest.mark.parametrize("threshold", [0, -1, np.nan, np.inf])
def test_a_threshold_is_a_distance(threshold):
    with pytest.raises(ValueError, match="expected a distance above 0"):
        figure(threshold)


def test_a_picture_stands_in_where_no_javascript_runs():
    assert figure(50).static_png().startswith(b"\x89PNG")


@pytest.mark.parametrize(("stored", "title"), [(None, "other: brightness 20"), ((0, 0), "other: brightness -10")])
def test_the_picture_shows_the_first_strength_or_the_one_asked_for(stored, title):
    shown = figure(50, stored)._draw()
    assert [ax.get_title() for ax in shown.axes[:2]] == ["one", title]
