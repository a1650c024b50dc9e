import numpy as np
import pytest

from facelab.widgets.tiny_network import cross_entropy, feed_forward, first_units, new_network, train
from tests.browser.reading import drag, read, read_number

TITLE = "Decision regions of a tiny network, for 24 points"
FIGURE = """
from facelab import widgets

figure = widgets.decision_regions()
"""


def trained(points, n_hidden, activation="tanh", start=1, n_steps=500):
    """Loss and number of points on the wrong side, by NumPy."""
    names = {}
    exec(FIGURE, names)
    data = names["figure"].data
    x = (np.asarray(points or data["points"]) - data["mean"]) / data["deviation"]
    labels = np.array(data["labels"])
    network = train(first_units(new_network(6, 2, seed=start - 1), n_hidden), x, labels, activation, n_steps)
    answers = feed_forward(network, x, activation)[1].argmax(axis=1)
    return cross_entropy(network, x, labels, activation), np.count_nonzero(answers != labels)


def assert_agrees(figure, *arguments, **options):
    loss, n_wrong = trained(*arguments, **options)
    assert read_number(figure, "loss") == pytest.approx(loss, abs=6e-5)
    assert read(figure, "on the wrong side") == f"{n_wrong} of 24"
    assert figure.locator(".handle.wrong").count() == n_wrong


def points_of(figure):
    """Where the points are drawn, in the units of the features."""
    return [
        [float(number) for number in point.get_attribute("aria-valuetext").split(", ")]
        for point in figure.locator(".handle").all()
    ]


def test_the_browser_trains_as_numpy_does(figure, time_step):
    units = figure.get_by_label("hidden units", exact=True)
    units.focus()
    units.press("Home")
    assert_agrees(figure, None, 1)
    for n_hidden in (2, 3, 4):
        units.press("ArrowRight")
        assert_agrees(figure, None, n_hidden)
    figure.get_by_label("activation", exact=True).select_option("ReLU")
    assert_agrees(figure, None, 4, "ReLU")
    figure.get_by_label("starting weights", exact=True).fill("3")
    assert_agrees(figure, None, 4, "ReLU", start=3)
    figure.get_by_role("button", name="Train 500 steps more").click()
    assert_agrees(figure, None, 4, "ReLU", start=3, n_steps=1000)
    time_step(units)


def test_a_point_is_dragged_or_moved_by_keys_and_the_regions_follow(figure):
    figure.get_by_label("activation", exact=True).select_option("tanh")
    figure.get_by_label("starting weights", exact=True).fill("1")
    figure.get_by_label("hidden units", exact=True).fill("3")
    figure.get_by_role("button", name="Put the points back").click()
    before = figure.locator(".line").first.get_attribute("d")
    point = figure.get_by_label("A, point 1", exact=True)
    drag(point, by=(70, -20))
    assert figure.locator(".line").first.get_attribute("d") != before
    dragged = points_of(figure)
    point.press("ArrowLeft")
    point.press("Shift+ArrowUp")
    moved = points_of(figure)
    assert moved[0][0] < dragged[0][0] and moved[0][1] > dragged[0][1] and moved[1:] == dragged[1:]
    loss, _ = trained(moved, 3)
    assert read_number(figure, "loss") == pytest.approx(loss, rel=0.05)  # the points are read with two decimals
    figure.get_by_role("button", name="Put the points back").click()
    assert_agrees(figure, None, 3)
