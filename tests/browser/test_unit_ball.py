import numpy as np
import pytest

from facelab.distances import pair_distances
from tests.browser.reading import drag, read

TITLE = "The unit ball of the Minkowski distance, and the nearest of 4 people"
FIGURE = """
from facelab import widgets

figure = widgets.unit_ball()
"""
NAMES = ["Ann", "Ben", "Cleo", "Dan"]


def point(figure, name):
    return [
        float(number) for number in figure.get_by_label(name, exact=True).get_attribute("aria-valuetext").split(",")
    ]


def distances(figure, column):
    return [float(read(figure, f"{name}, {column}").split()[0]) for name in NAMES]


@pytest.mark.parametrize("position", [0, 16, 32, 42, 47])
def test_distances_are_those_of_facelab(figure, time_step, position):
    slider = figure.get_by_label("p", exact=True)
    slider.fill(str(position))
    points = np.array([point(figure, name) for name in NAMES])
    expected = pair_distances(points, np.zeros((4, 2)), "minkowski", p=48 / (48 - position))
    np.testing.assert_allclose(distances(figure, "p"), expected, atol=6e-4)
    np.testing.assert_allclose(distances(figure, "2"), pair_distances(points, np.zeros((4, 2))), atol=6e-4)
    assert read(figure, "nearest for this p") == NAMES[np.argmin(expected)]
    time_step(slider)


def test_the_keyboard_goes_from_one_to_infinity_and_moves_a_person(figure):
    slider = figure.get_by_label("p", exact=True)
    slider.focus()
    slider.press("Home")
    assert (read(figure, "nearest for this p"), read(figure, "nearest for p = 2")) == ("Ann", "Cleo")
    slider.press("End")
    assert slider.get_attribute("aria-valuetext") == "∞"
    assert distances(figure, "p") == [1.05, 0.75, 0.9, 1.2]  # the largest difference
    assert "The metric decides" in figure.locator("p[role=status]").inner_text()
    ben = figure.get_by_label("Ben", exact=True)
    ben.focus()
    for _ in range(2):
        ben.press("Shift+ArrowRight")
    assert point(figure, "Ben") == [1.25, 0.75]
    assert read(figure, "nearest for this p") == "Cleo"
    assert "does not matter" in figure.locator("p[role=status]").inner_text()


def test_the_mouse_moves_a_person(figure):
    drag(figure.get_by_label("Dan", exact=True), by=(40, 80))
    dan = point(figure, "Dan")
    assert dan[0] > -0.4 and dan[1] < 1
    assert distances(figure, "2")[3] == pytest.approx(np.hypot(*dan), abs=0.008)
