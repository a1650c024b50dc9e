import numpy as np
import pytest

from facelab.augmentation import DEGRADATIONS
from tests.browser.reading import click_at, read, read_number

TITLE = "A photograph that gets worse and worse"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl


def embed(images):
    return images.reshape(len(images), -1) / 255


badge, visit = load_orl().images[[11, 14]]
figure = widgets.worse_and_worse(embed, badge, visit, threshold=27)
"""


def expected(change, amount):
    names = {}
    exec(FIGURE, names)
    badge, visit, embed = (names[name] for name in ("badge", "visit", "embed"))
    worse = DEGRADATIONS[change].change(visit[None], amount, np.random.default_rng(0))
    return np.linalg.norm(embed(worse) - embed(badge[None]))


def test_the_keyboard_makes_it_worse_and_the_distance_is_that_of_the_changed_visit(figure, time_step):
    figure.get_by_label("change", exact=True).select_option("noise")
    strength = figure.get_by_label("strength", exact=True)
    strength.focus()
    strength.press("Home")
    assert read_number(figure, "distance") == pytest.approx(expected("noise", 0), abs=6e-4)
    assert figure.locator("p[role=status]").inner_text().startswith("Unchanged")
    for _ in range(5):
        strength.press("ArrowRight")
    assert strength.get_attribute("aria-valuetext") == "50"
    distance = expected("noise", 50)
    assert read_number(figure, "distance") == pytest.approx(distance, abs=6e-4)
    assert ("accepted" in read(figure, "decision")) == (distance <= 27)
    time_step(strength)


def test_the_mouse_moves_it_to_the_end_and_the_picture_and_the_decision_follow(figure):
    figure.get_by_label("change", exact=True).select_option("noise")
    strength, picture = figure.get_by_label("strength", exact=True), figure.get_by_role("img", name="the visit")
    click_at(strength, 0.01)
    good = picture.get_attribute("src")
    assert "accepted" in read(figure, "decision")
    click_at(strength, 0.99)
    assert "refused" in read(figure, "decision")
    assert picture.get_attribute("src") != good
    assert picture.get_attribute("alt") == "the visit, noise 120"


def test_another_change_has_other_amounts_and_a_curve_of_its_own(figure):
    change, strength = (figure.get_by_label(name, exact=True) for name in ("change", "strength"))
    change.select_option("low resolution")
    strength.fill("8")
    assert strength.get_attribute("aria-valuetext") == "10"
    assert read_number(figure, "distance") == pytest.approx(expected("low resolution", 10), abs=6e-4)
    change.select_option("mask")
    assert read_number(figure, "distance") == pytest.approx(expected("mask", 0.6), abs=6e-4)
    below = figure.get_by_label("Distance over the strengths of mask").locator(".tick.middle")
    assert below.all_text_contents() == ["0", "0.25", "0.35", "0.45", "0.6"]
