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
