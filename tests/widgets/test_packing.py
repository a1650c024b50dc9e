import base64

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra import numpy as arrays

from facelab.widgets.packing import DTYPES, data_urls, pack


@given(arrays.arrays(np.float32, arrays.array_shapes(max_dims=3, max_side=5)))
def test_an_array_keeps_its_numbers_and_its_shape(array):
    packed = pack(array)
    again = np.frombuffer(base64.b64decode(packed["base64"]), "<f4").reshape(packed["shape"])
    np.testing.assert_array_equal(again, array)


def test_only_what_the_browser_unpacks():
    assert [pack(np.zeros(2, name))["dtype"] for name in DTYPES] == list(DTYPES)
    with pytest.raises(TypeError, match="float64"):
        pack(np.zeros(2))


def decode(url):
    return cv2.imdecode(np.frombuffer(base64.b64decode(url.split(",")[1]), np.uint8), cv2.IMREAD_UNCHANGED)


def test_images_are_made_smaller_and_keep_their_colors():
    red = np.full((112, 92, 3), (200, 10, 30), np.uint8)
    small, same = data_urls([red, np.full((20, 10), 7, np.uint8)], height=56)
    assert decode(small).shape == (56, 46, 3) and decode(small)[0, 0].tolist() == [30, 10, 200]  # blue first
    assert decode(same).shape == (20, 10)
