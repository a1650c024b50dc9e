from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from facelab.detection import DETECTORS, detect


@pytest.fixture(scope="module")
def scene(orl):
    """A gray wall with two faces; and where they hang."""
    wall = np.full((300, 400, 3), 120, np.uint8)
    places = [(30, 40), (150, 220)]
    for (top, left), image in zip(places, orl.images[[0, 100]], strict=True):
        wall[top : top + 112, left : left + 92] = image[..., None]
    return wall, places


@pytest.mark.parametrize("method", DETECTORS)
def test_both_faces_are_found_where_they_are(scene, method):
    wall, places = scene
    found = detect(wall, method, upsample=1)
    assert len(found) == 2 and found[0].score >= found[1].score
    middles = sorted(((top + bottom) / 2, (left + right) / 2) for (left, top, right, bottom), *_ in found)
    for (row, column), (top, left) in zip(middles, places, strict=True):
        assert abs(row - top - 60) < 25 and abs(column - left - 46) < 15


def test_upsampling_finds_smaller_faces(scene):
    small = cv2.resize(scene[0], None, fx=0.45, fy=0.45, interpolation=cv2.INTER_AREA)
    assert len(detect(small)) < len(detect(small, upsample=2)) == 2


@pytest.mark.parametrize("method", DETECTORS)
@pytest.mark.parametrize("shape", [(1, 1), (5, 7, 3), (200, 30), (60, 60, 3)])
def test_images_without_a_face(method, shape):
    assert detect(np.full(shape, 90, np.uint8), method) == []


@pytest.mark.parametrize("method", DETECTORS)
def test_threads_find_the_same(scene, method):
    images = [scene[0], scene[0][:, ::-1], scene[0][:170]]
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda image: detect(image, method), images * 2))
    assert answers == [detect(image, method) for image in images] * 2


@pytest.mark.parametrize("method", DETECTORS)
def test_a_smallest_size_leaves_out_what_is_smaller(scene, method):
    wall = scene[0].copy()
    wall[10:100, 290:364] = cv2.resize(wall[30:142, 40:132], (74, 90), interpolation=cv2.INTER_AREA)
    wall[150:262, 220:312] = 120
    larger, smaller = sorted(detect(wall, method, upsample=1), key=lambda each: each.box[0])
    middle = (_side(larger) + _side(smaller)) / 2
    assert detect(wall, method, upsample=1, min_size=middle) == [larger]


def _side(detection):
    left, top, right, bottom = detection.box
    return min(right - left, bottom - top)


@pytest.mark.parametrize("method", DETECTORS)
def test_a_score_threshold_between_two_scores_leaves_out_the_lower(scene, method):
    found = detect(scene[0], method, upsample=1)
    between = (found[0].score + found[1].score) / 2
    assert detect(scene[0], method, upsample=1, score_threshold=between) == found[:1]


def test_gray_equals_rgb_of_equal_values(scene):
    assert detect(scene[0][..., 0]) == detect(scene[0])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"method": "magic"}, "expected one of haar, hog, mtcnn, cnn, yunet"),
        ({"upsample": -1}, "upsample=-1"),
        ({"min_size": -1}, "min_size=-1"),
        ({"min_size": np.inf}, "min_size=inf"),
        ({"score_threshold": np.nan}, "score_threshold is NaN"),
        ({"image": np.zeros(3)}, "uint8"),
    ],
)
def test_bad_input(arguments, sentence):
    with pytest.raises((TypeError, ValueError), match=sentence):
        detect(**{"image": np.zeros((9, 9), np.uint8)} | arguments)
