import numpy as np
import pytest
from scipy.signal import correlate2d

from tests.browser.reading import click_at, pixels, read_number

TITLE = "A filter of 3 × 3 weights over a face of 112 × 92 pixels"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl

face = load_orl().images[130]
figure = widgets.convolution(face)
"""


def place(figure):
    return int(read_number(figure, "row (from 0)")), int(read_number(figure, "column (from 0)"))


def expected(weights):
    names = {}
    exec(FIGURE, names)
    return correlate2d(names["face"].astype(float), np.array(weights, float), mode="valid")


def start(figure, name):
    figure.get_by_label("ReLU", exact=True).uncheck()
    figure.get_by_label("filter", exact=True).select_option(name)


def test_the_map_is_scipys_correlation_for_edited_weights_and_with_relu(figure):
    start(figure, "bright above dark")
    figure.get_by_label("row 1, column 2", exact=True).fill("2.5")
    assert figure.get_by_label("filter", exact=True).input_value() == "your own"
    values = expected([[1, 2.5, 1], [0, 0, 0], [-1, -1, -1]])
    assert (
        read_number(figure, "smallest in the map") == values.min()
        and read_number(figure, "largest in the map") == values.max()
    )
    assert read_number(figure, "sum of the products") == values[place(figure)]
    np.testing.assert_allclose(
        pixels(figure, "the feature map"), 127.5 + 127.5 * values / np.abs(values).max(), atol=0.5001
    )
    figure.get_by_label("ReLU", exact=True).check()
    assert figure.get_by_label("shade of 0", exact=True).input_value() == "black"
    np.testing.assert_allclose(pixels(figure, "the feature map"), values.clip(0, 255), atol=0.5001)


def test_keys_and_mouse_move_the_window(figure, time_step):
    start(figure, "bright left of dark")
    values = expected([[1, 0, -1]] * 3)
    row, column = place(figure)
    window = figure.get_by_label("window", exact=True)
    window.press("ArrowUp")
    window.press("Shift+ArrowRight")
    assert place(figure) == (row - 1, column + 5)
    assert window.get_attribute("aria-valuetext") == f"row {row - 1}, column {column + 5}"
    assert read_number(figure, "sum of the products") == values[row - 1, column + 5]
    click_at(figure.get_by_role("img", name="the feature map", exact=True), 30.5 / 90, 40.5 / 110)
    assert place(figure) == (40, 30)
    assert read_number(figure, "sum of the products") == values[40, 30]
    time_step(window)


def test_the_products_at_a_place_are_written_out(figure):
    start(figure, "mean")
    products = [
        float(cell.inner_text()) for cell in figure.get_by_role("table", name="= products").get_by_role("cell").all()
    ]
    assert len(products) == 9 and min(products) > 0
    assert read_number(figure, "sum of the products") == pytest.approx(
        sum(products), abs=0.05
    )  # each is shown with two decimals
    assert read_number(figure, "in the map") == pytest.approx(expected(np.full((3, 3), 1 / 9))[place(figure)], abs=6e-4)
    start(figure, "copy")
    np.testing.assert_array_equal(pixels(figure, "the feature map"), expected([[0, 0, 0], [0, 1, 0], [0, 0, 0]]))
