import base64

import numpy as np
import pytest

from facelab.verification import verification_curve
from facelab.widgets import threshold


def unpack(packed):
    return np.frombuffer(base64.b64decode(packed["base64"]), packed["dtype"]).reshape(packed["shape"])


@pytest.fixture
def measured(orl):
    pairs = orl.pairs()[:2000]
    pixels = orl.images.reshape(400, -1)[:, ::40] / 255
    return np.linalg.norm(pixels[pairs.left] - pixels[pairs.right], axis=1), pairs


def test_what_each_threshold_accepts_is_what_the_verification_curve_says(orl, measured):
    distances, pairs = measured
    data = threshold(distances, pairs, orl.images).data
    curve = verification_curve(distances, pairs.same)
    limits = unpack(data["thresholds"])
    accepted = distances[:, None] <= limits
    np.testing.assert_array_equal(unpack(data["genuine"]), accepted[pairs.same].sum(axis=0))
    np.testing.assert_array_equal(unpack(data["impostor"]), accepted[~pairs.same].sum(axis=0))
    assert unpack(data["impostor"])[-1] == curve.n_impostor


def test_the_last_threshold_accepts_every_pair_although_it_is_rounded(orl, measured):
    distances, pairs = measured
    rounded_down = distances / distances.max() * (1 + 3e-8)
    assert np.float32(rounded_down.max()) < rounded_down.max()
    data = threshold(rounded_down, pairs, orl.images).data
    n_genuine = np.count_nonzero(pairs.same)
    assert [unpack(data[kind])[-1] for kind in ("genuine", "impostor")] == [n_genuine, len(pairs) - n_genuine]


def test_it_starts_where_both_errors_are_equal_or_where_it_is_told(orl, measured):
    distances, pairs = measured
    data = threshold(distances, pairs, orl.images).data
    far = unpack(data["impostor"])[data["first"]] / np.count_nonzero(~pairs.same)
    assert far == pytest.approx(verification_curve(distances, pairs.same).eer, abs=0.02)
    assert threshold(distances, pairs, orl.images, start=0).data["first"] == 0


def test_the_faces_shown_are_pairs_with_their_distances(orl, measured):
    distances, pairs = measured
    shown = threshold(distances, pairs, orl.images).data["faces"]
    known = set(zip(distances.tolist(), pairs.same.tolist(), strict=True))
    assert {(pair["distance"], pair["same"]) for pair in shown} <= known
    assert {pair["same"] for pair in shown} == {True, False}


def test_a_picture_stands_in_where_no_javascript_runs(orl, measured):
    assert threshold(*measured, orl.images).static_png().startswith(b"\x89PNG")
