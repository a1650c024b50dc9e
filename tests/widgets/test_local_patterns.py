import base64

import numpy as np
import pytest

from facelab.widgets.local_patterns import local_patterns


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
