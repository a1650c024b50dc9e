import base64

import numpy as np
import pytest

from facelab.verification import verification_curve
from facelab.widgets import threshold
from facelab.widgets.threshold import _rates_of_mixture


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
    told = threshold(distances, pairs, orl.images, start=5.4321).data
    assert unpack(told["thresholds"])[told["first"]] == np.float32(5.4321)
    assert (np.diff(unpack(told["thresholds"])) > 0).all()


def test_the_picture_tells_what_the_mixture_changes():
    n_genuine, n_impostor, far, val = 50, 950, 0.1, 0.8
    accepted = val * n_genuine + far * n_impostor
    text = _rates_of_mixture(far, val, share=0.05)
    assert f"precision {val * n_genuine / accepted:.1%}" in text
    assert f"accuracy {(val * n_genuine + (1 - far) * n_impostor) / 1000:.1%}" in text
    precision = val * n_genuine / accepted
    assert f"F1 {2 * precision * val / (precision + val):.2f}" in text


def test_the_faces_shown_are_pairs_with_their_distances(orl, measured):
    distances, pairs = measured
    shown = threshold(distances, pairs, orl.images).data["faces"]
    known = set(zip(distances.tolist(), pairs.same.tolist(), strict=True))
    assert {(pair["distance"], pair["same"]) for pair in shown} <= known
    assert {pair["same"] for pair in shown} == {True, False}


def test_the_worst_mistakes_of_every_threshold_are_among_the_faces(orl, measured):
    distances, pairs = measured
    shown = threshold(distances, pairs, orl.images).data["faces"]
    of_one, of_two = (sorted(pair["distance"] for pair in shown if pair["same"] == kind) for kind in (True, False))
    assert of_one[-3:] == np.sort(distances[pairs.same])[-3:].tolist()
    assert of_two[:3] == np.sort(distances[~pairs.same])[:3].tolist()


def test_a_picture_stands_in_where_no_javascript_runs(orl, measured):
    assert threshold(*measured, orl.images).static_png().startswith(b"\x89PNG")
