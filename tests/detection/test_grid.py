import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.detection import Grid

GRID = Grid((60, 90), (4, 6), anchors=((20, 20), (40, 30)), n_classes=3)


@st.composite
def separate_boxes(draw):
    """A box in each of some cells."""
    cells = draw(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 5)), min_size=1, max_size=8))
    boxes = []
    for row, column in sorted(cells):
        x, y = (draw(st.floats(0.01, 0.98)) for _ in range(2))
        half_width, half_height = (draw(st.floats(2, 40)) for _ in range(2))
        x, y = (column + x) * 15, (row + y) * 15
        boxes.append([x - half_width, y - half_height, x + half_width, y + half_height])
    return np.array(boxes)


@given(separate_boxes(), st.integers(0, 2))
def test_what_is_encoded_is_decoded(boxes, shift):
    classes = (np.arange(len(boxes)) + shift) % 3
    found, scores, names = GRID.decode(GRID.encode(boxes, classes))
    np.testing.assert_allclose(found, boxes, atol=1e-9)
    assert (scores == 1).all() and (names == classes).all()


def test_a_box_gets_the_anchor_most_like_it_and_the_next_box_the_other():
    y = GRID.encode([[5, 5, 25, 25], [4, 4, 24, 24]])
    assert y[1, 1, 0, 0] == 1 and y[0, 0, 0, 0] == 1
    both = GRID.encode([[5, 5, 25, 25], [6, 6, 26, 26]])
    assert both[1, 1, :, 0].tolist() == [1, 1] and both[1, 1, 1, 3] == 0.5
    three = GRID.encode([[5, 5, 25, 25], [6, 6, 26, 26], [7, 7, 27, 27]])
    np.testing.assert_array_equal(three, both)


def test_the_score_is_p_c_times_the_class_probability():
    y = np.zeros(GRID.shape)
    y[2, 3, 1] = 0.8, 0.5, 0.5, 1, 1, 0.1, 0.2, 0.7
    boxes, scores, classes = GRID.decode(y)
    np.testing.assert_allclose(boxes, [[3.5 * 15 - 15, 2.5 * 15 - 20, 3.5 * 15 + 15, 2.5 * 15 + 20]])
    assert scores == pytest.approx([0.56]) and classes.tolist() == [2]
    assert len(GRID.decode(y, score_threshold=0.8)[0]) == 0


def test_no_boxes():
    assert not GRID.encode([]).any() and GRID.decode(GRID.encode([]))[0].shape == (0, 4)


def test_bad_input():
    with pytest.raises(ValueError, match="center of a box is outside the image"):
        GRID.encode([[80, 0, 120, 10]])
    with pytest.raises(ValueError, match="that of this grid"):
        GRID.decode(np.zeros((4, 6, 1, 8)))
