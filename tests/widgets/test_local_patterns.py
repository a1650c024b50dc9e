import base64

import matplotlib.pyplot as plt
import numpy as np
import pytest

from facelab.widgets.local_patterns import _neighborhood, local_patterns


def test_the_image_is_sent_as_it_is_and_the_middle_chosen(orl):
    data = local_patterns(orl.images[10]).data
    face = data["face"]
    np.testing.assert_array_equal(
        np.frombuffer(base64.b64decode(face["base64"]), face["dtype"]).reshape(face["shape"]), orl.images[10]
    )
    assert data["pixel"] == [56, 46]
    assert local_patterns(orl.images[10], pixel=(0, 91)).data["pixel"] == [0, 91]


@pytest.mark.parametrize(
    ("image", "pixel", "message"),
    [
        (np.zeros((112, 92), np.float32), None, "expected a gray uint8 image"),
        (np.zeros((112, 92, 3), np.uint8), None, "expected a gray uint8 image"),
        (np.zeros((250, 250), np.uint8), None, "8 to 160 pixels a side"),
        (np.zeros((112, 92), np.uint8), (112, 0), "outside an image of 112 × 92 pixels"),
        (np.zeros((112, 92), np.uint8), (5, -1), "outside an image of 112 × 92 pixels"),
    ],
)
def test_what_it_cannot_show_is_refused(image, pixel, message):
    with pytest.raises(ValueError, match=message):
        local_patterns(image, pixel)


@pytest.mark.parametrize("pixel", [None, (0, 0), (111, 91)])
def test_a_picture_stands_in_where_no_javascript_runs(orl, pixel):
    assert local_patterns(orl.images[10], pixel).static_png().startswith(b"\x89PNG")


@pytest.mark.parametrize("pixel", [(48, 60), (0, 0), (111, 91), (30, 50)])
def test_the_bits_beside_the_values_make_the_pattern_of_the_title(orl, pixel):
    _, ax = plt.subplots()
    _neighborhood(orl.images[10], *pixel, ax)
    values, bits = zip(*(text.get_text().split(": ") for text in ax.texts[:8]), strict=True)
    code = sum(int(bit) << position for position, bit in enumerate(bits))
    assert ax.get_title() == f"row {pixel[0]}, column {pixel[1]}: pattern {code}"
    clear = [(float(value), bit) for value, bit in zip(values, bits, strict=True)]
    assert all((value >= int(orl.images[10][pixel])) == (bit == "1") for value, bit in clear)


def test_values_on_the_diagonals_are_interpolated():
    image = np.zeros((9, 9), np.uint8)
    image[3, 5] = 100  # above and to the right of the middle
    _, ax = plt.subplots()
    _neighborhood(image, 4, 4, ax)
    assert ax.texts[1].get_text() == f"{100 * 0.5:.4g}: 1"  # (√½)² of it
