from concurrent.futures import ThreadPoolExecutor

import cv2
import numpy as np
import pytest

from facelab.detection import detect


@pytest.fixture(scope="module")
def scene(orl):
    """A grey wall with two faces; and where they hang."""
    wall = np.full((300, 400, 3), 120, np.uint8)
    places = [(30, 40), (150, 220)]
    for (top, left), image in zip(places, orl.images[[0, 100]], strict=True):
        wall[top : top + 112, left : left + 92] = image[..., None]
    return wall, places


@pytest.mark.parametrize("method", ["hog", "cnn"])
def test_both_faces_are_found_where_they_are(scene, method):
    wall, places = scene
    found = detect(wall, method, upsample=1)
    assert len(found) == 2 and found[0].score >= found[1].score
    middles = sorted(((top + bottom) / 2, (left + right) / 2) for (left, top, right, bottom), _ in found)
    for (row, column), (top, left) in zip(middles, places, strict=True):
        assert abs(row - top - 60) < 25 and abs(column - left - 46) < 15


def test_upsampling_finds_smaller_faces(scene):
    small = cv2.resize(scene[0], None, fx=0.45, fy=0.45, interpolation=cv2.INTER_AREA)
    assert len(detect(small)) < len(detect(small, upsample=2)) == 2


@pytest.mark.parametrize("method", ["hog", "cnn"])
@pytest.mark.parametrize("shape", [(1, 1), (5, 7, 3), (200, 30), (60, 60, 3)])
def test_pictures_without_a_face(method, shape):
    assert detect(np.full(shape, 90, np.uint8), method) == []


def test_threads_find_the_same(scene):
    wall, _ = scene
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(detect, [wall, wall[:, ::-1], wall[:150], wall] * 4))
    assert answers[:4] * 4 == answers and answers[0] == detect(wall)


def test_grey_equals_rgb_of_equal_values(scene):
    assert detect(scene[0][..., 0]) == detect(scene[0])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"method": "magic"}, "take one of hog, cnn"),
        ({"upsample": -1}, "upsample=-1"),
        ({"image": np.zeros(3)}, "uint8"),
    ],
)
def test_bad_input(arguments, sentence):
    with pytest.raises((TypeError, ValueError), match=sentence):
        detect(**{"image": np.zeros((9, 9), np.uint8)} | arguments)
