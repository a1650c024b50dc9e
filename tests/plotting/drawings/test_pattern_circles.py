from matplotlib.patches import Circle

from facelab.plotting.drawings import pattern_shares, uniform_patterns
from facelab.plotting.drawings.canvas import sheet
from facelab.plotting.drawings.pattern_circles import pattern_circle


def bits(ax):
    dots = [patch for patch in ax.patches if isinstance(patch, Circle)]
    white = [dot.get_facecolor()[:3] == (1, 1, 1) for dot in dots]
    return [tuple(white[start : start + 8]) for start in range(0, len(white), 8)]


def test_a_white_dot_for_each_one_from_the_right_counterclockwise():
    ax = sheet(1, 1)
    pattern_circle(ax, (0.5, 0.5), 0b11)
    assert bits(ax) == [(True, True) + (False,) * 6]
    right, upper_right = (dot.center for dot in ax.patches[1:3])
    assert right[0] > 0.5 and abs(right[1] - 0.5) < 1e-9 and upper_right[1] > 0.5


def test_all_uniform_patterns_once():
    drawn = bits(uniform_patterns())
    assert len(drawn) == len(set(drawn)) == 58
    assert all(sum(circle[p] != circle[p - 1] for p in range(8)) <= 2 for circle in drawn)


def test_rows_have_names_and_shares():
    ax = pattern_shares({"eye": {1: 0.5}, "cheek": {3: 0.25, 0: 0.1}})
    assert [text.get_text() for text in ax.texts] == ["eye", "50 %", "cheek", "25 %", "10 %"]
    assert [sum(circle) for circle in bits(ax)] == [1, 2, 0]
