import numpy as np
import pytest

from facelab.detection import iou, nms
from tests.browser.reading import click_at, read_number

TITLE = "Non-max suppression of 128 boxes"
FIGURE = """
import numpy as np
from facelab import widgets
from facelab.datasets import face_scenes, load_orl
from facelab.detection import iou

# a made-up detector: windows about each face, with scores that are higher the better a window fits, and false alarms
rng = np.random.default_rng(3)
scene = face_scenes(load_orl().images[:100], 1, rng, (240, 320), (50, 80), max_faces=5)
true = scene.boxes[0]
near = np.repeat(true, 28, axis=0) + rng.normal(0, 6, (28 * len(true), 4)).round()
corner = rng.integers(0, (270, 180), (16, 2))
boxes = np.concatenate([near, np.hstack([corner, corner + (40, 55)])])
scores = (0.9 * iou(boxes, true).max(axis=1) + 0.1 + rng.normal(0, 0.07, len(boxes))).clip(0, 1).round(3)
figure = widgets.suppression(scene.images[0], boxes, scores)
"""


def sliders(figure):
    return [figure.get_by_label(label, exact=True) for label in ("score above", "IoU threshold")]


@pytest.fixture(scope="module")
def found():
    names = {}
    exec(FIGURE, names)
    return names["boxes"], names["scores"]


def assert_as_facelab(figure, found):
    boxes, scores = found
    least, threshold = (float(slider.input_value()) for slider in sliders(figure))
    good = np.flatnonzero(scores > least)
    kept = good[nms(boxes[good], scores[good], threshold)]
    assert read_number(figure, "boxes") == len(boxes)
    assert read_number(figure, "kept") == len(kept)
    assert read_number(figure, "below the score") == len(boxes) - len(good)
    assert read_number(figure, "suppressed") == len(good) - len(kept)
    assert figure.get_by_label("kept box", exact=True).get_attribute("max") == str(len(kept))


@pytest.mark.parametrize("least", ["0", "0.3", "0.62", "0.9"])
def test_what_is_kept_is_what_facelab_keeps(figure, found, least, time_step):
    score, threshold = sliders(figure)
    score.fill(least)
    for value in ("0", "0.2", "0.45", "0.5", "0.8", "1"):
        threshold.fill(value)
        assert_as_facelab(figure, found)
    time_step(score)


def test_keyboard_and_mouse_move_the_thresholds(figure, found):
    score, threshold = sliders(figure)
    score.press("End")
    assert (read_number(figure, "kept"), read_number(figure, "suppressed")) == (0, 0)
    score.press("Home")
    assert read_number(figure, "below the score") == 0
    click_at(threshold, 0.3)
    assert 0.2 < float(threshold.input_value()) < 0.4
    assert_as_facelab(figure, found)


def test_a_box_that_is_chosen_shows_which_ones_it_suppresses(figure, found):
    score, threshold = sliders(figure)
    score.fill("0.4")
    threshold.fill("0.3")
    boxes, scores = found
    good = np.flatnonzero(scores > 0.4)
    kept = good[nms(boxes[good], scores[good], 0.3)]
    chooser = figure.get_by_label("kept box", exact=True)
    chooser.fill("0")
    assert figure.locator("svg.chart .box-suppressed").count() == read_number(figure, "suppressed")
    chooser.press("ArrowRight")
    near = [i for i in good if i != kept[0] and iou(boxes[[kept[0]]], boxes[[i]]) >= 0.3]
    assert figure.locator("svg.chart .box-suppressed").count() == len(near) > 3
    said = figure.locator("p[role=status]").inner_text()
    assert f"score of {scores[kept[0]]:.3f}; it suppresses {len(near)} others" in said
    left, top, right, bottom = boxes[kept[1]]
    picture = figure.get_by_label("The photograph with the boxes")
    click_at(picture, (left + right) / 2 / 320, (top + bottom) / 2 / 240)
    assert chooser.input_value() == "2"
    chooser.fill("0")
