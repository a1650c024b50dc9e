import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.identification import cmc, open_set_curve, rank_one_accuracy


@given(st.integers(0, 10_000))
def test_both_agree_with_counting_one_probe_after_the_other(seed):
    rng = np.random.default_rng(seed)
    gallery = rng.integers(0, 5, rng.integers(1, 12))
    probes = np.concatenate([rng.choice(gallery, rng.integers(1, 12)), rng.integers(5, 8, rng.integers(1, 9))])
    distances = rng.integers(0, 30, (len(probes), len(gallery))) / 10
    known = np.isin(probes, gallery)
    rates = cmc(distances[known], gallery, probes[known])
    curve = open_set_curve(distances, gallery, probes)
    for k in range(1, len(np.unique(gallery)) + 1):
        assert rates[k - 1] == pytest.approx(
            np.mean([_rank(*each, gallery) <= k for each in zip(distances[known], probes[known], strict=True)])
        )
    for threshold in [*curve.thresholds, 0.55, 99.0]:
        accepted = distances.min(axis=1) <= threshold
        found, alarms = curve.rates_at(threshold)
        right = [_rank(*each, gallery) == 1 for each in zip(distances[known], probes[known], strict=True)]
        assert found == pytest.approx(np.mean(accepted[known] & right))
        assert alarms == pytest.approx(np.mean(accepted[~known]))


def _rank(row, person, gallery):
    nearest = {other: row[gallery == other].min() for other in np.unique(gallery)}
    return sum(distance <= nearest[person] for distance in nearest.values())


def test_between_equal_distances_no_name_is_right_and_whole_numbers_are_distances():
    curve = open_set_curve(np.array([[5, 5], [5, 5], [9, 9]]), np.array([0, 1]), np.array([0, 1, 7]))
    assert curve.dir.tolist() == [0, 0, 0] and curve.thresholds.tolist() == [-np.inf, 5, 9]


def test_rank_one_of_cmc_is_rank_one_accuracy():
    rng = np.random.default_rng(0)
    distances, gallery, probes = rng.random((50, 20)), rng.permutation(np.arange(20) % 7), rng.integers(0, 7, 50)
    assert cmc(distances, gallery, probes)[0] == rank_one_accuracy(distances, gallery, probes)


def test_the_rates_at_a_far():
    distances = np.array([[0.1, 0.9], [0.8, 0.3], [0.5, 0.6], [0.9, 0.2]])
    curve = open_set_curve(distances, np.array([0, 1]), np.array([0, 1, 7, 8]))
    assert curve.dir_at(far=0) == 0.5 and curve.threshold_at(far=0) == 0.1
    assert curve.dir_at(far=0.5) == 1 and curve.threshold_at(far=0.5) == 0.3
    assert (curve.fnir == 1 - curve.dir).all() and (curve.fpir == curve.far).all()
    assert curve.rates_at(0.05) == (0, 0) and curve.rates_at(np.inf) == (1, 1)


@pytest.mark.parametrize(
    ("probes", "sentence"),
    [([0, 1], "no stranger"), ([7, 8], "strangers only"), ([0], "distances have shape")],
)
def test_bad_input(probes, sentence):
    with pytest.raises(ValueError, match=sentence):
        open_set_curve(np.ones((2, 2)), np.array([0, 1]), np.array(probes))


def test_what_cannot_be_ranked():
    with pytest.raises(ValueError, match="1 probes show people who are not in the gallery; see open_set_curve"):
        cmc(np.ones((2, 1)), np.array([0]), np.array([0, 9]))
    with pytest.raises(ValueError, match="1 distances are NaN"):
        cmc(np.array([[np.nan]]), np.array([0]), np.array([0]))
    curve = open_set_curve(np.ones((2, 1)), np.array([0]), np.array([0, 1]))
    for far in (-0.1, 1.1, np.nan):
        with pytest.raises(ValueError, match="far="):
            curve.dir_at(far)
    with pytest.raises(ValueError, match="threshold is NaN"):
        curve.rates_at(np.nan)
