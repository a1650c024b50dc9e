import base64
import json

import cv2
import numpy as np
import pytest

from facelab.detection import Grid
from facelab.widgets.grid_target import grid_target

GRID = Grid((128, 128), (8, 8), anchors=((40, 30), (66, 50)))
PAPER, BOX = np.full((128, 128), 200, np.uint8), [26, 32, 76, 101]


def written_above(figure):
    return figure._draw().axes[0].get_title()


def test_the_browser_gets_the_scene_the_grid_and_both_boxes_in_its_pixels(orl):
    scene = np.zeros((128, 128), np.uint8)
    scene[8:120, 18:110] = orl.images[3]
    data = json.loads(json.dumps(grid_target(scene, GRID, np.array(BOX) + 0.3, fixed=[0.25, 0, 40, 50]).data))
    sent = cv2.imdecode(
        np.frombuffer(base64.b64decode(data["image"].partition(",")[2]), np.uint8), cv2.IMREAD_GRAYSCALE
    )
    np.testing.assert_array_equal(sent, scene)
    assert data["grid"] == {"image": [128, 128], "cells": [8, 8], "anchors": [[40, 30], [66, 50]]}
    assert (data["box"], data["fixed"]) == (BOX, [0.25, 0, 40, 50])
    assert grid_target(scene, GRID, BOX).data["fixed"] is None


def test_the_picture_that_stands_in_says_what_the_grid_encodes():
    row, column, anchor = np.argwhere(GRID.encode([BOX])[..., 0])[0]
    b = GRID.encode([BOX])[row, column, anchor, 1:]
    text = f"row {row}, column {column}, anchor {anchor}\ny = [1, {', '.join(f'{value:.2f}' for value in b)}]"
    assert written_above(grid_target(PAPER, GRID, BOX)) == text
    assert "anchor 0\ny = [1, 0.19, 0.16, 1.73, 1.67]" in written_above(grid_target(PAPER, GRID, BOX, fixed=BOX))
    one = Grid((128, 128), (8, 8), anchors=((40, 30),))
    assert written_above(grid_target(PAPER, one, BOX, fixed=BOX)) == f"row {row}, column {column}, no anchor is free"
    assert grid_target(PAPER, one, BOX, fixed=BOX).static_png().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"scene": PAPER[:100]}, r"for an image of \(128, 128\) pixels, the scene has \(100, 128\)"),
        ({"grid": Grid((128, 128), (8, 8), anchors=((40, 30),), n_classes=2)}, "has 2 classes"),
        ({"box": [10, 10, 13, 40]}, "smaller than 4 pixels"),
        ({"box": [100, 10, 130, 40]}, "beyond the scene of 128 × 128"),
        ({"box": [30, 10, 10, 40]}, "left < right"),
        ({"fixed": [120, 10, 140, 40]}, "center of a box is outside"),
    ],
)
def test_what_cannot_be_shown_is_refused(change, message):
    with pytest.raises(ValueError, match=message):
        grid_target(**({"scene": PAPER, "grid": GRID, "box": BOX} | change))


def test_a_color_scene_and_a_grid_of_other_sides_are_shown():
    grid = Grid((90, 160), (3, 5), anchors=((30, 20),))
    figure = grid_target(np.zeros((90, 160, 3), np.uint8), grid, [10, 10, 40, 50])
    assert figure.title == "A box, and its target in a grid of 3 × 5 cells"
    assert written_above(figure).startswith("row 1, column 0, anchor 0")
