import base64
import json

import cv2
import numpy as np
import pytest

from facelab.widgets.turned_descriptor import turned_descriptor
from facelab.widgets.turned_keypoints import turn_keypoints

NEAR_THE_BROW = 41, 57  # a keypoint that is lost at some angle


@pytest.fixture(scope="module")
def data(orl):
    return json.loads(json.dumps(turned_descriptor(orl.images[10]).data))


@pytest.fixture(scope="module")
def found(orl, data):
    return turn_keypoints(orl.images[10], np.array(data["angles"]))


def descriptors(windows):
    packed = windows["descriptors"]
    return np.frombuffer(base64.b64decode(packed["base64"]), np.uint8).reshape(packed["shape"]).astype(float)


def number_of(keypoint, found):
    return np.abs(found.places[18] - keypoint["places"][18]).sum(axis=1).argmin()


def test_the_distances_are_those_of_the_descriptors(data):
    for keypoint in data["keypoints"]:
        for kind in ("turning", "upright"):
            vectors = descriptors(keypoint[kind])
            units = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
            expected = [np.linalg.norm(unit - units[data["unturned"]]) for unit in units]
            np.testing.assert_allclose(keypoint[kind]["distances"], expected, atol=1e-9)
            assert keypoint[kind]["distances"][data["unturned"]] == 0


def test_the_descriptors_are_sifts(data, found):
    for keypoint in data["keypoints"]:
        number = number_of(keypoint, found)
        np.testing.assert_array_equal(descriptors(keypoint["turning"]), found.turning[:, number])
        np.testing.assert_array_equal(descriptors(keypoint["upright"]), found.upright[:, number])
        np.testing.assert_allclose(keypoint["directions"], found.directions[:, number], atol=0.006)


@pytest.mark.parametrize("kind", ["turning", "upright"])
def test_a_match_is_that_of_opencvs_matcher(data, found, kind):
    described = getattr(found, kind).astype(np.float32)
    described /= np.maximum(np.linalg.norm(described, axis=2, keepdims=True), 1)  # those outside are zeros
    for keypoint in data["keypoints"]:
        number = number_of(keypoint, found)
        candidates = described[18]
        if kind == "upright":  # equal ones are one place with several directions
            _, once = np.unique(candidates, axis=0, return_index=True)
            candidates = candidates[[i for i in once if not (candidates[i] == candidates[number]).all()] + [number]]
            number = len(candidates) - 1
        own = described[:, number_of(keypoint, found)]
        pairs = cv2.BFMatcher().knnMatch(own, candidates, k=2)
        expected = [best.trainIdx == number and best.distance < 0.8 * second.distance for best, second in pairs]
        assert keypoint[kind]["matches"] == expected
        ratios = [best.distance / second.distance for best, second in pairs]
        np.testing.assert_allclose(keypoint[kind]["ratios"], ratios, atol=1e-3)


def test_the_window_that_turns_is_matched_at_every_angle_and_the_upright_one_at_few(data):
    for keypoint in data["keypoints"]:
        assert all(keypoint["turning"]["matches"])
        assert max(keypoint["turning"]["distances"]) < 0.4
        assert 5 < sum(keypoint["upright"]["matches"]) < 15
        assert min(keypoint["upright"]["distances"][:7] + keypoint["upright"]["distances"][30:]) > 0.8


def test_by_default_three_keypoints_apart_that_are_never_lost(data):
    places = np.array([keypoint["places"][data["unturned"]] for keypoint in data["keypoints"]])
    apart = np.linalg.norm(places[:, None] - places, axis=2)
    assert len(places) == 3 and apart[np.triu_indices(3, 1)].min() >= 10
    assert all(np.isfinite(keypoint["directions"]).all() for keypoint in data["keypoints"])


def test_where_sift_loses_a_keypoint_nothing_is_matched(orl):
    (keypoint,) = turned_descriptor(orl.images[10], [NEAR_THE_BROW]).data["keypoints"]
    lost = [direction is None for direction in keypoint["directions"]]
    assert 0 < sum(lost) < 10
    assert [distance is None for distance in keypoint["turning"]["distances"]] == lost
    assert not any(match for match, is_lost in zip(keypoint["turning"]["matches"], lost, strict=True) if is_lost)
    assert None not in keypoint["upright"]["distances"]


def test_of_two_directions_the_steadiest_is_followed_and_its_place_is_the_match(orl, found):
    (keypoint,) = turned_descriptor(orl.images[10], [NEAR_THE_BROW]).data["keypoints"]
    both = np.flatnonzero((found.points == found.points[number_of(keypoint, found)]).all(axis=1))
    assert len(both) == 2
    seen = [distance for distance in keypoint["turning"]["distances"] if distance is not None]
    assert max(seen) < 0.3
    assert sum(keypoint["turning"]["matches"]) == len(seen)


def test_color_is_turned_to_gray(orl):
    gray = orl.images[10]
    assert turned_descriptor(np.dstack([gray] * 3)).data == turned_descriptor(gray).data


def test_the_start_is_among_the_angles(orl):
    data = turned_descriptor(orl.images[10], start=-45).data
    assert data["angles"][data["first"]] == -45 and data["angles"][data["unturned"]] == 0
    with pytest.raises(ValueError, match="start=7: expected one of -90"):
        turned_descriptor(orl.images[10], start=7)


@pytest.mark.parametrize(
    ("places", "message"),
    [([(5, 5)], "near row 5, column 5 .* all: row "), ([], "no keypoint to show")],
)
def test_a_place_without_keypoint_is_refused(orl, places, message):
    with pytest.raises(ValueError, match=message):
        turned_descriptor(orl.images[10], places)


def test_a_blank_photograph_is_refused():
    with pytest.raises(ValueError, match="fewer than two keypoints"):
        turned_descriptor(np.full((112, 92), 9, np.uint8))


def test_a_picture_stands_in_where_no_javascript_runs(orl):
    figure = turned_descriptor(orl.images[10], start=90)
    assert figure.static_png().startswith(b"\x89PNG")
    assert "turned by 90°: 0.00 apart" in [text.get_text() for text in figure._draw().axes[0].texts]


def test_the_picture_of_a_keypoint_that_is_lost_says_so(orl):
    figure = turned_descriptor(orl.images[10], [NEAR_THE_BROW])
    lost = figure.data["angles"][figure.data["keypoints"][0]["directions"].index(None)]
    drawn = turned_descriptor(orl.images[10], [NEAR_THE_BROW], start=lost)._draw()
    assert "lost here" in [text.get_text() for text in drawn.axes[0].texts]
