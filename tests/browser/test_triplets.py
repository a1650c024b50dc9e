import numpy as np
import pytest

from facelab.mining import triplet_kind
from tests.browser.reading import drag, read, read_number

TITLE = "An anchor, a positive and a negative on the unit circle"
FIGURE = """
from facelab import widgets

figure = widgets.triplets()
"""
NAMES = "anchor", "positive", "negative"
ANGLES = 90, 40, 145  # degrees, the default


def numbers(figure, *names):
    return [read_number(figure, name) for name in names]


def on_circle(radians):
    return np.stack([np.cos(radians), np.sin(radians)], axis=-1)


def loss_of(radians, margin):
    """Compute facelab's triplet loss of three points, given by their angles."""
    from facelab.losses import OfflineTripletLoss

    return float(OfflineTripletLoss(margin)(np.zeros(3), on_circle(radians).astype("float32")))


def forces_of(radians, margin):
    """Measure how fast the loss changes when one point goes along the circle, by small steps."""
    steps = 0.01 * np.eye(3)
    return [abs(loss_of(radians + step, margin) - loss_of(radians - step, margin)) / 0.02 for step in steps]


def move(figure, name, key, times):
    point = figure.get_by_label(name, exact=True)
    point.focus()
    for _ in range(times):
        point.press(key)
    x, y = (float(number) for number in point.get_attribute("aria-valuetext").split(","))
    return np.arctan2(y, x)


@pytest.mark.parametrize(
    ("key", "times", "kind"), [("ArrowDown", 0, "semi-hard"), ("ArrowUp", 4, "hard"), ("ArrowDown", 9, "easy")]
)
def test_loss_kind_and_gradient_are_those_of_facelab(figure, time_step, key, times, kind):
    radians = np.radians(ANGLES)
    if times:
        radians[2] = move(figure, "negative", key, times)
    d_ap, d_an, loss = numbers(figure, "d(A, P)", "d(A, N)", "loss")
    anchor, positive, negative = on_circle(radians)
    assert d_ap == pytest.approx(np.sum((anchor - positive) ** 2), abs=6e-4)
    assert d_an == pytest.approx(np.sum((anchor - negative) ** 2), abs=0.02)  # the handle says two decimals
    assert read(figure, "triplet") == triplet_kind(d_ap, d_an, margin=0.3) == kind
    assert loss == pytest.approx(loss_of(radians, 0.3), abs=0.02)
    forces = forces_of(radians, 0.3)
    assert numbers(figure, "force on A", "force on P", "force on N") == pytest.approx(forces, abs=0.02)
    assert (max(forces) == 0) == (kind == "easy")
    time_step(figure.get_by_label("negative", exact=True))


def test_a_larger_margin_makes_an_easy_triplet_semi_hard(figure):
    margin = figure.get_by_label("margin", exact=True)
    margin.focus()
    margin.press("Home")
    assert (read(figure, "triplet"), read(figure, "loss")) == ("easy", "0.000")
    assert "teaches nothing" in figure.locator("p[role=status]").inner_text()
    margin.press("End")
    d_ap, d_an, loss = numbers(figure, "d(A, P)", "d(A, N)", "loss")
    assert loss == pytest.approx(d_ap - d_an + 1, abs=2e-3) and read(figure, "triplet") == "semi-hard"


def test_the_mouse_moves_a_point_along_the_circle(figure):
    drag(figure.get_by_label("negative", exact=True), by=(60, -40))
    where = figure.get_by_label("negative", exact=True).get_attribute("aria-valuetext").split(",")
    assert np.hypot(*map(float, where)) == pytest.approx(1, abs=0.01)
    assert read(figure, "triplet") == "hard"
