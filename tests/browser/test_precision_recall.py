import numpy as np
import pytest

from facelab.detection import precision_recall
from tests.browser.reading import read_number

TITLE = "Precision and recall of 64 boxes"
FIGURE = """
import numpy as np
from facelab import widgets
from facelab.datasets import face_scenes, load_orl

# a made-up detector: boxes near the faces, with higher scores, and false alarms
rng = np.random.default_rng(3)
scenes = face_scenes(load_orl().images[:100], 10, rng, max_faces=3)
found = []
for true in scenes.boxes:
    corner = rng.integers(0, 90, (5 if len(true) < 2 else 4, 2))
    boxes = np.concatenate([true + rng.normal(0, 2, true.shape), np.hstack([corner, corner + (28, 36)])])
    found.append((boxes, np.where(np.arange(len(boxes)) < len(true), 0.5, 0.2) + 0.4 * rng.random(len(boxes))))
figure = widgets.precision_recall(scenes.images, found, scenes.boxes, shown=(4, 2))
"""


@pytest.fixture(scope="module")
def detections():
    names = {}
    exec(FIGURE, names)
    return names["found"], names["scenes"].boxes, names["figure"].data


def test_the_numbers_are_facelabs_at_every_threshold(figure, detections, time_step):
    found, truth, data = detections
    curve = precision_recall(found, truth)
    score = figure.get_by_label("score above", exact=True)
    for step in (0, 20, 55, 99):
        score.fill(str(step))
        boxes = np.count_nonzero(curve.scores > data["thresholds"][step])
        assert read_number(figure, "boxes") == boxes
        assert read_number(figure, "right") + read_number(figure, "false alarms") == boxes
        assert read_number(figure, "right") + read_number(figure, "missed") == data["faces"]
        assert read_number(figure, "precision") == pytest.approx(100 * curve.precision[boxes - 1], abs=0.051)
        assert read_number(figure, "recall") == pytest.approx(100 * curve.recall[boxes - 1], abs=0.051)
    time_step(score)


def test_the_boxes_of_a_scene_come_and_go_with_the_threshold(figure, detections):
    data = detections[2]
    score = figure.get_by_label("score above", exact=True)
    for step in (0, 50, 99):
        score.fill(str(step))
        for number, scene in enumerate(data["scenes"], 1):
            counted = np.array(scene["scores"]) > data["thresholds"][step]
            matches, picture = np.array(scene["matches"]), figure.get_by_label(f"Scene {number} with its boxes")
            n_right = np.count_nonzero(counted & (matches >= 0))
            assert picture.locator(".judged-right").count() == n_right
            assert picture.locator(".judged-wrong").count() == np.count_nonzero(counted & (matches < 0))
            assert picture.locator(".judged-missed").count() == len(scene["truth"]) - n_right


def test_the_keyboard_moves_the_threshold(figure):
    score = figure.get_by_label("score above", exact=True)
    score.press("End")
    least = read_number(figure, "boxes")
    score.press("Home")
    assert read_number(figure, "boxes") > least >= 1
