import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelab.detection import iou


def corners(max_boxes=8):
    """Boxes on whole pixels, so that these can be counted."""
    four = arrays(int, st.tuples(st.integers(1, max_boxes), st.just(4)), elements=st.integers(0, 12))
    return four.map(
        lambda a: np.hstack(
            [np.minimum(a[:, :2], a[:, 2:]), np.minimum(a[:, :2], a[:, 2:]) + 1 + np.abs(a[:, 2:] - a[:, :2])]
        )
    )


def pixels(box):
    left, top, right, bottom = box
    return {(x, y) for x in range(left, right) for y in range(top, bottom)}


@given(corners(), corners())
def test_iou_counts_pixels(a, b):
    naive = [[len(pixels(x) & pixels(y)) / len(pixels(x) | pixels(y)) for y in b] for x in a]
    np.testing.assert_allclose(iou(a, b), naive)


@given(corners())
def test_iou_is_symmetric_and_one_with_itself(a):
    matrix = iou(a, a)
    np.testing.assert_array_equal(matrix, matrix.T)
    np.testing.assert_array_equal(matrix.diagonal(), 1)


def test_no_boxes():
    assert iou([], [[0, 0, 1, 1]]).shape == (0, 1) and iou([], []).shape == (0, 0)


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        ([0, 0, 1, 1], r"boxes have the shape \(4,\)"),
        ([[0, 0, 1]], r"boxes have the shape \(1, 3\)"),
        ([[0, 0, 1, 1], [2, 0, 2, 1]], r"box 1 is \[2.0, 0.0, 2.0, 1.0\]: expected left < right"),
        ([[0, 0, 1, np.nan]], "box 0 is"),
    ],
)
def test_invalid_boxes_are_refused(boxes, sentence):
    with pytest.raises(ValueError, match=sentence):
        iou(boxes, [[0, 0, 1, 1]])
