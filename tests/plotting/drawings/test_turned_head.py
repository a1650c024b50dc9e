from itertools import pairwise

import pytest

from facelab.plotting.drawings import turned_head


def counts(ax):
    return [text.get_text() for text in ax.texts if "points" in text.get_text()]


@pytest.mark.parametrize(("degrees", "seen"), [(0, 11), (14, 11), (-35, 9), (35, 9), (90, 5)])
def test_a_turned_head_hides_points_of_one_cheek(degrees, seen):
    assert counts(turned_head(degrees)) == ["11 of 11 points are seen", f"{seen} of 11 points are seen"]


def test_the_far_cheek_crowds_together_in_the_picture():
    lines = [line.get_xdata() for line in turned_head(35).get_lines() if line.get_marker() == "o"]
    second = sorted(x[0] for x in lines[11:])  # where the points of the turned head land
    gaps = [b - a for a, b in pairwise(second)]
    assert gaps[-1] < gaps[0] / 2 and max(second) <= 7.8


def test_bad_input():
    with pytest.raises(ValueError, match="from -90 to 90"):
        turned_head(100)
