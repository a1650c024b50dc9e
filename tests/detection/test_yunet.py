import cv2
import numpy as np
import pytest

from facelab.alignment import landmarks
from facelab.detection import detect, iou


@pytest.fixture(scope="module")
def photograph(orl):
    """An RGB wall, 320 × 320, with one face in the middle."""
    wall = np.full((320, 320, 3), 120, np.uint8)
    wall[104:216, 114:206] = orl.images[200][..., None]
    return wall


def test_its_landmarks_are_where_dlibs_are(photograph):
    (face,) = detect(photograph, "yunet")
    five = np.array(face.landmarks)
    corners = landmarks(photograph, detect(photograph)[0].box)  # dlib's five: the corners of both eyes, below the nose
    eyes = corners[[2, 3]].mean(axis=0), corners[[0, 1]].mean(axis=0)  # dlib begins with the right of the image
    assert np.linalg.norm(five[:2] - eyes, axis=1).max() < 4
    assert np.linalg.norm(five[2] - corners[4]) < 9 and five[3, 0] < five[4, 0] and (five[3:, 1] > five[2, 1]).all()


@pytest.mark.parametrize("degrees", [-15, 15])
def test_the_landmarks_of_a_tilted_face_are_tilted(photograph, degrees):
    turn = cv2.getRotationMatrix2D((160, 160), degrees, 1)
    turned = cv2.warpAffine(photograph, turn, (320, 320), borderValue=(120, 120, 120))
    (upright,), (face,) = detect(photograph, "yunet"), detect(turned, "yunet")
    expected = np.array(upright.landmarks) @ turn[:, :2].T + turn[:, 2]
    assert np.linalg.norm(np.array(face.landmarks) - expected, axis=1).max() < 8


@pytest.mark.parametrize("times", [2, 4, 8])
def test_it_finds_faces_of_any_size(photograph, times):
    (face,) = detect(photograph, "yunet")
    large = cv2.resize(photograph, None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC)
    (larger,) = detect(large, "yunet")
    assert iou([np.array(larger.box) / times], [face.box])[0, 0] > 0.8
    assert np.linalg.norm(np.array(larger.landmarks) / times - face.landmarks, axis=1).max() < 6


def test_doubling_gives_places_in_the_original(photograph):
    small = cv2.resize(photograph, (80, 80), interpolation=cv2.INTER_AREA)
    (face,) = detect(small, "yunet", upsample=1)
    (whole,) = detect(photograph, "yunet")
    assert np.abs(np.array(face.landmarks) * 4 - whole.landmarks).max() < 8


def test_tiny_images_give_no_boxes_without_area():
    rng = np.random.default_rng(0)
    for height, width in rng.integers(1, 40, (40, 2)):
        image = rng.integers(0, 256, (height, width, 3), np.uint8)
        for face in detect(image, "yunet", score_threshold=0):
            left, top, right, bottom = face.box
            assert right - left >= 1 and bottom - top >= 1
