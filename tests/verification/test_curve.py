import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.metrics import f1_score, roc_auc_score, roc_curve

from facelab.verification import verification_curve
from tests.verification.sample_pairs import sample_pairs


@given(sample_pairs())
def test_curve_against_a_loop(pairs):
    distances, same = pairs
    curve = verification_curve(distances, same)
    assert curve.thresholds.tolist() == [-np.inf, *sorted(set(distances.tolist()))]
    for i, threshold in enumerate(curve.thresholds):
        accepted = distances <= threshold
        assert curve.val[i] == accepted[same].mean()
        assert curve.far[i] == accepted[~same].mean()
        assert curve.frr[i] == pytest.approx((~accepted[same]).mean())
        assert curve.accuracy[i] == (accepted == same).mean()
        assert curve.f1[i] == pytest.approx(f1_score(same, accepted, zero_division=0))
        assert curve.far_at(threshold) == curve.far[i]


@given(sample_pairs())
def test_curve_against_scikit_learn(pairs):
    distances, same = pairs
    curve = verification_curve(distances, same)
    far, val, thresholds = roc_curve(same, -distances, drop_intermediate=False)
    np.testing.assert_allclose(curve.far, far)
    np.testing.assert_allclose(curve.val, val)
    np.testing.assert_allclose(curve.thresholds, -thresholds)
    assert curve.auc == pytest.approx(roc_auc_score(same, -distances))


@given(sample_pairs())
def test_auc_is_the_share_of_correctly_ordered_pairs(pairs):
    distances, same = pairs
    genuine, impostor = distances[same][:, None], distances[~same][None]
    expected = np.mean((genuine < impostor) + 0.5 * (genuine == impostor))
    assert verification_curve(distances, same).auc == pytest.approx(expected)


@given(sample_pairs())
def test_eer_is_where_the_rates_cross(pairs):
    curve = verification_curve(*pairs)
    above = np.flatnonzero(curve.far >= curve.frr)[0]
    dense = np.linspace(0, 1, 20_001)  # walk along the line between the two thresholds
    far = curve.far[above - 1] + dense * (curve.far[above] - curve.far[above - 1])
    frr = curve.frr[above - 1] + dense * (curve.frr[above] - curve.frr[above - 1])
    assert curve.eer == pytest.approx(far[np.abs(far - frr).argmin()], abs=1e-4)


@given(sample_pairs(), st.floats(0.01, 1))
@example((np.array([1.0, 2.0]), np.array([False, True])), 0.9999999999999999)
def test_val_at_a_far_against_a_loop(pairs, far):
    distances, same = pairs
    curve = verification_curve(distances, same)
    if far < 1 / curve.n_impostor:
        with pytest.raises(ValueError, match="needs at least"):
            curve.val_at(far)
        return
    candidates = [-np.inf, *distances]
    allowed = [t for t in candidates if np.mean(distances[~same] <= t) <= far]
    assert curve.threshold_at(far) == max(allowed)
    assert curve.val_at(far) == max(np.mean(distances[same] <= t) for t in allowed)


def test_a_third_of_three_impostors_is_one_despite_rounding():
    curve = verification_curve(np.array([1.0, 2, 3, 4]), np.array([False, True, False, False]))
    assert curve.val_at(1 / 3) == 1 and curve.val_at(0.1 + 0.2 + 0.04) == 1


def test_a_nan_threshold_is_refused():
    curve = verification_curve(np.array([1.0, 2]), np.array([True, False]))
    assert (curve.far_at(-5), curve.far_at(np.inf)) == (0, 1)
    with pytest.raises(ValueError, match="NaN"):
        curve.far_at(np.nan)


def test_a_threshold_is_compared_in_the_distances_own_precision():
    distances, same = np.array([0.1, 0.2], np.float32), np.array([False, True])
    for threshold in (0.1, np.float64(0.1), np.float32(0.1)):
        assert verification_curve(distances, same).far_at(threshold) == np.mean(distances[~same] <= threshold)
