import json

import numpy as np
import pytest

from facelab.detection import precision_recall as curve_of
from facelab.widgets.precision_recall import precision_recall

PAPER = np.full((3, 100, 120), 200, np.uint8)
TRUTH = [np.array([[10.0, 10, 40, 50], [60, 10, 90, 50]]), np.empty((0, 4)), np.array([[20.0, 30, 50, 70]])]


def found(seed=0):
    rng = np.random.default_rng(seed)
    boxes = [np.concatenate([true + rng.normal(0, 1, true.shape), [[0, 60, 30, 99]]]) for true in TRUTH]
    return [(each, rng.random(len(each))) for each in boxes]


@pytest.mark.parametrize("seed", range(3))
def test_the_counts_are_those_of_facelabs_curve(seed):
    data = json.loads(json.dumps(precision_recall(PAPER, found(seed), TRUTH).data))
    curve = curve_of(found(seed), TRUTH)
    for threshold, (boxes, right) in zip(data["thresholds"], data["counts"], strict=True):
        assert boxes == np.count_nonzero(curve.scores > threshold) >= 1
        assert right / boxes == pytest.approx(curve.precision[boxes - 1])
        assert right / data["faces"] == pytest.approx(curve.recall[boxes - 1])


def test_the_scenes_that_are_shown_arrive_with_their_matches():
    scenes = precision_recall(PAPER, found(), TRUTH, shown=(2, 1)).data["scenes"]
    np.testing.assert_array_equal(scenes[0]["boxes"], found()[2][0])
    assert scenes[0]["matches"] == [0, -1] and scenes[1]["matches"] == [-1]
    assert scenes[1]["truth"] == []


def test_the_slider_starts_at_the_nearest_step():
    data = precision_recall(PAPER, found(), TRUTH, threshold=0.4).data
    assert abs(data["thresholds"][data["first"]] - 0.4) <= np.diff(data["thresholds"])[0] / 2
    assert precision_recall(PAPER, found(), TRUTH, threshold=9).data["first"] == len(data["thresholds"]) - 1


def test_a_single_box_is_shown():
    data = precision_recall(PAPER[:1], [([[10, 10, 40, 50]], [0.7])], TRUTH[:1], shown=[0]).data
    assert data["thresholds"][0] == 0.7 and len(data["scenes"]) == 1


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"images": PAPER[:2]}, "2 images, but detections for 3"),
        ({"truth": TRUTH[:2]}, "true boxes for 2"),
        ({"truth": [np.empty((0, 4))] * 3}, "no image has a true box"),
        ({"found": [(np.empty((0, 4)), np.empty(0))] * 3}, "nothing was found"),
    ],
)
def test_what_cannot_be_shown_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        precision_recall(**({"images": PAPER, "found": found(), "truth": TRUTH} | change))


def test_a_picture_stands_in_where_no_javascript_runs():
    assert precision_recall(PAPER, found(), TRUTH).static_png().startswith(b"\x89PNG")
