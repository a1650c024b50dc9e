import numpy as np
import pytest

from facelab.widgets.toward_the_mean import part_of_the_way
from tests.browser.reading import read_number

TITLE = "Faces on their way to the mean shape"
FIGURE = """
import numpy as np
from facelab import widgets
from facelab.alignment import landmarks
from facelab.datasets import load_orl


def embed(images):
    return images.reshape(len(images), -1) / 255


images = load_orl().images
front, lifted, other = ((image, landmarks(image, (10, 20, 80, 100), points=68)) for image in images[[2, 6, 12]])
shape = np.clip(1.1 * front[1], 0, 111)
figure = widgets.toward_the_mean(embed, front, {"lifted": lifted, "other": other}, shape, threshold=20)
"""


def expected(name, part):
    names = {}
    exec(FIGURE, names)
    pictures = part_of_the_way(*names[name], names["shape"], part), part_of_the_way(*names["front"], names["shape"], 1)
    return np.linalg.norm(np.subtract(*names["embed"](np.stack(pictures))))


def test_the_keyboard_goes_to_the_mean_and_away_from_it(figure, time_step):
    strength = figure.get_by_label("strength", exact=True)
    assert strength.get_attribute("aria-valuetext") == "none"
    assert read_number(figure, "distance") == pytest.approx(expected("lifted", 0), abs=6e-4)
    strength.press("End")
    assert read_number(figure, "distance") == pytest.approx(expected("lifted", 1), abs=6e-4)
    strength.press("Home")
    assert strength.get_attribute("aria-valuetext") == "-0.5"
    time_step(strength)


def test_another_photograph_is_chosen_and_shown(figure):
    figure.get_by_label("change", exact=True).select_option("other")
    strength, shown = figure.get_by_label("strength", exact=True), figure.get_by_role("img", name="the photograph")
    strength.press("End")
    assert shown.get_attribute("alt") == "the photograph, other 1"
    assert read_number(figure, "distance") == pytest.approx(expected("other", 1), abs=6e-4)
