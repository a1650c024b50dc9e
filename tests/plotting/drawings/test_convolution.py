import numpy as np
from matplotlib.patches import Rectangle

from facelab.plotting.drawings import convolution, pooling

EDGE = np.array([[1, 1, 1], [0, 0, 0], [-1, -1, -1]])


def test_the_map_is_that_of_the_filter_and_its_second_sum_is_left_to_the_reader():
    pixels = np.arange(20).reshape(4, 5) ** 2
    ax = convolution(pixels, EDGE)
    written = [text.get_text() for text in ax.texts]
    sums = [f"{pixels[r, c : c + 3].sum() - pixels[r + 2, c : c + 3].sum():g}" for r in (0, 1) for c in (0, 1, 2)]
    sums = [total.replace("-", "−") for total in sums]
    sums[1] = "?"
    at = written.index("filter") + 1
    assert written[at : at + 6] == sums
    assert written[-1] == "0 + 1 + 4 − 100 − 121 − 144 = −360"


def test_two_windows_are_framed_in_the_picture_and_in_the_map():
    ax = convolution(np.zeros((5, 5)), EDGE)
    frames = [patch for patch in ax.patches if isinstance(patch, Rectangle) and not patch.get_fill()]
    assert len(frames) == 4
    assert round(frames[0].get_width() / frames[1].get_width()) == 3


def test_pooling_keeps_the_largest_of_each_square():
    ax = pooling(np.array([[1, 3, 0, 2], [4, 0, 1, 1], [0, 2, 7, 5], [6, 1, 3, 0]]))
    written = [text.get_text() for text in ax.texts]
    assert written[16:20] == ["4", "2", "6", "7"] and written[-1] == "largest"
    frames = [patch for patch in ax.patches if isinstance(patch, Rectangle) and not patch.get_fill()]
    assert len(frames) == 4


def test_of_equal_numbers_one_is_marked():
    ax = pooling(np.zeros((2, 2)))
    cells = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_fill()][:4]
    assert len({cell.get_facecolor() for cell in cells}) == 2
