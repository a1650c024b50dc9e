import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab.verification import choose_threshold, verification_curve
from facelab.verification.groups import GroupRates, rates_by_group, thresholds_by_group, worst_to_best
from facelab.verification.intervals import Interval
from tests.verification.sample_pairs import sample_people


def in_groups(people, group_of):
    """Name the group of each side."""
    return tuple(np.asarray(group_of)[side] for side in people)


def grouped(n_people, n_images, seed, n_small, spread=1.0):
    """Pairs of people of whom the first few are the group "a", the others "b"."""
    distances, same, people = sample_people(n_people, n_images, seed, spread)
    return distances, same, people, in_groups(people, ["a"] * n_small + ["b"] * (n_people - n_small))


@given(st.integers(0, 10**6), st.floats(0, 3))
def test_rates_and_counts_are_those_of_a_naive_loop(seed, threshold):
    distances, same, people, groups = grouped(6, 3, seed, n_small=2)
    for found in rates_by_group(distances, same, people, groups, threshold, n_resamples=1):
        genuine, impostor, members = [], [], set()
        for distance, is_same, *sides in zip(distances, same, *people, *groups, strict=True):
            members |= {person for person, group in zip(sides[:2], sides[2:], strict=True) if group == found.group}
            if sides[2] == sides[3] == found.group:
                (genuine if is_same else impostor).append(distance)
        assert (found.people, found.genuine_pairs, found.impostor_pairs) == (len(members), len(genuine), len(impostor))
        assert found.far == pytest.approx(np.mean([distance <= threshold for distance in impostor]))
        assert found.frr == pytest.approx(np.mean([distance > threshold for distance in genuine]))


def test_one_group_of_everybody_has_the_rates_of_the_curve():
    distances, same, people = sample_people(8, 3, seed=0)
    (rates,) = rates_by_group(distances, same, people, in_groups(people, ["all"] * 8), 1.0)
    curve = verification_curve(distances, same)
    assert rates.far == curve.far_at(1.0) and rates.people == 8
    assert rates.frr == pytest.approx(1 - np.mean(distances[same] <= 1.0))


def test_impostors_across_groups_count_for_none():
    """The only near impostors are of two groups: they would make FAR 1/3 for both."""
    left, right = np.array([0, 2, 0]), np.array([1, 3, 2])
    people, same = (np.append(left, 0), np.append(right, 0)), np.array([False, False, False, True])
    groups = in_groups(people, ["a", "a", "b", "b"])
    rates = rates_by_group(np.array([0.9, 0.9, 0.1, 0.2]), same, people, groups, 0.5)
    assert [each.far for each in rates] == [0, 0] and [each.impostor_pairs for each in rates] == [1, 1]


def test_a_distance_of_exactly_the_threshold_is_accepted():
    people, same = (np.array([0, 0]), np.array([0, 1])), np.array([True, False])
    (found,) = rates_by_group(np.array([0.5, 0.5]), same, people, in_groups(people, ["a", "a"]), 0.5)
    assert (found.far, found.frr) == (1, 0)


def test_intervals_against_a_naive_bootstrap():
    """Copy each pair as often as its people were drawn."""
    distances, same, people = sample_people(8, 3, seed=1, spread=2.0)
    threshold, rng, expected = 1.2, np.random.default_rng(5), []
    for kind in (~same, same):
        rates = []
        for _ in range(40):
            drawn = rng.multinomial(8, np.full(8, 1 / 8))
            times = np.where(same, drawn[people[0]], drawn[people[0]] * drawn[people[1]])
            rates.append(np.repeat((distances <= threshold)[kind] != same[kind], times[kind]).mean())
        expected.append(np.quantile(rates, [0.05, 0.95]))
    options = {"n_resamples": 40, "level": 0.9, "seed": 5}
    (found,) = rates_by_group(distances, same, people, in_groups(people, np.zeros(8, int)), threshold, **options)
    assert 0 < found.far < 1 and 0 < found.frr < 1
    np.testing.assert_allclose([found.far_interval, found.frr_interval], expected)


def test_without_errors_people_are_counted_and_not_pairs():
    """Hanley and Lippman-Hand, 1983: 3 / n, here for n = 60 people, and 30 pairs that share nobody."""
    distances, same, people = sample_people(60, 2, seed=0, spread=0.01)
    (found,) = rates_by_group(distances, same, people, in_groups(people, [7] * 60), threshold=0.04)
    assert (found.group, found.far, found.frr, found.far_interval.low) == (7, 0, 0, 0)
    assert found.frr_interval.high == pytest.approx(3 / 60, rel=0.05)
    assert found.far_interval.high == pytest.approx(3 / 30, rel=0.06)
    assert (1 - found.far_interval.high) ** 30 == pytest.approx(0.05)


def test_with_nothing_but_errors_it_is_the_same_from_above():
    distances, same, people = sample_people(60, 2, seed=0, spread=0.01)
    groups = in_groups(people, [7] * 60)
    (found,) = rates_by_group(-distances, same, people, groups, threshold=-0.04, level=0.9)
    assert (found.far, found.frr) == (1, 1) and found.far_interval.high == 1
    assert found.frr_interval.low**60 == pytest.approx(0.1) and found.far_interval.low**30 == pytest.approx(0.1)


def test_a_person_who_is_taken_for_everybody_is_within_the_bound():
    """The worst case for FAR: in 20 people without such a person, there may be 3 / 20 of them; each spoils 2 in 20."""
    share = 1 - 0.05 ** (1 / 20)
    distances, same, people = sample_people(20, 2, seed=0, spread=0.01)
    (found,) = rates_by_group(distances, same, people, in_groups(people, [0] * 20), threshold=0.04)
    assert found.far_interval.high == pytest.approx(1 - (1 - share) ** 2)


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    threshold = 1.3
    far, frr = (np.mean(rates) for rates in truth(threshold))
    covered = []
    for seed in range(60):
        distances, same, people = sample_people(15, 4, seed)
        groups = in_groups(people, [0] * 15)
        (found,) = rates_by_group(distances, same, people, groups, threshold, n_resamples=200)
        intervals = ((far, found.far_interval), (frr, found.frr_interval))
        covered.append([low <= rate <= high for rate, (low, high) in intervals])
    assert (np.mean(covered, axis=0) >= 0.8).all()


def truth(threshold):
    """FAR and FRR among very many people."""
    distances, same, _ = sample_people(500, 4, seed=99)
    return distances[~same] <= threshold, distances[same] > threshold


def test_a_group_too_small_to_say_anything():
    """Of one person, FAR has no pairs and FRR no other people; of two people, FAR has one pair of people."""
    distances, same, people, groups = grouped(6, 3, seed=0, n_small=1)
    alone, _ = rates_by_group(distances, same, people, groups, 1.0)
    assert np.isnan(alone.far) and alone.far_interval == alone.frr_interval == (0, 1) and alone.frr >= 0
    distances, same, people, groups = grouped(6, 3, seed=0, n_small=2)
    two, _ = rates_by_group(distances, same, people, groups, 1.0)
    assert two.far_interval == (0, 1) and two.impostor_pairs == 9


def test_neither_the_order_nor_the_side_matters():
    distances, same, people, groups = grouped(9, 3, seed=3, n_small=4)
    expected = rates_by_group(distances, same, people, groups, 1.0)
    mixed, flip = np.random.default_rng(0).permutation(len(same)), np.random.default_rng(1).random(len(same)) < 0.5
    people, groups = ((np.where(flip, b, a), np.where(flip, a, b)) for a, b in (people, groups))
    people, groups = (tuple(side[mixed] for side in sides) for sides in (people, groups))
    found = rates_by_group(distances[mixed], same[mixed], people, groups, 1.0)
    for one, other in zip(found, expected, strict=True):
        assert one[:4] == other[:4] and one.far == other.far and one.frr == other.frr
        np.testing.assert_allclose(one.far_interval, other.far_interval)


def test_a_table():
    table = pd.DataFrame(rates_by_group(*grouped(9, 3, seed=3, n_small=4), 1.0))
    assert list(table.columns) == list(GroupRates._fields) and table["group"].tolist() == ["a", "b"]


def test_equal_groups_differ_when_one_is_small():
    """What the course shows: halves that are equal in truth, and yet the small one is often far off."""
    ratios = {}
    for n_small in (4, 20):
        ratios[n_small] = []
        for seed in range(12):
            distances, same, people, groups = grouped(40, 3, seed, n_small, spread=1.5)
            threshold = choose_threshold(distances, same, by="far", far=0.05)
            rates = rates_by_group(distances, same, people, groups, threshold, n_resamples=1)
            ratios[n_small].append(worst_to_best(rates)[0])
    assert np.median(ratios[4]) > 1.3 * np.median(ratios[20]) and min(ratios[4] + ratios[20]) >= 1


def rates_of(far, frr=0.0):
    return [
        GroupRates(name, 9, 90, 0 if np.isnan(each) else 720, each, Interval(0.0, 0.26), frr, Interval(0.0, 1.0))
        for name, each in zip("abc", far, strict=False)
    ]


def test_worst_to_best():
    assert worst_to_best(rates_of([0.02, 0.01, 0.06])) == (pytest.approx(6), "FAR of 'c' is 6 times that of 'b'.")
    assert worst_to_best(rates_of([np.nan, 0.01, 0.02]))[0] == 2
    ratio, words = worst_to_best(rates_of([0.02, 0.0, 0.06]))
    assert ratio == np.inf and "'c' has FAR = 0.06, and 'b' had no error, but its interval reaches 0.26" in words
    ratio, words = worst_to_best(rates_of([0.02, 0.01]), "frr")
    assert np.isnan(ratio) and "No group had an error, so there is no ratio of FRR" in words
    assert worst_to_best(rates_of([0.02, 0.01], frr=0.5), "frr")[0] == 1


@pytest.mark.parametrize(
    ("rates", "rate", "message"),
    [
        (rates_of([0.1]), "far", r"FAR was measured for 1 group\(s\)"),
        ([], "frr", r"FRR was measured for 0 group\(s\)"),
        (rates_of([0.1, np.nan]), "far", r"for 1 group\(s\); a comparison needs two"),
        (rates_of([0.1, 0.2]), "people", "expected far or frr"),
    ],
)
def test_what_cannot_be_compared(rates, rate, message):
    with pytest.raises(ValueError, match=message):
        worst_to_best(rates, rate)


def test_each_groups_threshold_keeps_its_own_far():
    distances, same, people, groups = grouped(20, 4, seed=0, n_small=8)
    distances = np.where(groups[0] == "a", 0.7, 1) * distances  # those of "a" seem nearer
    thresholds = thresholds_by_group(distances, same, groups, far=0.05)
    for name in "ab":
        inside = (groups[0] == name) & (groups[1] == name)
        assert thresholds[name] == choose_threshold(distances[inside], same[inside], by="far", far=0.05)
        (found,) = rates_by_group(
            *(each[inside] for each in (distances, same)),
            *(tuple(side[inside] for side in sides) for sides in (people, groups)),
            thresholds[name],
            n_resamples=1,
        )
        assert 0.03 < found.far <= 0.05
    assert thresholds["a"] < 0.85 * thresholds["b"]


def test_a_group_with_too_few_pairs_is_named():
    distances, same, _, groups = grouped(20, 4, seed=0, n_small=2)
    with pytest.raises(ValueError, match=r"group 'a': FAR = 0\.01 needs at least 100 impostor pairs; there are 16"):
        thresholds_by_group(distances, same, groups, far=0.01)


def test_bad_input():
    distances, same, people, groups = grouped(6, 3, seed=0, n_small=2)
    with pytest.raises(ValueError, match=r"groups must be \(left, right\), each of shape \(153,\); found"):
        rates_by_group(distances, same, people, groups[:1], 1.0)
    with pytest.raises(ValueError, match=r"people must be \(left, right\)"):
        rates_by_group(distances, same, people[0], groups, 1.0)
    with pytest.raises(ValueError, match="as `same` says"):
        rates_by_group(distances, same, np.triu_indices(18, k=1), groups, 1.0)
    with pytest.raises(ValueError, match="a person is in two groups"):
        rates_by_group(distances, same, people, (groups[0], groups[1][::-1]), 1.0)
    with pytest.raises(ValueError, match="the threshold is NaN"):
        rates_by_group(distances, same, people, groups, np.nan)
    with pytest.raises(ValueError, match="a level such as"):
        rates_by_group(distances, same, people, groups, 1.0, level=95)
    with pytest.raises(ValueError, match="distances are NaN"):
        rates_by_group(np.full(153, np.nan), same, people, groups, 1.0)
    with pytest.raises(ValueError, match="impostor pairs are needed too"):
        rates_by_group(distances[same], same[same], people, groups, 1.0)
