import re

import numpy as np
import pytest

from facelab.widgets.turned_descriptor import ANGLES
from facelab.widgets.turned_keypoints import turn_keypoints, unit_lengths
from tests.browser.reading import read, read_number

TITLE = "A photograph that is turned, and a keypoint's descriptor"
PLACES = (41, 57), (46, 43), (86, 51)  # SIFT loses the first one at some angle
FIGURE = f"""
from facelab import widgets
from facelab.datasets import load_orl

figure = widgets.turned_descriptor(load_orl().images[10], {PLACES})
"""
TURN, FOLLOW = "turn, counterclockwise", "the window turns with the keypoint"
STEP_AT = {degrees: step for step, degrees in enumerate(ANGLES.tolist())}
SECOND = "2 (row 46, column 43)"


@pytest.fixture(scope="module")
def found(orl):
    return turn_keypoints(orl.images[10], ANGLES)


@pytest.fixture(scope="module")
def data():
    names = {}
    exec(FIGURE, names)
    return names["figure"].data["keypoints"]


def distances(found, place, kind):
    """How far the descriptors of a keypoint are from the upright photograph's; of two directions, in the steadier."""
    apart = np.linalg.norm(found.points - place[::-1], axis=1)
    units = unit_lengths(getattr(found, kind)[:, apart == apart.min()])
    steps = np.linalg.norm(units - units[18], axis=2)
    return steps[:, steps.mean(axis=0).argmin()]


def turn_to(figure, degrees):
    figure.get_by_label(TURN, exact=True).fill(str(STEP_AT[degrees]))


def ends(figure, label, look):
    """The ends of the lines that are drawn from the middles of the cells, shape (128, 2)."""
    path = figure.get_by_label(label, exact=True).locator(f".{look}").get_attribute("d") or ""
    lines = re.findall(r"M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)", path)
    return np.array([[float(x) for x in line[2:]] for line in lines]) - np.array(
        [[float(x) for x in line[:2]] for line in lines]
    )


def test_the_distance_is_that_of_the_descriptors_at_any_angle_with_both_windows(figure, found, time_step):
    follow = figure.get_by_label(FOLLOW, exact=True)
    for number, place in enumerate(PLACES):
        figure.get_by_role("radio").nth(number).check()
        for kind, ticked in (("upright", False), ("turning", True)):
            follow.set_checked(ticked)
            expected = distances(found, place, kind)
            for degrees in (-90, -35, 0, 10, 60):
                turn_to(figure, degrees)
                assert read_number(figure, "distance") == pytest.approx(expected[STEP_AT[degrees]], abs=6e-4)
    time_step(figure.get_by_label(TURN, exact=True))


def test_the_keyboard_turns_chooses_and_ticks(figure, data):
    turn = figure.get_by_label(TURN, exact=True)
    turn.press("Home")
    turn.press("ArrowRight")
    assert turn.get_attribute("aria-valuetext") == "−85°"
    figure.get_by_role("radio").first.press("ArrowDown")
    assert figure.get_by_label(SECOND, exact=True).is_checked()
    assert read_number(figure, "distance") == pytest.approx(data[1]["turning"]["distances"][1], abs=6e-4)
    assert read_number(figure, "nearest / second") == pytest.approx(data[1]["turning"]["ratios"][1], abs=6e-3)
    follow = figure.get_by_label(FOLLOW, exact=True)
    follow.press("Space")
    assert not follow.is_checked()
    assert read_number(figure, "distance") == pytest.approx(data[1]["upright"]["distances"][1], abs=6e-4)
    assert read(figure, "match") == "✗ no"
    assert "no match" in figure.locator("p[role=status]").inner_text()


def test_the_mouse_turns_the_photograph_and_what_was_tried_stays_in_the_chart(figure, data):
    figure.get_by_label(SECOND, exact=True).check()
    turn = figure.get_by_label(TURN, exact=True)
    box = turn.bounding_box()
    turn.page.mouse.click(box["x"] + 0.95 * box["width"], box["y"] + box["height"] / 2)
    step = int(turn.input_value())
    assert ANGLES[step] > 70
    assert f"rotate({-ANGLES[step]} " in figure.locator("image").get_attribute("transform")
    assert read_number(figure, "direction measured") == round(data[1]["directions"][step])
    assert figure.locator("circle.turned-turning").count() == 2  # at the start, and here
    figure.get_by_label(FOLLOW, exact=True).click()
    assert figure.locator(".chart .turned-upright").count() == 1
    figure.get_by_role("button", name="try all angles").click()
    assert figure.locator(".chart .turned-upright").count() == 37
    assert read(figure, "matches so far") == f"{sum(data[1]['upright']['matches'])} of 37 angles"


def test_the_window_is_drawn_around_the_keypoint_in_its_direction(figure, data):
    figure.get_by_label(SECOND, exact=True).check()
    for ticked in (True, False):
        figure.get_by_label(FOLLOW, exact=True).set_checked(ticked)
        turn_to(figure, 60)
        step = STEP_AT[60]
        path = figure.locator(".turned-first").first.get_attribute("d")
        corners = np.array([[float(number) for number in corner] for corner in re.findall(r"([\d.]+) ([\d.]+)", path)])
        scale, direction = 320 / 112, np.radians(data[1]["directions"][step] if ticked else 0)
        x, y = np.array(data[1]["places"][step]) + 0.5 + (10, 0)  # the photograph is 20 pixels narrower than high
        cell = 3 * data[1]["sigma"]
        ahead, up = np.array([[np.cos(direction), -np.sin(direction)], [-np.sin(direction), -np.cos(direction)]])
        expected = [scale * (np.array([x, y]) + cell * (a * ahead + b * up)) for a, b in ((-2, 2), (-1, 2), (-1, 1))]
        np.testing.assert_allclose(corners[:3], expected, atol=0.12)


def test_the_histograms_are_drawn_as_they_were_and_as_they_are(figure, found):
    number = np.linalg.norm(found.points - PLACES[1][::-1], axis=1).argmin()
    figure.get_by_label(SECOND, exact=True).check()
    figure.get_by_label(FOLLOW, exact=True).uncheck()
    turn_to(figure, 90)
    was, now = (found.upright[step, number].astype(float) for step in (18, 36))
    for label, look, expected in (
        ("The 16 histograms of the upright photograph", "turned-now", was),
        ("The 16 histograms of the turned photograph", "turned-before", was),
        ("The 16 histograms of the turned photograph", "turned-now", now),
    ):
        drawn = ends(figure, label, look)
        lengths = np.linalg.norm(drawn, axis=1)
        np.testing.assert_allclose(lengths / lengths.max(), expected / expected.max(), atol=0.02)
        assert drawn[2][1] <= 0 and drawn[0][0] >= 0  # directions run counterclockwise from the right


def test_where_sift_loses_the_keypoint_nothing_is_drawn_or_matched(figure, data):
    lost = data[0]["directions"].index(None)
    figure.get_by_role("radio").first.check()
    figure.get_by_label(TURN, exact=True).fill(str(lost))
    assert read(figure, "distance") == read(figure, "direction measured") == "–"
    assert read(figure, "match") == "✗ no"
    assert "finds no keypoint here" in figure.locator("p[role=status]").inner_text()
    assert len(ends(figure, "The 16 histograms of the turned photograph", "turned-now").ravel()) == 0
    assert not figure.locator(".turned-lines").is_visible()
    figure.get_by_label(FOLLOW, exact=True).uncheck()
    assert read_number(figure, "distance") > 0 and figure.locator(".turned-lines").is_visible()
