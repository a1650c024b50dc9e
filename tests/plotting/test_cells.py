import numpy as np

from facelab.plotting import cells_over_face


def tints(ax):
    return [cell.get_facecolor()[3] for cell in ax.patches]


def test_the_largest_number_has_the_strongest_color(orl):
    ax = cells_over_face(orl.images[0], np.array([[1.0, 3.0], [2.0, 1.5]]))
    assert [text.get_text() for text in ax.texts] == ["1.0", "3.0", "2.0", "1.5"]
    assert np.argsort(tints(ax)).tolist() == [0, 3, 2, 1] and tints(ax)[0] == 0


def test_equal_numbers_have_no_color(orl):
    ax = cells_over_face(orl.images[0], np.ones((2, 2)), digits=2)
    assert tints(ax) == [0, 0, 0, 0]
    assert ax.texts[0].get_text() == "1.00"


def test_the_color_begins_at_a_given_number(orl):
    numbers = np.array([[0.4, 0.5], [0.75, 1.0]])
    nothing, zero, half, full = tints(cells_over_face(orl.images[0], numbers, no_color=0.5))
    assert nothing == zero == 0 < full and np.isclose(half, full / 2)


def test_several_values_have_a_mean_and_a_range(orl):
    ax = cells_over_face(orl.images[0], np.array([[[1.0, 5.0]], [[2.0, 6.0]]]))
    assert [text.get_text() for text in ax.texts] == ["1.5", "1.0–2.0", "5.5", "5.0–6.0"]
