import numpy as np

from facelab.plotting import cells_over_face


def test_the_largest_number_has_the_strongest_color(orl):
    ax = cells_over_face(orl.images[0], np.array([[1.0, 3.0], [2.0, 1.5]]))
    assert [text.get_text() for text in ax.texts] == ["1.0", "3.0", "2.0", "1.5"]
    blue = [text.get_bbox_patch().get_facecolor()[2] for text in ax.texts]  # white has most of it
    assert np.argsort(blue).tolist() == [1, 2, 3, 0] and blue[0] == 1


def test_equal_numbers_have_no_color(orl):
    ax = cells_over_face(orl.images[0], np.ones((2, 2)), digits=2)
    assert {text.get_bbox_patch().get_facecolor() for text in ax.texts} == {(1, 1, 1, 1)}
    assert ax.texts[0].get_text() == "1.00"


def test_several_values_have_a_mean_and_a_range(orl):
    ax = cells_over_face(orl.images[0], np.array([[[1.0, 5.0]], [[2.0, 6.0]]]))
    assert [text.get_text() for text in ax.texts] == ["1.5", "1.0–2.0", "5.5", "5.0–6.0"]
