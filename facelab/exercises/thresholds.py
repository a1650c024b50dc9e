"""Exercises of the notebook Thresholds."""

import math

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def error_rates(distances, same, threshold):
    distances, same = np.asarray(distances, float), np.asarray(same, bool)
    fmr, fnmr = _shares(distances[~np.isnan(distances)], same[~np.isnan(distances)], threshold)
    return fmr, fnmr, *_shares(distances, same, threshold)


def _shares(distances, same, threshold):
    """Compute the share of impostor attempts accepted and of genuine ones rejected; NaN is never accepted."""
    accepted = distances <= threshold
    return float(accepted[~same].mean()), float((~accepted)[same].mean())


def _nan_rejected_by_greater(distances, same, threshold):
    fmr, fnmr, far, _ = error_rates(distances, same, threshold)
    return fmr, fnmr, far, float((distances > threshold)[same].mean())


def _one_failure_rate(distances, same, threshold):
    fmr, fnmr, _, _ = error_rates(distances, same, threshold)
    fta = np.isnan(distances).mean()
    return fmr, fnmr, fmr * (1 - fta), fta + fnmr * (1 - fta)


def _without_failures(distances, same, threshold):
    fmr, fnmr, _, _ = error_rates(distances, same, threshold)
    return fmr, fnmr, fmr, fnmr


def _all_everywhere(distances, same, threshold):
    return (*_shares(distances, same, threshold), *_shares(distances, same, threshold))


def _exclusive_rates(distances, same, threshold):
    return error_rates(distances, same, np.nextafter(threshold, -np.inf))


def _rates_cases(rng):
    yield np.array([0.2, np.nan, 0.9, 0.5, np.nan, 0.7]), np.array([True, True, True, False, False, False]), 0.6
    yield np.array([0.5, 0.5, np.nan]), np.array([True, False, False]), 0.5
    yield np.array([0.2, np.nan, np.nan, 0.7]), np.array([True, True, True, False]), 0.1
    yield np.array([0.2, 0.5, 0.7]), np.array([False, True, False]), 1.0
    for n in (12, 200):
        distances, same = rng.random(n).round(2), rng.random(n) < 0.4
        distances[rng.random(n) < 0.2] = np.nan
        distances[:2], same[:2] = (0.3, 0.6), (True, False)
        yield distances, same, round(float(rng.random()), 2)


RATES_MISTAKES = [
    Mistake(_exclusive_rates, "a distance that equals the threshold is accepted, too."),
    Mistake(_nan_rejected_by_greater, "NaN > threshold is False, too: an attempt that was not compared is rejected."),
    Mistake(_one_failure_rate, "count: faces may be missed more often in one kind of attempt than in the other."),
    Mistake(_without_failures, "FAR and FRR look at all attempts, also at those without a face."),
    Mistake(_all_everywhere, "FMR and FNMR only look at attempts that were compared."),
    Mistake(lambda d, s, t: error_rates(d, ~np.asarray(s), t), "`same` is True for genuine attempts."),
    Mistake(lambda d, s, t: tuple(np.array(error_rates(d, s, t))[[1, 0, 3, 2]]), "the order is FMR, FNMR, FAR, FRR."),
    Mistake(lambda d, s, t: error_rates(d, s, t)[:2], "give all four rates."),
    Mistake(
        lambda d, s, t: _of_all_attempts(d, s, t),
        "FMR and FAR are shares of impostor attempts, FNMR and FRR of genuine ones.",
    ),
]


def _of_all_attempts(distances, same, threshold):
    rates = []
    for used in (~np.isnan(distances), np.full(len(distances), True)):
        accepted = distances[used] <= threshold
        rates += [float(np.mean(accepted & ~same[used])), float(np.mean(~accepted & same[used]))]
    return tuple(rates)


def threshold_for(impostor_distances, far):
    ordered = np.sort(impostor_distances)
    n_accepted = math.floor(far * len(ordered) + 1e-9)
    allowed = ordered[ordered < ordered[n_accepted]] if n_accepted < len(ordered) else ordered
    return float(allowed[-1]) if len(allowed) else -math.inf


def _one_too_far(impostor_distances, far):
    return np.sort(impostor_distances)[min(int(far * len(impostor_distances)), len(impostor_distances) - 1)]


def _without_ties(impostor_distances, far):
    return np.sort(impostor_distances)[max(int(far * len(impostor_distances)) - 1, 0)]


def _exclusive_threshold(impostor_distances, far):
    return next(
        (each for each in np.sort(impostor_distances)[::-1] if np.mean(impostor_distances < each) <= far), -np.inf
    )


def _smallest_allowed(impostor_distances, far):
    return min((each for each in impostor_distances if np.mean(impostor_distances <= each) <= far), default=-np.inf)


def _of_unique(impostor_distances, far):
    return threshold_for(np.unique(impostor_distances), far)


def _far_cases(rng):
    yield np.array([0.5, 0.9, 0.7, 0.6]), 0.5
    yield np.array([0.5, 0.7, 0.7, 0.9]), 0.5
    yield np.array([0.8, 0.4, 0.6]), 0.1
    yield np.array([0.8, 0.4, 0.6]), 1.0
    yield np.array([0.4, 0.4, 0.4, 0.6, 0.8]), 0.5
    for n, far in ((50, 0.1), (1000, 0.01)):
        yield rng.random(n).round(2), far


FAR_MISTAKES = [
    Mistake(np.quantile, "a quantile is between two distances; give one of them, and count what it accepts."),
    Mistake(_one_too_far, "that is one distance too far: it accepts too many."),
    Mistake(_without_ties, "several distances may be equal, and even the smallest may accept too many."),
    Mistake(_exclusive_threshold, "a distance that equals the threshold is accepted, too."),
    Mistake(_smallest_allowed, "of all that keep to the FAR, give the largest."),
    Mistake(_of_unique, "equal distances are several pairs, and each of them counts."),
]


def n_pairs(far, confidence):
    return math.ceil(math.log(1 - confidence) / math.log(1 - far))


def _pairs_cases(rng):
    yield 0.5, 0.95
    yield 0.001, 0.95
    yield 1e-6, 0.95
    yield 0.01, 0.5
    for _ in range(2):
        yield float(rng.uniform(0.001, 0.2)), float(rng.uniform(0.5, 0.99))


PAIRS_MISTAKES = [
    Mistake(lambda f, c: math.ceil(3 / f), "3 / FAR is a rule of thumb for 95 %; (1 − far)ⁿ gives the exact number."),
    Mistake(lambda f, c: math.ceil(1 / f), "in 1 / FAR pairs one error is expected, but none is quite likely."),
    Mistake(lambda f, c: int(np.log(1 - c) / np.log(1 - f)), "round up: the smallest number that is enough."),
    Mistake(lambda f, c: n_pairs(f, 1 - c), "the probability of no error must be at most 1 − confidence."),
]


def falling_staircase(same):
    """For each pair, the smallest, over all beginnings, of the largest mean, over all ends, of what lies between."""
    same = np.asarray(same, float)
    sums = np.concatenate([[0.0], np.cumsum(same)])
    n = len(same)
    means = np.full((n, n), -np.inf)  # of the pairs from `begin` to `end`
    for begin in range(n):
        means[begin, begin:] = (sums[begin + 1 :] - sums[begin]) / np.arange(1, n - begin + 1)
    largest = np.maximum.accumulate(means[:, ::-1], axis=1)[:, ::-1]  # over the ends from each pair on
    return np.array([largest[: i + 1, i].min() for i in range(n)])


def _one_merge(same):
    """Merge a block with the one before it, once, without looking further back."""
    blocks = []
    for kind in same:
        blocks.append([int(kind), 1])
        if len(blocks) > 1 and blocks[-1][0] / blocks[-1][1] > blocks[-2][0] / blocks[-2][1]:
            total, n = blocks.pop()
            blocks[-1][0] += total
            blocks[-1][1] += n
    return np.array([total / n for total, n in blocks for _ in range(n)])


def _unweighted_merge(same):
    """Give a merged block the mean of two heights, whatever their sizes."""
    blocks = []
    for kind in same:
        blocks.append((float(kind), 1))
        while len(blocks) > 1 and blocks[-1][0] > blocks[-2][0]:
            (later, n_later), (earlier, n_earlier) = blocks.pop(), blocks.pop()
            blocks.append(((earlier + later) / 2, n_earlier + n_later))
    return np.array([height for height, n in blocks for _ in range(n)])


def _rising(same):
    return falling_staircase(np.asarray(same)[::-1])[::-1]


def _running_mean(same):
    return np.cumsum(same) / np.arange(1, len(same) + 1)


def _staircase_cases(rng):
    yield (np.array([True, False, True, False]),)
    yield (np.array([True, True, False, False, False]),)
    yield (np.array([False, False, True]),)
    yield (np.array([True, False, False, True, True, False]),)
    yield (np.array([False, True, False, False, True, True, False]),)
    yield (np.zeros(0, bool),)
    yield (np.array([True]),)
    for n in (9, 60):
        yield (rng.random(n) < np.linspace(0.8, 0.1, n),)


STAIRCASE_MISTAKES = [
    Mistake(_rising, "the probability must not rise with the distance; yours must not fall."),
    Mistake(_one_merge, "a block that has just been merged may be higher than the one before it: look again."),
    Mistake(_unweighted_merge, "the height of a merged block is the mean of all its pairs, not of two heights."),
    Mistake(_running_mean, "a running mean can rise, and it never looks ahead."),
    Mistake(
        lambda s: np.minimum.accumulate(np.asarray(s, float)), "a pair that is 0 need not pull all that follow to 0."
    ),
    Mistake(lambda s: np.sort(np.asarray(s, float))[::-1], "the pairs keep their places; only their heights change."),
    Mistake(lambda s: np.asarray(s, float), "these are the 0s and 1s themselves: they rise where they must not."),
]


ACCEPTED_MISTAKES = [
    Mistake(200, "there are 9,900 impostor pairs, not 10,000."),
    Mistake(2, "that is the number of genuine pairs that are rejected."),
    Mistake(98, "that is the number of genuine pairs that are accepted."),
]

EXERCISES = [
    Exercise("impostors-accepted", 1, "an integer", 198, None, ACCEPTED_MISTAKES),
    Exercise(
        "error-rates", 2, "a function of distances, same and a threshold", error_rates, _rates_cases, RATES_MISTAKES
    ),
    Exercise(
        "threshold-for-far", 3, "a function of impostor distances and a FAR", threshold_for, _far_cases, FAR_MISTAKES
    ),
    Exercise(
        "pairs-needed", 2, "a function of a FAR and a confidence", n_pairs, _pairs_cases, PAIRS_MISTAKES, tolerance=0
    ),
    Exercise("falling-staircase", 4, "a function of same", falling_staircase, _staircase_cases, STAIRCASE_MISTAKES),
]
