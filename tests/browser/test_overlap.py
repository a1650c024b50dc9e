import re

import pytest

from facelab.detection import iou
from tests.browser.reading import drag, read_number

TITLE = "Two boxes over a face, and their overlap"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl

figure = widgets.overlap(load_orl().images[0], [[10, 10, 50, 60], [30, 20, 70, 70]])
"""


def boxes(figure):
    texts = [figure.get_by_label(f"move the {n} box").get_attribute("aria-valuetext") for n in ("first", "second")]
    return [[int(number) for number in re.findall(r"\d+", text)] for text in texts]


def assert_as_facelab(figure):
    first, second = boxes(figure)
    assert read_number(figure, "IoU") == pytest.approx(iou([first], [second])[0, 0], abs=5e-4)
    common = max(0, min(first[2], second[2]) - max(first[0], second[0])) * max(
        0, min(first[3], second[3]) - max(first[1], second[1])
    )
    areas = [(right - left) * (bottom - top) for left, top, right, bottom in (first, second)]
    assert (read_number(figure, "intersection"), read_number(figure, "union")) == (common, sum(areas) - common)


def test_the_arrow_keys_move_and_resize_a_box(figure, time_step):
    figure.get_by_role("button", name="as at the start").click()
    assert boxes(figure) == [[10, 10, 50, 60], [30, 20, 70, 70]]
    assert_as_facelab(figure)
    middle = figure.get_by_label("move the second box", exact=True)
    middle.press("ArrowLeft")
    middle.press("Shift+ArrowUp")
    assert boxes(figure)[1] == [29, 15, 69, 65]
    figure.get_by_label("resize the first box", exact=True).press("ArrowDown")
    assert boxes(figure)[0] == [10, 11, 50, 60]
    assert_as_facelab(figure)
    time_step(middle)


def test_the_mouse_drags_a_box_and_boxes_apart_have_no_overlap(figure):
    figure.get_by_role("button", name="as at the start").click()
    drag(figure.get_by_label("resize the second box", exact=True), by=(500, 900))
    assert boxes(figure)[1] == [30, 20, 92, 112]
    assert_as_facelab(figure)
    corner = figure.get_by_label("resize the first box", exact=True)
    for key in ("Shift+ArrowRight", "Shift+ArrowDown") * 12:
        corner.press(key)
    assert boxes(figure)[0] == [46, 56, 50, 60]
    assert_as_facelab(figure)


def test_equal_boxes_have_an_iou_of_1_and_the_least_one_decides(figure):
    figure.get_by_role("button", name="second box onto the first").click()
    assert read_number(figure, "IoU") == 1
    figure.get_by_role("button", name="as at the start").click()
    least = figure.get_by_label("IoU that is enough", exact=True)
    least.fill("0.25")
    assert "the two boxes count as one face" in figure.locator("p[role=status]").inner_text()
    least.fill("0.3")
    assert "do not count as one face" in figure.locator("p[role=status]").inner_text()
