import numpy as np
from matplotlib.patches import Rectangle

from facelab.plotting import cells_over_face


def test_the_largest_number_has_the_strongest_color(orl):
    ax = cells_over_face(orl.images[0], np.array([[1.0, 3.0], [2.0, 1.5]]))
    assert [text.get_text() for text in ax.texts] == ["1.0", "3.0", "2.0", "1.5"]
    filled = [patch for patch in ax.patches if isinstance(patch, Rectangle) and patch.get_fill()]
    strengths = [patch.get_alpha() for patch in filled]
    assert np.argsort(strengths).tolist() == [0, 3, 2, 1] and strengths[0] == 0


def test_equal_numbers_have_no_color(orl):
    ax = cells_over_face(orl.images[0], np.ones((2, 2)), digits=2)
    assert not any(patch.get_alpha() for patch in ax.patches) and ax.texts[0].get_text() == "1.00"
