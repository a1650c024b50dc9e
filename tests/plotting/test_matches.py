import numpy as np
import pytest

from facelab.plotting import keypoint_matches


def test_each_line_goes_from_the_left_image_to_the_right_one(orl):
    left, right = np.array([[10.0, 20.0], [30.0, 40.0]]), np.array([[11.0, 21.0], [31.0, 41.0]])
    ax = keypoint_matches(orl.images[0], orl.images[1], left, right)
    assert ax.images[0].get_array().shape == (112, 92 + 12 + 92)
    assert ax.lines[1].get_xdata().tolist() == [30, 31 + 92 + 12] and ax.lines[1].get_ydata().tolist() == [40, 41]


def test_no_match_is_no_line(orl):
    assert not keypoint_matches(*orl.images[:2], np.zeros((0, 2)), np.zeros((0, 2))).lines


def test_unequal_numbers_of_points_are_refused(orl):
    with pytest.raises(ValueError, match="2 points on the left and 1 on the right"):
        keypoint_matches(*orl.images[:2], np.zeros((2, 2)), np.zeros((1, 2)))
