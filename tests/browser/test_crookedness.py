import numpy as np
import pytest

from facelab.alignment import similarity
from facelab.widgets.crookedness import TEMPLATE, move_points
from tests.browser.reading import click_at, read_number

TITLE = "A crooked face, and its alignment"
FIGURE = """
from facelab import widgets
from facelab.datasets import load_orl

points = [[69, 51], [54, 52], [20, 52], [34, 53], [45, 78]]
figure = widgets.crookedness(
    load_orl().images[0], points, lambda chips: chips[:, ::8, ::8].reshape(len(chips), -1) / 255, threshold=3
)
"""
POINTS = np.array([[69.0, 51], [54, 52], [20, 52], [34, 53], [45, 78]])
LABELS = {
    "turn": "turn, degrees",
    "scale": "scale",
    "right": "shift to the right, pixels",
    "down": "shift down, pixels",
    "width": "width of the face",
}


def control(figure, name):
    return figure.get_by_label(LABELS[name], exact=True)


def assert_as_facelab(figure):
    values = {name: float(control(figure, name).input_value()) for name in LABELS}
    moved = move_points(similarity(POINTS, TEMPLATE)(POINTS), values)
    best = similarity(moved, TEMPLATE)
    for name, points in (("before alignment", moved), ("after alignment", best(moved))):
        expected = np.sqrt(((points - TEMPLATE) ** 2).sum(axis=1).mean())
        assert read_number(figure, name) == pytest.approx(expected, abs=6e-3)
    assert read_number(figure, "alignment turns by") == pytest.approx(np.degrees(best.angle), abs=0.06)
    assert read_number(figure, "alignment scales by") == pytest.approx(best.scale, abs=6e-4)
    return values


def test_distances_and_the_best_similarity_are_those_of_facelab(figure, time_step):
    for values in (
        {"turn": -40, "scale": 0.8, "right": -12, "down": 20, "width": 1},
        {"turn": 25, "scale": 1.4, "right": 5, "down": -3, "width": 0.75},
    ):
        for name, value in values.items():
            control(figure, name).fill(str(value))
        assert assert_as_facelab(figure) == values
    time_step(control(figure, "turn"))


def test_alignment_undoes_turn_scale_and_shift_but_not_a_change_of_width(figure):
    figure.get_by_role("button", name="upright").click()
    assert (read_number(figure, "alignment turns by"), read_number(figure, "alignment scales by")) == (0, 1)
    rest = read_number(figure, "after alignment")
    assert read_number(figure, "before alignment") == rest
    control(figure, "turn").press("ArrowRight")
    control(figure, "turn").press("PageUp")
    assert read_number(figure, "before alignment") > rest + 1
    assert read_number(figure, "after alignment") == rest
    control(figure, "width").press("Home")
    assert read_number(figure, "after alignment") > rest + 1
    assert_as_facelab(figure)


def test_the_mouse_moves_the_face_and_the_curve_is_that_of_the_control(figure):
    click_at(control(figure, "scale"), 0.9)
    assert assert_as_facelab(figure)["scale"] > 1.4
    assert figure.get_by_label("Distance of the embedding for each scale").is_visible()
    control(figure, "down").press("ArrowUp")
    assert figure.get_by_label("Distance of the embedding for each shift down, pixels").is_visible()
