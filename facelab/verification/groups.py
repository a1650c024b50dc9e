"""Error rates of groups of people at one threshold, and how sure a group's size lets anyone be of them."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from facelab.verification.checks import check_pairs, check_resampling
from facelab.verification.intervals import Interval
from facelab.verification.thresholds import choose_threshold


class GroupRates(NamedTuple):
    """Hold the error rates of one group; a list of them becomes a table by `pandas.DataFrame(rates)`.

    Attributes
    ----------
    group : str or int
    people, genuine_pairs, impostor_pairs : int
        People of this group in any pair, and pairs inside the group.
    far, frr : float
        False accept and false reject rate, FMR and FNMR in the standards; NaN without a pair.
    far_interval, frr_interval : Interval

    Examples
    --------
    >>> GroupRates("left-handed", 9, 90, 720, 0.01, Interval(0.0, 0.03), 0.0, Interval(0.0, 0.28)).far_interval.high
    0.03
    """

    group: str | int
    people: int
    genuine_pairs: int
    impostor_pairs: int
    far: float
    far_interval: Interval
    frr: float
    frr_interval: Interval


def rates_by_group(
    distances: np.ndarray,
    same: np.ndarray,
    people: tuple[np.ndarray, np.ndarray],
    groups: tuple[np.ndarray, np.ndarray],
    threshold: float,
    n_resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> list[GroupRates]:
    """Measure FAR and FRR of each group at one threshold for all, with confidence intervals.

    A pair counts for a group if both sides belong to it. Impostor pairs across groups count for none: people of two
    groups are easier to tell apart, and would flatter both.

    Intervals come from resampling the group's people, as in `bootstrap_val`. Where no pair is wrong, resampling would
    call a rate of 0 certain. Then the upper end is the rate at which n independent pairs are all right with
    probability 1 − level: about 3 / n for 95 %, the rule of three. The honest n is not the number of pairs, because one
    person who is often mistaken spoils many of them. Only pairs that share no person are independent, so n is the
    number of people for FRR, and half of it for FAR; if n is below two, the interval is 0 to 1. This holds however much
    errors depend on persons, so an interval without errors may be wider than one with a few. Where every pair is
    wrong, the lower end is found in the same way.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    people : (left, right), ndarrays of int or str, shape (n_pairs,)
        Who is on each side of each pair.
    groups : (left, right), ndarrays of str or int, shape (n_pairs,)
        The group of the person on each side.
    threshold : float
        Chosen on other people.
    n_resamples : int, default 1000
    level : float, default 0.95
    seed : int, default 0

    Returns
    -------
    list of GroupRates
        In the order of the groups' names.

    Raises
    ------
    ValueError
        If shapes do not fit, a person is in two groups, or as in `verification_curve`.

    References
    ----------
    P. Grother, M. Ngan, K. Hanaoka, Face recognition vendor test part 3: demographic effects, NISTIR 8280, 2019.
    J. A. Hanley, A. Lippman-Hand, If nothing goes wrong, is everything all right?, JAMA 249, 1983: the rule of three.

    Examples
    --------
    >>> distances, same = np.array([0.3, 0.7, 0.4, 0.9]), np.array([True, True, False, False])
    >>> people = np.array([0, 1, 0, 0]), np.array([0, 1, 1, 2])
    >>> groups = np.array(["a", "a", "a", "a"]), np.array(["a", "a", "a", "b"])
    >>> a, b = rates_by_group(distances, same, people, groups, threshold=0.5)
    >>> a.group, a.people, a.far, a.frr, b.impostor_pairs, b.far
    ('a', 2, 1.0, 0.5, 0, nan)
    """
    distances, same = check_pairs(distances, same)
    names, kinds = _codes(groups, len(same), "groups")
    _, persons = _codes(people, len(same), "people")
    if ((persons[0] == persons[1]) != same).any():
        raise ValueError("people must name the persons on both sides of each pair, as `same` says.")
    if len(np.unique(persons * len(names) + kinds)) != persons.max() + 1:
        raise ValueError("a person is in two groups; expected one group for each person.")
    if np.isnan(threshold):
        raise ValueError("the threshold is NaN; expected a number.")
    check_resampling(n_resamples, level)
    rng, wrong, rates = np.random.default_rng(seed), (distances <= threshold) != same, []
    for kind, name in enumerate(names):
        inside = (kinds == kind).all(axis=0)
        far, far_interval = _rate(wrong, persons, inside & ~same, rng, n_resamples, level)
        frr, frr_interval = _rate(wrong, persons, inside & same, rng, n_resamples, level)
        counts = (len(np.unique(persons[kinds == kind])), int((inside & same).sum()), int((inside & ~same).sum()))
        rates.append(GroupRates(name, *counts, far, far_interval, frr, frr_interval))
    return rates


def worst_to_best(rates: Sequence[GroupRates], rate: str = "far") -> tuple[float, str]:
    """Compare the groups with the highest and the lowest rate.

    The ratio grows by chance alone with the number of groups, and as they get smaller.

    Parameters
    ----------
    rates : sequence of GroupRates
        At least two with a pair of this kind; groups without one are left out.
    rate : {"far", "frr"}, default "far"

    Returns
    -------
    ratio, words : float, str
        The highest rate divided by the lowest, infinity where only the lowest is 0, and NaN where all are; and what
        that means.

    References
    ----------
    As of `rates_by_group`.

    Examples
    --------
    >>> nothing = Interval(0.0, 1.0)
    >>> rates = [GroupRates(name, 9, 0, 720, far, nothing, np.nan, nothing) for name, far in (("a", 0.03), ("b", 0.01))]
    >>> worst_to_best(rates)
    (3.0, "FAR of 'a' is 3 times that of 'b'.")
    """
    if rate not in ("far", "frr"):
        raise ValueError(f"rate={rate!r}: expected far or frr.")
    measured = [each for each in rates if not np.isnan(getattr(each, rate))]
    if len(measured) < 2:
        raise ValueError(f"{rate.upper()} was measured for {len(measured)} group(s); a comparison needs two.")
    measured.sort(key=lambda each: getattr(each, rate))
    best, worst = measured[0], measured[-1]
    lowest, highest = getattr(best, rate), getattr(worst, rate)
    if highest == 0:
        return np.nan, f"No group had an error, so there is no ratio of {rate.upper()}: compare the intervals."
    if lowest == 0:
        reach = f"its interval reaches {getattr(best, f'{rate}_interval').high:.2g}"
        found = f"{worst.group!r} has {rate.upper()} = {highest:.2g}, and {best.group!r} had no error, but {reach}"
        return np.inf, f"{found}: the ratio is infinite only because no error was seen."
    return (
        highest / lowest,
        f"{rate.upper()} of {worst.group!r} is {highest / lowest:.3g} times that of {best.group!r}.",
    )


def thresholds_by_group(
    distances: np.ndarray, same: np.ndarray, groups: tuple[np.ndarray, np.ndarray], far: float
) -> dict[str | int, float]:
    """Choose a threshold for each group by itself: the largest one with a FAR of at most `far` inside the group.

    Judge them on other people. To use them, a verifier would have to know the group of whoever stands before it.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    groups : (left, right), ndarrays of str or int, shape (n_pairs,)
    far : float

    Returns
    -------
    dict of group to float

    Raises
    ------
    ValueError
        If a group has too few impostor pairs for that FAR, no genuine pair, or as in `choose_threshold`.

    Examples
    --------
    >>> distances, same = np.array([0.3, 0.7, 0.4, 0.9]), np.array([True, False, True, False])
    >>> side = np.array(["a", "a", "b", "b"])
    >>> thresholds_by_group(distances, same, (side, side), far=1)
    {'a': 0.7, 'b': 0.9}
    """
    distances, same = check_pairs(distances, same)
    names, kinds = _codes(groups, len(same), "groups")
    thresholds = {}
    for kind, name in enumerate(names):
        inside = (kinds == kind).all(axis=0)
        try:
            thresholds[name] = choose_threshold(distances[inside], same[inside], by="far", far=far)
        except ValueError as error:
            raise ValueError(f"group {name!r}: {error}") from error
    return thresholds


def _codes(sides: tuple[np.ndarray, np.ndarray], n_pairs: int, what: str) -> tuple[list, np.ndarray]:
    """Replace names on both sides of pairs by numbers: the names in order, and the numbers (2, n_pairs)."""
    if [np.shape(side) for side in sides] != [(n_pairs,)] * 2:
        found = [np.shape(side) for side in sides]
        raise ValueError(f"{what} must be (left, right), each of shape ({n_pairs},); found {found}.")
    names, codes = np.unique(np.stack(sides), return_inverse=True)
    return names.tolist(), codes.reshape(2, n_pairs)


def _rate(
    wrong: np.ndarray, persons: np.ndarray, chosen: np.ndarray, rng: np.random.Generator, n_resamples: int, level: float
) -> tuple[float, Interval]:
    """Measure the rate of wrong pairs among those chosen, which are all of one kind, and bound it."""
    wrong, (names, sides) = wrong[chosen], np.unique(persons[:, chosen], return_inverse=True)
    left, right = sides.reshape(2, -1)
    n_people, genuine = len(names), (left == right).all()
    rate = float(wrong.mean()) if len(wrong) else np.nan
    n_independent = n_people if genuine else n_people // 2
    if n_independent < 2:
        return rate, Interval(0.0, 1.0)
    possible = 1 - (1 - level) ** (1 / n_independent)
    if rate in (0, 1):
        return rate, Interval(0.0, possible) if rate == 0 else Interval(1 - possible, 1.0)
    cells = left * n_people + right
    pairs, wrong_pairs = (
        np.bincount(cells, weights, n_people**2).reshape(n_people, n_people) for weights in (np.ones(len(wrong)), wrong)
    )
    rates: list[float] = []
    while len(rates) < n_resamples:
        drawn = rng.multinomial(n_people, np.full(n_people, 1 / n_people))
        other = np.ones(n_people) if genuine else drawn
        if n_pairs := drawn @ pairs @ other:  # with few people, a draw may miss all pairs
            rates.append(float(drawn @ wrong_pairs @ other / n_pairs))
    return rate, Interval(*np.quantile(rates, [(1 - level) / 2, (1 + level) / 2]).tolist())
