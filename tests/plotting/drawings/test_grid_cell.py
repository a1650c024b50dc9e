import numpy as np
import pytest

from facelab.detection import Grid
from facelab.plotting.drawings import grid_cell


@pytest.mark.parametrize("box", [[22, 32, 49, 68], [90, 4, 120, 44]])
def test_the_cell_and_the_shares_are_those_of_the_target(box):
    target = Grid((128, 128), (8, 8), anchors=((40, 30),)).encode([box])
    row, column, _ = np.argwhere(target[..., 0])[0]
    _, b_x, b_y, *_ = target[row, column, 0]
    written = [text.get_text() for text in grid_cell(np.zeros((128, 128), np.uint8), box, (8, 8)).texts]
    assert f"the cell in row {row}, column {column}" in written
    assert {f"$b_x$ = {b_x:.2f}", f"$b_y$ = {b_y:.2f}"} <= set(written)


@pytest.mark.parametrize(
    ("box", "sizes"), [([22, 32, 49, 68], (36 / 40, 27 / 30)), ([20, 20, 75, 95], (75 / 66, 55 / 50))]
)
def test_height_and_width_are_in_units_of_the_fitting_anchor(box, sizes):
    ax = grid_cell(np.zeros((128, 128), np.uint8), box, (8, 8))
    assert f"$b_h$ = {sizes[0]:.2f}, $b_w$ = {sizes[1]:.2f}" in [text.get_text() for text in ax.texts]
    assert sum(patch.get_linestyle() == "--" for patch in ax.patches) == 2


def test_the_enlarged_piece_is_that_of_the_cell():
    image = np.arange(128 * 128).reshape(128, 128).astype(np.uint8)
    ax = grid_cell(image, [22, 34, 50, 70], (8, 8))
    np.testing.assert_array_equal(ax.images[1].get_array(), image[48:64, 32:48])
