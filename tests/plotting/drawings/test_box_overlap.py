import pytest

from facelab.plotting.drawings import box_overlap


def test_both_areas_are_counted():
    written = [text.get_text() for text in box_overlap([10, 10, 50, 60], [30, 20, 70, 70]).texts]
    assert "intersection: 800 pixels" in written and "union: 3,200 pixels" in written


def test_boxes_have_their_proportions():
    first = box_overlap([0, 0, 80, 40], [10, 10, 50, 60]).patches[0]
    assert first.get_width() == pytest.approx(2 * first.get_height())
