import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelab.identification import errors_after_referral
from facelab.verification.discard import area_under_discard, error_versus_discard

RNG = np.random.default_rng(0)


@given(
    arrays(float, 12, elements=st.floats(0, 1)),
    arrays(float, (12, 2), elements=st.floats(-1, 1), unique=True),
    st.integers(0, 11),
)
def test_the_curve_is_that_of_a_naive_loop(distances, quality, n_discarded):
    pairs = sorted(zip(quality.min(axis=1), distances, strict=True))[n_discarded:]
    frr = sum(distance > 0.5 for _, distance in pairs) / len(pairs)
    assert error_versus_discard(distances, quality, 0.5, [n_discarded / 12]) == pytest.approx(frr)
    assert error_versus_discard(distances, quality.min(axis=1), 0.5, [n_discarded / 12]) == pytest.approx(frr)


def test_of_equal_qualities_it_is_the_mean_over_all_orders():
    rejected, quality = np.array([1.0, 1.0, 0.0, 0.0, 1.0]), np.array([2, 2, 2, 3, 1])
    shares = np.arange(5) / 5
    curves = []
    for order in itertools.permutations(range(5)):
        broken = quality + 1e-6 * np.array(order)  # every order of the equal ones, equally often
        curves.append(error_versus_discard(rejected, broken, 0.5, shares))
    np.testing.assert_allclose(error_versus_discard(rejected, quality, 0.5, shares), np.mean(curves, axis=0))
    np.testing.assert_allclose(
        error_versus_discard(rejected[::-1], quality[::-1], 0.5, shares), np.mean(curves, axis=0)
    )


@given(arrays(float, 9, elements=st.sampled_from([0.1, 0.4, 0.7])), arrays(bool, 9), st.integers(0, 8))
def test_it_is_what_remains_after_referral(quality, rejected, n_discarded):
    """Discarding pairs and referring answers to a person are one computation."""
    expected = errors_after_referral(quality, ~rejected, [n_discarded / 9])
    np.testing.assert_allclose(error_versus_discard(rejected.astype(float), quality, 0.5, [n_discarded / 9]), expected)


def test_the_threshold_itself_is_accepted_and_shares_are_rounded_down():
    distances, quality = np.array([0.5, 0.6]), np.array([1, 0])
    assert error_versus_discard(distances, quality, 0.5, [0, 0.49, 0.5]).tolist() == [0.5, 0.5, 0]
    many = error_versus_discard(np.arange(100) < 29, np.arange(100), 0.5, [0.28, 0.29])  # 0.29 · 100 is 28.999…
    np.testing.assert_allclose(many, [1 / 72, 0])
    almost_all = 1 - 1e-12
    assert error_versus_discard(distances, quality, 0.5, [almost_all]) == [0]
    assert area_under_discard(distances, quality, 0.5, almost_all) == 0


def test_the_area_is_0_for_the_oracle_and_1_for_chance():
    rejected = np.arange(200) % 10 == 0
    assert area_under_discard(rejected, ~rejected, 0.5) == 0
    assert area_under_discard(rejected, np.zeros(200), 0.5) == pytest.approx(1)
    assert area_under_discard(rejected, rejected, 0.5) > 1.1
    by_chance = [area_under_discard(rejected, RNG.random(200), 0.5) for _ in range(400)]
    assert np.mean(by_chance) == pytest.approx(1, abs=3 * np.std(by_chance) / 20)


def test_the_area_by_hand():
    """Two of ten are rejected, and quality puts them second and third: 2/10, 2/9, 1/8 at 0, 1, 2 discarded."""
    rejected, quality = np.array([0, 1, 1] + [0] * 7), np.arange(10)
    area, best, chance = (0.2 + 1 / 8) / 2 + 2 / 9, 0.1 + 1 / 9, 0.4
    assert area_under_discard(rejected, quality, 0.5, 0.2) == pytest.approx((area - best) / (chance - best))
    assert area_under_discard(rejected, quality, 0.5, 0.29) == area_under_discard(rejected, quality, 0.5, 0.2)


def test_better_quality_has_a_smaller_area():
    distances = RNG.normal(0.5, 0.2, 2000)
    areas = [area_under_discard(distances, -distances + RNG.normal(0, noise, 2000), 0.8) for noise in (0.1, 0.3, 3)]
    assert 0 < areas[0] < areas[1] < areas[2]


@pytest.mark.parametrize(
    ("distances", "quality", "threshold", "shares", "message"),
    [
        ([], [], 0.5, [0], "with at least one pair"),
        ([[0.1]], [0.1], 0.5, [0], r"distances have shape \(1, 1\)"),
        ([0.1, 0.2], [0.1], 0.5, [0], r"quality has shape \(1,\); expected \(2,\) or \(2, 2\)"),
        ([0.1, 0.2], np.zeros((2, 3)), 0.5, [0], r"quality has shape \(2, 3\)"),
        ([np.nan], [0.1], 0.5, [0], "is NaN"),
        ([0.1], [np.nan], 0.5, [0], "is NaN"),
        ([0.1], [0.1], np.nan, [0], "is NaN"),
        ([0.1], [0.1], 0.5, [1], "so that a pair is left"),
        ([0.1], [0.1], 0.5, [-0.1], "from 0 to less than 1"),
        ([0.1], [0.1], 0.5, [np.nan], "from 0 to less than 1"),
    ],
)
def test_what_has_no_curve(distances, quality, threshold, shares, message):
    with pytest.raises(ValueError, match=message):
        error_versus_discard(distances, quality, threshold, shares)


@pytest.mark.parametrize(
    ("distances", "largest_share", "message"),
    [
        ([0.1, 0.2], 0.5, "no pair is rejected at this threshold"),
        ([0.8, 0.9], 0.5, "every pair is rejected at this threshold"),
        ([0.1, 0.9], 0.4, r"largest_share=0\.4: expected at least 1 / n_pairs = 0\.5, and less than 1"),
        ([0.1, 0.9], 1, "less than 1"),
        ([0.1, 0.9], np.nan, "largest_share=nan"),
    ],
)
def test_what_has_no_area(distances, largest_share, message):
    with pytest.raises(ValueError, match=message):
        area_under_discard(distances, [0, 1], 0.5, largest_share)
