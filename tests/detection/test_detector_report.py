import numpy as np
import pytest

from facelab.detection import Detection, evaluate_detector

FACES = [np.array([[10.0, 10, 30, 30]]), np.array([[40.0, 40, 60, 60], [0, 0, 20, 20]]), np.empty((0, 4))]
IMAGES = [np.full((80, 80), i, np.uint8) for i in range(3)]


def boxes_at(*moves):
    """A detector that moves the true boxes; None drops one, and "new" adds a false one."""
    left = iter(moves)

    def detector(image):
        found = []
        for box in FACES[image[0, 0]]:
            move = next(left)
            if move is not None:
                found.append(Detection(tuple(box + np.array([*move, *move])), 1.0))
        return [*found, Detection((70.0, 70, 79, 79), 0.5)] if image[0, 0] == 2 else found

    return detector


def test_found_and_missed_faces_and_false_positives():
    warm_up = [(0, 0)]
    report = evaluate_detector(boxes_at(*warm_up, (2, 0), (2, 4), None), IMAGES, FACES)
    assert report.recall == pytest.approx(2 / 3) and report.false_positives == pytest.approx(1 / 3)
    assert report.mean_offset == pytest.approx([0.1, 0.1])  # of a width of 20
    assert report.localization_error == pytest.approx(0.1)
    assert [len(each) for each in report.found] == [1, 1, 1] and report.milliseconds > 0


def test_a_constant_offset_is_not_an_error():
    report = evaluate_detector(boxes_at(*[(3, 5)] * 4), IMAGES, FACES)
    assert report.recall == 1 and report.mean_offset == pytest.approx([0.15, 0.25]) and report.localization_error == 0


def test_images_without_faces():
    report = evaluate_detector(boxes_at(), IMAGES[2:], FACES[2:])
    assert np.isnan(report.recall) and report.false_positives == 1 and np.isnan(report.localization_error)
