import numpy as np
import pytest

from facelab.widgets.labeled_points import check_labeled, plane_data

POINTS, LABELS = np.array([[1.0, 2], [2, 4], [5, 1], [3, 3]]), ["Bo", "Ada", "Cy", "Ada"]


def test_classes_are_numbered_in_the_order_of_the_alphabet():
    points, names, numbers = check_labeled(POINTS, LABELS)
    np.testing.assert_array_equal(points, POINTS)
    assert names == ["Ada", "Bo", "Cy"] and numbers.tolist() == [1, 0, 2, 0]
    assert check_labeled(POINTS, np.array([7, 7, 3, 3]))[1] == ["3", "7"]


def test_the_plane_is_a_fifth_of_the_range_larger_on_each_side():
    data = plane_data(*check_labeled(POINTS, LABELS))
    np.testing.assert_allclose([data["low"], data["high"]], [[0.2, 0.4], [5.8, 4.6]])
    np.testing.assert_allclose([data["mean"], data["deviation"]], [POINTS.mean(axis=0), POINTS.std(axis=0)])


@pytest.mark.parametrize(
    ("points", "labels", "message"),
    [
        (POINTS, None, "both or neither"),
        (POINTS, ["A", "B"], "n labels"),
        (np.zeros((4, 3)), LABELS, r"shape \(n, 2\)"),
        (np.zeros((41, 2)), [0] * 41, "at most 40"),
        ([[0, 1], [0, 2]], [0, 1], "both coordinates"),
        ([[0, 1], [np.inf, 2]], [0, 1], "finite"),
        (POINTS, [1, 1, 1, 1], "different labels are needed, not 1"),
    ],
)
def test_points_that_cannot_be_shown_are_refused(points, labels, message):
    with pytest.raises(ValueError, match=message):
        check_labeled(points, labels)
