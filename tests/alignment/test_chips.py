import cv2
import dlib
import numpy as np
import pytest

from facelab.alignment import align, landmarks
from facelab.alignment.chips import FIVE_POINTS


def color_image(orl, person, width):
    """A face in color, enlarged or shrunk, and a box around it."""
    image = orl.images[10 * person]
    height = round(width * image.shape[0] / image.shape[1])
    image = cv2.resize(image, (width, height), interpolation=cv2.INTER_CUBIC)
    tinted = np.stack([image, 255 - image, image // 2], axis=-1)
    return tinted, (0.1 * width, 0.25 * height, 0.9 * width, 0.95 * height)


def dlib_chip(image, points, size=150, padding=0.25):
    parts = dlib.points([dlib.point(int(x), int(y)) for x, y in points])
    detection = dlib.full_object_detection(dlib.rectangle(0, 0, 10, 10), parts)
    return dlib.get_face_chip(image, detection, size, padding)


@pytest.mark.parametrize("width", [40, 92, 150, 250, 700, 1500, 3000])
@pytest.mark.parametrize("person", [0, 7, 20])
def test_equals_dlib_pixel_by_pixel_small_and_large(orl, person, width):
    image, box = color_image(orl, person, width)
    points = landmarks(image, box)
    for size, padding in ((150, 0.25), (64, 0.0), (151, 0.5)):
        np.testing.assert_array_equal(align(image, points, size, padding), dlib_chip(image, points, size, padding))


@pytest.mark.parametrize("angle", [-170, -80, -20, 35, 90, 179])
@pytest.mark.parametrize("scale", [20, 90, 400, 1000])
def test_turned_faces_and_faces_at_the_edge(angle, scale):
    rng = np.random.default_rng(abs(angle))
    image = rng.integers(0, 256, (600, 500, 3), dtype=np.uint8)
    turn = np.radians(angle)
    rotation = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    for center in ([250, 300], [0, 0], [500, 600], [900, -400]):
        points = np.rint((FIVE_POINTS - 0.5) * scale @ rotation.T + center + rng.normal(0, scale / 50, (5, 2)))
        np.testing.assert_array_equal(align(image, points), dlib_chip(image, points))


def test_gray_images_give_gray_chips(orl):
    image, box = color_image(orl, 0, 92)
    points = landmarks(image, box)
    assert (align(np.ascontiguousarray(image[..., 0]), points) == align(image, points)[..., 0]).all()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"size": 1}, "size=1"),
        ({"padding": -0.1}, "padding=-0.1"),
        ({"landmarks": np.zeros((68, 2))}, r"\(68, 2\)"),
        ({"landmarks": np.full((5, 2), np.nan)}, "NaN"),
        ({"landmarks": np.ones((5, 2))}, "one place"),
        ({"image": np.zeros((9, 9, 3))}, "uint8"),
    ],
)
def test_bad_input(arguments, sentence):
    good = {"image": np.zeros((9, 9, 3), np.uint8), "landmarks": FIVE_POINTS}
    with pytest.raises((TypeError, ValueError), match=sentence):
        align(**good | arguments)
