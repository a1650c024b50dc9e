import numpy as np
import pytest

from facelab.widgets.strengths import Captions, Strengths, strengths_figure

CAPTIONS = Captions("A figure", "one", "other")


def brighter(amount):
    return np.full((4, 4), 100 + amount, np.uint8)


def figure(threshold, stored=None, unit="gray levels"):
    change = Strengths("brightness", unit, [-10, 0, 20], 1, brighter)
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


@pytest.mark.parametrize(("stored", "title"), [(None, "other:\nbrightness 20"), ((0, 0), "other:\nbrightness -10")])
def test_the_picture_shows_the_first_strength_or_the_one_asked_for(stored, title):
    shown = figure(50, stored)._draw()
    assert [ax.get_title() for ax in shown.axes[:2]] == ["one", title]


@pytest.mark.parametrize("threshold", [50, 200])
def test_the_curve_and_the_threshold_lie_within_the_frame(threshold):
    top = figure(threshold)._draw().axes[2].get_ylim()[1]
    assert top > 1.05 * max(threshold, 80)


def test_degrees_have_their_sign():
    assert figure(50, unit="degrees")._draw().axes[1].get_title() == "other:\nbrightness 20°"


def test_no_title_runs_over_another_axis_or_the_edge():
    change = Strengths("turn the head", "degrees", [-40, 0, 40], 1, brighter)
    captions = Captions("A figure", "photograph", "augmented copy")
    shown = strengths_figure(lambda x: x.reshape(len(x), -1), brighter(0), [change], 50, captions, 2, 4)._draw()
    shown.draw_without_rendering()
    reference, changed = (ax.title.get_window_extent() for ax in shown.axes[:2])
    assert reference.x1 < changed.x0 and changed.x1 < shown.axes[2].yaxis.label.get_window_extent().x0
    assert changed.y1 <= shown.bbox.y1
