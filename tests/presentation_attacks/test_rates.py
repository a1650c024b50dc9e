import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.presentation_attacks import AttackRates, attack_rates, threshold_at_bpcer

CASES = st.lists(
    st.tuples(st.integers(-3, 3), st.sampled_from(["", "mask", "print", "screen"])), min_size=2, max_size=30
)


def split(cases):
    scores, kinds = np.array([score for score, _ in cases], float), np.array([kind for _, kind in cases])
    return scores, kinds != "", kinds


@given(CASES, st.integers(-4, 4))
def test_rates_against_a_loop(cases, threshold):
    scores, is_attack, kinds = split(cases)
    if is_attack.all() or not is_attack.any():
        with pytest.raises(ValueError, match="expected"):
            attack_rates(scores, is_attack, kinds, threshold)
        return
    rates = attack_rates(scores, is_attack, kinds, threshold)
    for kind in {kind for _, kind in cases}:
        stopped = [score > threshold for score, other in cases if other == kind]
        errors = sum(stopped) if kind == "" else len(stopped) - sum(stopped)
        assert (rates.bpcer if kind == "" else rates.apcer_by_kind[kind]) == errors / len(stopped)
    assert set(rates.apcer_by_kind) == {kind for _, kind in cases} - {""}
    assert rates.apcer == max(rates.apcer_by_kind.values()) and rates.acer == (rates.apcer + rates.bpcer) / 2


def test_by_hand():
    """One kind is missed half of the time and the other never: the attacker takes the first."""
    rates = attack_rates(
        np.array([0.0, 1.0, 2.0, 3.0, 1.5, 9.0, 1.0, 0.5, 8.0, 8.0]),
        np.array([False] * 4 + [True] * 6),
        np.array([""] * 4 + ["print"] * 4 + ["screen"] * 2),
        threshold=1.0,  # a tie is bona fide: one bona fide face saved, one print missed
    )
    assert rates == AttackRates({"print": 0.5, "screen": 0.0}, bpcer=0.5)
    assert (rates.apcer, rates.acer) == (0.5, 0.5)


@given(st.lists(st.integers(-3, 3), min_size=1, max_size=25), st.integers(1, 24))
def test_the_lowest_threshold_that_keeps_to_bpcer(scores, n_errors):
    scores = np.array(scores, float)
    bpcer, bona_fide = n_errors / 25, np.zeros(len(scores), bool)
    if bpcer < 1 / len(scores):
        with pytest.raises(ValueError, match="bona fide faces, expected 1/"):
            threshold_at_bpcer(scores, bona_fide, bpcer)
        return
    threshold = threshold_at_bpcer(scores, bona_fide, bpcer)
    assert np.mean(scores > threshold) <= bpcer + 1e-9 < np.mean(scores > threshold - 1e-6) + 1e-6 + 1e-9
    assert np.mean(scores > threshold - 1e-6) > bpcer


def test_attacks_do_not_move_the_threshold():
    scores, is_attack = np.arange(20.0), np.arange(20) >= 10
    expected = threshold_at_bpcer(scores[:10], is_attack[:10], 0.2)
    assert threshold_at_bpcer(scores, is_attack, 0.2) == expected == 7
    assert threshold_at_bpcer(scores[::-1], is_attack[::-1], 0.3) == 6
    assert threshold_at_bpcer(np.arange(100.0), np.zeros(100, bool), 0.29) == 70  # 0.29 · 100 is a little less than 29


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"scores": np.array([0, np.nan, 1])}, "expected finite numbers"),
        ({"scores": np.zeros((3, 1))}, r"shape \(3, 1\); expected"),
        ({"scores": np.array(["a", "b", "c"])}, "expected finite numbers"),
        ({"is_attack": np.array([0, 1, 1])}, "is_attack is int64"),
        ({"is_attack": np.array([True, False])}, r"expected bool, \(3,\)"),
        ({"is_attack": np.ones(3, bool)}, "no bona fide face"),
        ({"is_attack": np.zeros(3, bool)}, "0 attacks: expected"),
        ({"kinds": np.array(["print"])}, r"kinds \(1,\)"),
        ({"threshold": np.nan}, "threshold is NaN"),
    ],
)
def test_what_cannot_be_measured(changed, sentence):
    case = {
        "scores": np.array([0.0, 1.0, 2.0]),
        "is_attack": np.array([False, True, True]),
        "kinds": np.array(["", "print", "screen"]),
        "threshold": 0.5,
    }
    attack_rates(**case)
    with pytest.raises(ValueError, match=sentence):
        attack_rates(**{**case, **changed})


@pytest.mark.parametrize("bpcer", [0, 0.09, 1, np.nan, -0.5])
def test_bpcer_that_cannot_be_chosen(bpcer):
    with pytest.raises(ValueError, match="on 10 bona fide faces, expected 1/10 or more"):
        threshold_at_bpcer(np.arange(10.0), np.zeros(10, bool), bpcer)


def test_nobody():
    with pytest.raises(ValueError, match="no bona fide face"):
        threshold_at_bpcer(np.array([]), np.array([], bool), 0.1)
