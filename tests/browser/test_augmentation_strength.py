import numpy as np
import pytest

from facelab.augmentation import OPERATIONS
from tests.browser.reading import click_at, read, read_number

TITLE = "Augmentation, stronger and stronger"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl


def embed(images):
    return images.reshape(len(images), -1) / 255


photograph = load_orl().images[11]
figure = widgets.augmentation_strength(embed, photograph, threshold=15)
"""


def expected(operation, amount):
    names = {}
    exec(FIGURE, names)
    photograph, embed = names["photograph"][None], names["embed"]
    return np.linalg.norm(embed(OPERATIONS[operation].change(photograph, amount)) - embed(photograph))


def test_the_keyboard_goes_to_both_sides_of_none(figure, time_step):
    figure.get_by_label("change", exact=True).select_option("rotate")
    strength = figure.get_by_label("strength", exact=True)
    assert strength.get_attribute("aria-valuetext") == "none" and read_number(figure, "distance") == 0
    strength.press("ArrowLeft")
    assert strength.get_attribute("aria-valuetext") == "-7.5"
    assert read_number(figure, "distance") == pytest.approx(expected("rotate", -7.5), abs=6e-4)
    strength.press("End")
    assert read_number(figure, "distance") == pytest.approx(expected("rotate", 30), abs=6e-4)
    steps = np.array([7.5, 15, 22.5, 30])
    first = [next(side * a for a in steps if expected("rotate", side * a) > 15) for side in (-1, 1)]
    assert read(figure, "first refused at") == f"{first[0]:g} and {first[1]:g}"
    time_step(strength)


def test_the_mouse_moves_it_and_another_operation_has_other_amounts(figure):
    strength, copy = figure.get_by_label("strength", exact=True), figure.get_by_role("img", name="the augmented copy")
    click_at(strength, 0.99)
    assert copy.get_attribute("alt") == "the augmented copy, shift 16"
    figure.get_by_label("change", exact=True).select_option("blur")
    assert copy.get_attribute("alt") == "the augmented copy, blur 4"
    assert read_number(figure, "distance") == pytest.approx(expected("blur", 4), abs=6e-4)
