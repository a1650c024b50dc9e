import numpy as np
import pytest

from facelab.alignment.chips import FIVE_POINTS
from facelab.plotting.drawings import similarity_steps

TARGET = 100 * FIVE_POINTS


def moved(degrees, scale, shift):
    angle = np.radians(degrees)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return scale * TARGET @ rotation.T + shift


def dots(ax, filled):
    lines = [line for line in ax.get_lines() if line.get_marker() == "o"]
    return [line.get_xydata() for line in lines if (line.get_markerfacecolor() != "none") == filled]


def test_the_titles_say_what_takes_the_landmarks_onto_their_targets():
    titles = [text.get_text() for text in similarity_steps(moved(-30, 0.5, [10, 5]), TARGET).texts]
    assert titles[1:3] == ["1. rotate\nby 30°", "2. scale\nby 2.00"] and titles[3].startswith("3. shift\nby (")


def test_only_the_last_panel_has_the_landmarks_on_their_targets():
    ax = similarity_steps(moved(-30, 0.5, [10, 5]), TARGET)
    apart = [np.abs(a - b).max() for a, b in zip(dots(ax, True), dots(ax, False), strict=True)]
    assert len(apart) == 4 and min(apart[:3]) > 0.1 and apart[3] < 1e-6


@pytest.mark.parametrize("points", [moved(80, 3, [300, -90]), moved(179, 0.1, [0, 0]), TARGET])
def test_each_panel_stays_on_its_part_of_the_sheet(points):
    ax = similarity_steps(points, TARGET)
    for number, drawn in enumerate(zip(dots(ax, True), dots(ax, False), strict=True)):
        x, y = np.concatenate(drawn).T
        assert x.min() >= number * 2.35 and x.max() <= number * 2.35 + 2.1
        assert y.min() >= 0 and y.max() <= 1.6
