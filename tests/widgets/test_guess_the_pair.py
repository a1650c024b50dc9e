import base64

import cv2
import numpy as np
import pytest

from facelab.distances import pair_distances
from facelab.images import flatten_images
from facelab.protocols import Pairs
from facelab.widgets.guess_the_pair import guess_the_pair


@pytest.fixture(scope="module")
def measured(orl):
    pairs = orl.pairs(seed=0, balanced=True)
    rows = flatten_images(orl.images)
    return orl.images, pairs, pair_distances(rows[pairs.left], rows[pairs.right])


def pixels(url):
    return cv2.imdecode(np.frombuffer(base64.b64decode(url.split(",")[1]), np.uint8), cv2.IMREAD_GRAYSCALE)


def test_six_of_each_kind_reach_from_easy_to_difficult(measured):
    _, pairs, distances = measured
    shown = guess_the_pair(*measured, threshold=4000).data["pairs"]
    for kind in (True, False):
        parts = np.array_split(np.sort(distances[pairs.same == kind]), 6)
        of_kind = sorted(pair["distance"] for pair in shown if pair["same"] == kind)
        assert len(of_kind) == 6
        assert all(part[0] <= distance <= part[-1] for part, distance in zip(parts, of_kind, strict=True))


def test_each_pair_has_its_own_photographs_truth_and_distance(measured):
    images, pairs, distances = measured
    for pair in guess_the_pair(*measured, threshold=4000).data["pairs"]:
        at = np.flatnonzero((distances == pair["distance"]) & (pairs.same == pair["same"]))
        assert len(at) == 1
        for url, position in zip(pair["images"], (pairs.left[at[0]], pairs.right[at[0]]), strict=True):
            small = cv2.resize(images[position], (66, 80), interpolation=cv2.INTER_AREA)
            np.testing.assert_array_equal(pixels(url), small)


def test_whoever_judges_the_pairs_in_another_way_finds_them(measured):
    _, pairs, distances = measured
    data = guess_the_pair(*measured, threshold=4000).data
    positions = np.array(data["positions"])
    assert distances[positions].tolist() == [pair["distance"] for pair in data["pairs"]]
    assert pairs.same[positions].tolist() == [pair["same"] for pair in data["pairs"]]


def test_the_seed_draws_the_pairs_and_their_order_and_no_photograph_comes_twice(measured):
    first, same, other = (guess_the_pair(*measured, threshold=4000, seed=seed).data for seed in (1, 1, 2))
    assert first == same and first["pairs"] != other["pairs"]
    assert len({url for pair in first["pairs"] for url in pair["images"]}) == 24
    orders = {tuple(pair["same"] for pair in data["pairs"]) for data in (first, other)}
    assert len(orders) == 2


def test_photographs_in_color_are_sent_in_gray(measured):
    images, pairs, distances = measured
    few = np.concatenate([np.flatnonzero(pairs.same == kind)[:6] for kind in (True, False)])
    gray = guess_the_pair(images, pairs[few], distances[few], 4000).data["pairs"]
    color = guess_the_pair(np.repeat(images[..., None], 3, axis=3), pairs[few], distances[few], 4000).data["pairs"]
    assert color == gray


def test_what_does_not_fit_is_refused(measured):
    images, pairs, distances = measured
    with pytest.raises(ValueError, match="as many distances"):
        guess_the_pair(images, pairs, distances[1:], 4000)
    with pytest.raises(ValueError, match="NaN"):
        guess_the_pair(images, pairs, distances, np.nan)
    few = Pairs(np.arange(11), np.arange(11) + 1, np.arange(11) < 6)
    with pytest.raises(ValueError, match="6 genuine and 5 impostor"):
        guess_the_pair(images, few, np.arange(11.0), 4000)


def test_a_picture_stands_in_where_no_javascript_runs(measured):
    assert guess_the_pair(*measured, threshold=4000).static_png().startswith(b"\x89PNG")
