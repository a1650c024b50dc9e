import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.detection import sliding_windows, window_boxes


@given(*[st.integers(1, 40)] * 4, st.integers(1, 9))
def test_as_two_loops(height, width, high, wide, stride):
    image = np.random.default_rng(0).integers(0, 256, (height, width), np.uint8)
    found = sliding_windows(image, (high, wide), stride)
    tops, lefts = range(0, height - high + 1, stride), range(0, width - wide + 1, stride)
    expected = [image[top : top + high, left : left + wide] for top in tops for left in lefts]
    assert found.shape[:2] == (len(tops), len(lefts)) or not expected
    assert np.array_equal(found.reshape(-1, high, wide), np.reshape(expected, (-1, high, wide)))


def test_a_box_holds_its_window():
    image = np.random.default_rng(0).integers(0, 256, (50, 60), np.uint8)
    windows = sliding_windows(image, (16, 12), 4)
    boxes = window_boxes(*windows.shape[:2], (16, 12), 4).astype(int)
    for row, column in ((0, 0), (3, 5), (8, 12)):
        left, top, right, bottom = boxes[row, column]
        assert np.array_equal(windows[row, column], image[top:bottom, left:right])


@pytest.mark.parametrize("arguments", [((3, 3, 3), (2, 2), 1), ((9, 9), (2, 2), 0), ((9, 9), (0, 2), 1)])
def test_bad_input(arguments):
    shape, window, stride = arguments
    with pytest.raises(ValueError, match="expected"):
        sliding_windows(np.zeros(shape, np.uint8), window, stride)
