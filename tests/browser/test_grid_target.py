import base64
import re

import numpy as np
import pytest

from facelab.detection import Grid
from facelab.widgets import grid_target
from facelab.widgets.modules import bundle
from facelab.widgets.page import fragment, page_script
from tests.browser.reading import drag, place_in, read, read_number

TITLE = "A box, and its target in a grid of 8 × 8 cells"
FIGURE = """
import numpy as np
from facelab import widgets
from facelab.datasets import face_scenes, load_orl
from facelab.detection import Grid

scene = face_scenes(load_orl().images[:100], 1, np.random.default_rng(3), max_faces=1).images[0]
grid = Grid((128, 128), (8, 8), anchors=((40, 30), (66, 50)))
figure = widgets.grid_target(scene, grid, [26, 32, 76, 101], fixed=[60, 24, 88, 64])
"""
GRID, START, FIXED = Grid((128, 128), (8, 8), anchors=((40, 30), (66, 50))), [26, 32, 76, 101], [60, 24, 88, 64]
ENTRIES = "p_c", "b_x", "b_y", "b_h", "b_w"
ENCODE = """async ([source, grid, cases]) => {
  const { encode } = await import("data:text/javascript;base64," + source);
  return cases.map((boxes) => encode(grid, boxes));
}"""


def move(figure):
    return figure.get_by_label("move the box", exact=True)


def resize(figure):
    return figure.get_by_label("resize the box", exact=True)


def box_of(figure):
    return [int(number) for number in re.findall(r"\d+", move(figure).get_attribute("aria-valuetext"))]


def press(handle, **times):
    """Press arrow keys: Right=12 is as often as that."""
    for key, n in times.items():
        for _ in range(n):
            handle.press(f"Arrow{key}")


def to_the_start(figure):
    figure.get_by_role("button", name="as at the start").click()
    assert box_of(figure) == START


def assert_as_facelab(figure):
    """What stands in the figure is facelab's target: where the box is, and all that its cell answers."""
    box = box_of(figure)
    target = GRID.encode([FIXED, box])
    alone = target - GRID.encode([FIXED])
    column, row = (int((box[i] + box[i + 2]) / 2 // 16) for i in (0, 1))
    chosen = np.flatnonzero(alone[row, column, :, 0])
    assert (read_number(figure, "row"), read_number(figure, "column")) == (row, column)
    assert read(figure, "anchor") == (str(chosen[0]) if len(chosen) else "none")
    for anchor in (0, 1):
        shown = [read_number(figure, f"anchor {anchor}, {entry}") for entry in ENTRIES]
        np.testing.assert_allclose(shown, target[row, column, anchor], atol=0.00501)
        owner = "your box" if anchor in chosen else "the other face" if target[row, column, anchor, 0] else "nothing"
        assert read(figure, f"anchor {anchor}, owner") == owner
    dashed = figure.locator(".target-anchor:not(.legend *)")
    assert [("chosen-anchor" in dashed.nth(i).get_attribute("class")) for i in (0, 1)] == [i in chosen for i in (0, 1)]


def test_the_middle_crosses_a_border_and_the_next_cell_begins_at_0(figure, time_step):
    to_the_start(figure)
    assert_as_facelab(figure)
    press(move(figure), Right=12)
    assert (read(figure, "column"), read(figure, "anchor 1, b_x")) == ("3", "0.94")
    assert_as_facelab(figure)
    press(move(figure), Right=1)
    assert (read(figure, "column"), read(figure, "anchor 1, b_x")) == ("4", "0.00")
    press(move(figure), Up=3)
    assert (read(figure, "row"), read(figure, "anchor 1, b_y")) == ("3", "0.97")
    assert_as_facelab(figure)
    time_step(move(figure))


def test_the_size_leaves_the_middle_until_the_other_anchor_takes_over(figure):
    to_the_start(figure)
    place = [read(figure, f"anchor 1, {entry}") for entry in ENTRIES[:3]]
    for _ in range(8):
        press(resize(figure), Left=1, Up=1)
        assert_as_facelab(figure)
        if read(figure, "anchor") == "0":
            break
        assert [read(figure, f"anchor 1, {entry}") for entry in ENTRIES[:3]] == place
    assert box_of(figure) == [33, 39, 69, 94]
    assert read(figure, "anchor 1, owner") == "nothing"
    assert [read(figure, f"anchor 0, {entry}") for entry in ENTRIES] == [*place, "1.38", "1.20"]


def test_the_mouse_moves_and_resizes_the_box_inside_the_scene(figure):
    to_the_start(figure)
    scene = figure.get_by_label("The scene with its grid and the box", exact=True)
    drag(resize(figure), to=place_in(scene, 61 / 128, 80 / 128))
    assert box_of(figure) == [41, 53, 61, 80]
    assert_as_facelab(figure)
    drag(move(figure), to=place_in(scene, 1, 0.01))
    assert box_of(figure) == [108, 0, 128, 27]
    assert_as_facelab(figure)
    for _ in range(20):
        resize(figure).press("Shift+ArrowRight")
        resize(figure).press("Shift+ArrowDown")
    assert box_of(figure) == [108, 0, 128, 27]  # it ends at the scene's edge, and its middle stays
    for _ in range(8):
        resize(figure).press("Shift+ArrowLeft")
        resize(figure).press("Shift+ArrowUp")
    assert box_of(figure) == [116, 11, 120, 16]
    assert_as_facelab(figure)


def test_a_box_that_wants_the_anchor_of_the_other_face_gets_the_next_free_one(figure):
    to_the_start(figure)
    said = figure.get_by_role("status")
    scene = figure.get_by_label("The scene with its grid and the box", exact=True)
    assert "row 4, column 3, and anchor 1 is most like your box" in said.inner_text()
    drag(move(figure), to=place_in(scene, 74 / 128, 44 / 128))
    assert "want different anchors, and each gets its own" in said.inner_text()
    assert_as_facelab(figure)
    drag(resize(figure), to=place_in(scene, 88 / 128, 64 / 128))
    assert "the same anchor, 0, which the other face has: yours gets the next free one, anchor 1." in said.inner_text()
    assert_as_facelab(figure)


@pytest.mark.parametrize(
    ("anchors", "box", "fixed", "says", "counts"),
    [
        (((40, 30),), START, START, "no anchor is free, and your box is left out.", "the other face"),
        (((40, 30), (30, 40)), [40, 40, 76, 76], None, "anchors 0 and 1 are equally like your box", "your box"),
    ],
)
def test_a_box_that_is_left_out_and_one_that_two_anchors_fit_equally(
    new_page, tmp_path, anchors, box, fixed, says, counts
):
    grid = Grid((128, 128), (8, 8), anchors=anchors)
    figure = grid_target(np.full((128, 128), 200, np.uint8), grid, box, fixed=fixed)
    file, page = tmp_path / "page.html", new_page()
    file.write_text(f"<!doctype html><meta charset='utf-8'>{fragment(figure)}{page_script()}")
    page.goto(file.as_uri())
    assert says in page.get_by_role("status").inner_text()
    assert read(page, "anchor 0, owner") == counts
    assert read(page, "anchor") == ("0" if counts == "your box" else "none")
    assert page.errors == []
    page.context.close()


def random_cases(rng, grid, n=1500):
    """One to four boxes each, on halves of pixels, with many ties, and often in one cell."""
    height, width = grid.image_shape
    cases = []
    for _ in range(n):
        sizes = rng.integers(1, 80, (rng.integers(1, 5), 2)) / 2
        sizes[rng.random(len(sizes)) < 0.3] = 20
        centers = rng.integers(0, (2 * width, 2 * height), sizes.shape) / 2
        centers[rng.random(len(sizes)) < 0.6] = centers[0]
        cases.append(np.hstack([centers - sizes / 2, centers + sizes / 2]))
    return cases


@pytest.mark.parametrize(
    "grid",
    [
        GRID,
        Grid((128, 128), (8, 8), anchors=((40, 30), (30, 40), (40, 30))),  # ties
        Grid((90, 131), (4, 7), anchors=((21.5, 33),)),  # cells that are no whole pixels
    ],
)
def test_in_the_browser_boxes_are_encoded_as_by_facelab(new_page, grid):
    cases = random_cases(np.random.default_rng(0), grid)
    source = base64.b64encode(bundle("grid_encoding.js").encode()).decode()
    sides = {"image": list(grid.image_shape), "cells": list(grid.cells), "anchors": [list(a) for a in grid.anchors]}
    page = new_page()
    written = page.evaluate(ENCODE, [source, sides, [case.tolist() for case in cases]])
    page.context.close()
    for boxes, entries in zip(cases, written, strict=True):
        y = np.zeros(grid.shape)
        for entry in entries:
            if entry["anchor"] >= 0:
                y[entry["row"], entry["column"], entry["anchor"]] = entry["y"]
        np.testing.assert_array_equal(y, grid.encode(boxes))
    assert any(entry["anchor"] < 0 for entries in written for entry in entries)
    assert len(grid.anchors) == 1 or any(e["anchor"] not in (-1, e["wanted"]) for entries in written for e in entries)
