import numpy as np

from facelab.detection.matching import match_boxes

TRUE = [[0, 0, 10, 10], [20, 0, 30, 10]]


def test_each_true_box_is_matched_once_by_the_highest_score():
    found = [[1, 0, 11, 10], [0, 0, 10, 10], [21, 0, 31, 10], [50, 0, 60, 10]]
    assert match_boxes(found, [0.9, 0.8, 0.1, 0.7], TRUE).tolist() == [0, -1, 1, -1]


def test_the_iou_threshold_decides():
    found = [[0, 0, 10, 5]]
    assert match_boxes(found, [1], TRUE, 0.5).tolist() == [0]
    assert match_boxes(found, [1], TRUE, 0.51).tolist() == [-1]


def test_no_boxes():
    assert match_boxes([], [], TRUE).shape == (0,)
    assert match_boxes(TRUE, [1, 1], []).tolist() == [-1, -1]
    assert np.issubdtype(match_boxes([], [], []).dtype, np.integer)
