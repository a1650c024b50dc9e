import numpy as np
import pytest

from tests.browser.reading import drag, place_in, read, read_number

TITLE = "A gray square over a face"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl


def embed(images):
    small = images.reshape(len(images), 28, 4, 23, 4).mean(axis=(2, 4)) / 255
    return small.reshape(len(images), -1)


face = load_orl().images[90]
figure = widgets.occlusion(embed, face, size=24, step=8, threshold=1.6)
"""


def expected(row, column):
    names = {}
    exec(FIGURE, names)
    covered = names["face"].copy()
    covered[8 * row : 8 * row + 24, 8 * column : 8 * column + 24] = 128
    return np.linalg.norm(names["embed"](covered[None]) - names["embed"](names["face"][None]))


def to_the_corner(square):
    square.focus()
    for _ in range(3):
        square.press("Shift+ArrowLeft")
        square.press("Shift+ArrowUp")


def test_the_arrow_keys_move_the_square_and_the_distance_is_that_of_the_covered_face(figure, time_step):
    square = figure.get_by_label("gray square", exact=True)
    to_the_corner(square)
    assert read_number(figure, "moves by") == pytest.approx(expected(0, 0), abs=6e-4)
    for key in ("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown", "ArrowDown"):
        square.press(key)
    assert read_number(figure, "moves by") == pytest.approx(expected(2, 3), abs=6e-4)
    assert "row 3 of 12, column 4 of 9" in square.get_attribute("aria-valuetext")
    time_step(square)


def test_the_mouse_moves_the_square_to_the_nearest_place(figure):
    square = figure.get_by_label("gray square", exact=True)
    to_the_corner(square)
    face = figure.get_by_label("Face", exact=True)
    drag(square, to=place_in(face, 53 / 92, 43 / 112))  # its middle: row 31, column 41
    assert read_number(figure, "moves by") == pytest.approx(expected(4, 5), abs=6e-4)


def test_the_heat_map_is_shown_on_demand_and_the_threshold_decides(figure):
    tiles = figure.locator(".occlusion-heat")
    assert not tiles.is_visible()
    figure.get_by_label("heat map over the face", exact=True).check()
    assert tiles.is_visible() and tiles.locator("rect").count() == 12 * 9
    figure.get_by_label("heat map over the face", exact=True).uncheck()
    distances = [expected(row, column) for row in range(12) for column in range(9)]
    assert read(figure, "places beyond the threshold") == f"{sum(d > 1.6 for d in distances)} of 108"
    said = figure.get_by_role("status").inner_text()
    assert ("still the same person" in said) == (read_number(figure, "moves by") <= 1.6)
