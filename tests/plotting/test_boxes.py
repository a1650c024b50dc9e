import numpy as np
import pytest

from facelab.plotting import boxes_grid


def corners(collection):
    """The left, top, right, bottom of each rectangle that was drawn."""
    return [path.get_extents().extents.tolist() for path in collection.get_paths()]


def test_boxes_are_drawn_on_their_image():
    images = [np.zeros((40, 30), np.uint8)] * 5
    found, truth = [[[1, 2, 11, 22]]] * 5, [[], [[0, 0, 5, 5], [6, 6, 9, 9]], [], [], []]
    ax = boxes_grid(images, found, truth, columns=3)
    solid, dashed = ax.collections
    assert corners(solid)[0] == [1, 2, 11, 22]
    assert corners(solid)[4] == [1 + 34, 2 + 44, 11 + 34, 22 + 44], "second row, second column; images are 4 apart"
    assert corners(dashed) == [[34, 0, 39, 5], [40, 6, 43, 9]]
    assert dashed.get_linestyle() != solid.get_linestyle()


def test_lists_that_do_not_fit():
    with pytest.raises(ValueError, match="2 images need as many lists of boxes"):
        boxes_grid([np.zeros((9, 9), np.uint8)] * 2, [[]])
