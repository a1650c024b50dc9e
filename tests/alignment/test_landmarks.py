import dlib
import numpy as np
import pytest

from facelab.alignment import landmarks
from facelab.detection import detect
from facelab.dlib_models import dlib_model


@pytest.mark.parametrize("points", [5, 68])
def test_equals_dlib(orl, points):
    predictor = dlib.shape_predictor(str(dlib_model(f"{points} points")))
    for image in orl.images[::80]:
        rgb = np.repeat(image[..., None], 3, axis=2)
        parts = predictor(rgb, dlib.rectangle(10, 30, 79, 99)).parts()
        expected = np.array([[part.x, part.y] for part in parts])
        np.testing.assert_array_equal(landmarks(image, (10, 30, 80, 100), points), expected)


def test_the_order_of_the_five_points(orl):
    image = orl.images[0]
    outer_right, inner_right, outer_left, inner_left, nose = landmarks(image, detect(image)[0].box)
    assert outer_left[0] < inner_left[0] < nose[0] < inner_right[0] < outer_right[0]
    assert nose[1] > max(inner_left[1], inner_right[1])


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"points": 7}, "expected 5 or 68"),
        ({"box": (5, 5, 5, 9)}, "left < right"),
        ({"box": (0, 0, np.nan, 9)}, "NaN"),
        ({"image": np.zeros((9, 9))}, "uint8"),
    ],
)
def test_bad_input(arguments, sentence):
    with pytest.raises((TypeError, ValueError), match=sentence):
        landmarks(**{"image": np.zeros((9, 9), np.uint8), "box": (0, 0, 9, 9)} | arguments)
