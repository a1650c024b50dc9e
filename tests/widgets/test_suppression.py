import json

import numpy as np
import pytest

from facelab.detection import nms
from facelab.widgets.suppression import suppression

PAPER = np.full((100, 120), 200, np.uint8)


def found(n=30, seed=0):
    rng = np.random.default_rng(seed)
    corner = rng.uniform(0, 60, (n, 2))
    return np.hstack([corner, corner + rng.uniform(10, 40, (n, 2))]), rng.random(n).astype(np.float32)


def test_boxes_and_scores_arrive_exactly(orl):
    boxes, scores = found()
    data = json.loads(json.dumps(suppression(orl.images[0], boxes, scores).data))
    np.testing.assert_array_equal(data["boxes"], boxes)
    np.testing.assert_array_equal(data["scores"], scores.astype(float))
    np.testing.assert_array_equal(nms(data["boxes"], data["scores"], 0.3), nms(boxes, scores, 0.3))
    assert data["size"] == [92, 112]


@pytest.mark.parametrize("scale", [1, 1000, 0.001])
def test_the_score_starts_on_a_step_and_its_lowest_step_lets_all_take_part(scale):
    boxes, scores = found()
    scores = scores.astype(float) * scale
    data = suppression(PAPER, boxes, scores).data
    low, step = data["slider"]["min"], data["slider"]["step"]
    assert low < scores.min() and scores.max() < data["slider"]["max"] < scores.max() + 2 * step
    assert (data["least"] - low) / step == pytest.approx(round((data["least"] - low) / step))
    assert abs(data["least"] - (scores.min() + scores.max()) / 2) <= step
    assert suppression(PAPER, boxes, scores, least_score=0.3 * scale).data["least"] == pytest.approx(0.3 * scale)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"boxes": [], "scores": []}, "0 boxes are given"),
        ({"boxes": [[0, 0, 5, 5]] * 401, "scores": [0.5] * 401}, "401 boxes are given"),
        ({"scores": [0.5]}, "expected one for each of the 30 boxes"),
        ({"scores": [np.inf] * 30}, "score 0 is not finite"),
        ({"boxes": [[5, 0, 5, 5]] * 30}, "left < right"),
        ({"iou_threshold": 1.5}, "iou_threshold=1.5"),
    ],
)
def test_what_cannot_be_shown_is_refused(change, message):
    boxes, scores = found()
    with pytest.raises(ValueError, match=message):
        suppression(PAPER, **({"boxes": boxes, "scores": scores} | change))


def test_equal_scores_and_a_single_box_are_shown():
    data = suppression(PAPER, [[0, 0, 9, 9]], [0.7]).data
    assert data["slider"]["min"] < 0.7 < data["slider"]["max"]


def test_a_picture_stands_in_where_no_javascript_runs():
    assert suppression(PAPER, *found()).static_png().startswith(b"\x89PNG")
    assert suppression(PAPER, *found(), least_score=2).static_png().startswith(b"\x89PNG")
