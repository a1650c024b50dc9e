import numpy as np
import pytest

from facelab.augmentation import side_light
from facelab.augmentation.photometric import brightness, contrast
from facelab.datasets import load_orl
from facelab.features import lbp_codes
from tests.browser.reading import click_at, pixels, place_in, read

TITLE = "Local binary patterns of 112 × 92 pixels"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl

figure = widgets.local_patterns(load_orl().images[10], pixel=(48, 60))
"""
LIGHTS = [(0, 1, 0), (40, 1, 0), (-70, 1.5, 0), (0, 0.6, 0.6), (15, 1.3, -0.5)]


def set_light(figure, levels, factor, strength):
    for label, value in {"brightness": levels, "contrast": factor, "light from the right": strength}.items():
        figure.get_by_label(label, exact=True).fill(str(value))
    return contrast(brightness(side_light(load_orl().images[10:11], strength), levels), factor)[0]


def patterns(image, radius):
    return lbp_codes(image, points=8, radius=radius, uniform=False)


def test_every_bit_of_every_pixel_is_that_of_lbp_codes(figure, time_step):
    face = load_orl().images[10]
    for radius in (1, 1.5, 2, 2.5, 3):
        figure.get_by_label("radius", exact=True).fill(str(radius))
        for light in LIGHTS:
            lit = set_light(figure, *light)
            np.testing.assert_array_equal(pixels(figure, "the photograph"), lit)
            shown, expected = pixels(figure, "the patterns as gray values"), patterns(lit, radius)
            np.testing.assert_array_equal(shown, expected)
            changed = expected != patterns(face, radius)
            assert read(figure, "patterns changed") == f"{100 * changed.mean():.1f} %"
            bits = np.bitwise_count(expected ^ patterns(face, radius)) / 8
            assert read(figure, "bits changed") == f"{100 * bits.mean():.1f} %"
            np.testing.assert_array_equal(pixels(figure, "changed patterns, white") == 255, changed)
    time_step(figure.get_by_label("contrast", exact=True))


def test_arrow_keys_choose_a_pixel_and_its_neighbors_are_shown(figure):
    figure.get_by_role("button", name="as photographed").click()
    figure.get_by_label("radius", exact=True).fill("1")
    mark = figure.get_by_label("pixel", exact=True)
    mark.focus()
    mark.press("ArrowLeft")
    mark.press("ArrowDown")
    words = mark.get_attribute("aria-valuetext").replace(",", "").split()
    row, column = int(words[1]), int(words[3])
    face = load_orl().images[10].astype(int)
    assert read(figure, "center") == str(face[row, column])
    assert [read(figure, f"neighbor {p}") for p in (0, 2, 4, 6)] == [
        str(face[row, column + 1]),
        str(face[row - 1, column]),
        str(face[row, column - 1]),
        str(face[row + 1, column]),
    ]
    code = int(patterns(load_orl().images[10], 1)[row, column])
    assert read(figure, "pattern") == str(code)
    assert read(figure, "bits, from the right").split() == list(f"{code:08b}"[::-1])


def test_the_mouse_chooses_a_pixel_as_near_the_edge_as_can_be_and_drags_on(figure):
    figure.get_by_role("button", name="as photographed").click()
    photograph = figure.get_by_label("choose a pixel of the photograph")
    click_at(photograph, 0.005, 0.25)
    mark = figure.get_by_label("pixel", exact=True)
    assert mark.get_attribute("aria-valuetext") in {f"row {row}, column 0" for row in (27, 28)}
    assert read(figure, "neighbor 4") == "0"  # outside it is dark
    figure.page.keyboard.press("ArrowLeft")  # the mark has the focus
    assert mark.get_attribute("aria-valuetext").endswith("column 0")
    figure.page.mouse.move(*place_in(photograph, 0.5))
    figure.page.mouse.down()
    figure.page.mouse.move(*place_in(photograph, 30.5 / 92, 20.5 / 112), steps=3)
    figure.page.mouse.up()
    assert mark.get_attribute("aria-valuetext") == "row 20, column 30"


def test_brighter_keeps_every_pattern_until_white_cuts_the_order_off(figure):
    figure.get_by_label("radius", exact=True).fill("1")
    set_light(figure, 20, 1, 0)
    few = float(read(figure, "patterns changed").rstrip(" %"))
    assert read(figure, "gray values changed") == "100.0 %"
    set_light(figure, 100, 1, 0)
    assert few < 1 < 5 < float(read(figure, "patterns changed").rstrip(" %"))
    assert "cut to black or white" in figure.locator("p[role=status]").inner_text()
    lit = brightness(load_orl().images[10:11], 20)[0]
    assert few == pytest.approx(100 * np.mean(patterns(lit, 1) != patterns(load_orl().images[10], 1)), abs=0.051)
