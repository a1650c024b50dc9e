"""Exercises of the notebook Thresholds."""

import math

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def val_and_far(distances, same, threshold):
    return _shares(distances <= threshold, same)


def _shares(accepted, same):
    return float(accepted[same].mean()), float(accepted[~same].mean())


def _frr_and_far(distances, same, threshold):
    val, far = val_and_far(distances, same, threshold)
    return 1 - val, far


def _rates_cases(rng):
    yield np.array([0.2, 0.5, 0.5, 0.9]), np.array([True, True, False, False]), 0.5
    yield np.array([0.2, 0.5, 0.7]), np.array([True, False, False]), 0.1
    yield np.array([0.2, 0.5, 0.7]), np.array([False, True, False]), 1.0
    for n in (10, 200):
        same = rng.random(n) < 0.3
        same[:2] = True, False
        yield rng.random(n), same, float(rng.random())


RATES_MISTAKES = [
    Mistake(lambda d, s, t: _shares(d < t, s), "a distance that equals the threshold is accepted, too."),
    Mistake(lambda d, s, t: _shares(d <= t, ~s), "VAL is about the genuine pairs, and comes first."),
    Mistake(
        lambda d, s, t: (np.mean((d <= t) & s), np.mean((d <= t) & ~s)),
        "VAL is a share of the genuine pairs, FAR of the impostor pairs, not of all.",
    ),
    Mistake(_frr_and_far, "VAL is the share that is accepted; you gave FRR."),
    Mistake(lambda d, s, t: np.mean(d[s] <= t), "give both rates."),
]


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


def _far_cases(rng):
    yield np.array([0.5, 0.9, 0.7, 0.6]), 0.5
    yield np.array([0.5, 0.7, 0.7, 0.9]), 0.5
    yield np.array([0.8, 0.4, 0.6]), 0.1
    yield np.array([0.8, 0.4, 0.6]), 1.0
    for n, far in ((50, 0.1), (1000, 0.01)):
        yield rng.random(n).round(2), far


FAR_MISTAKES = [
    Mistake(np.quantile, "a quantile is between two distances; give one of them, and count what it accepts."),
    Mistake(_one_too_far, "that is one distance too far: it accepts too many."),
    Mistake(_without_ties, "several distances may be equal, and even the smallest may accept too many."),
    Mistake(_exclusive_threshold, "a distance that equals the threshold is accepted, too."),
    Mistake(_smallest_allowed, "of all that keep to the FAR, give the largest."),
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

ACCEPTED_MISTAKES = [
    Mistake(200, "there are 9,900 impostor pairs, not 10,000."),
    Mistake(2, "that is the number of genuine pairs that are rejected."),
    Mistake(98, "that is the number of genuine pairs that are accepted."),
]

EXERCISES = [
    Exercise(
        "val-and-far", 1, "a function of distances, same and a threshold", val_and_far, _rates_cases, RATES_MISTAKES
    ),
    Exercise(
        "threshold-for-far", 3, "a function of impostor distances and a FAR", threshold_for, _far_cases, FAR_MISTAKES
    ),
    Exercise(
        "pairs-needed", 2, "a function of a FAR and a confidence", n_pairs, _pairs_cases, PAIRS_MISTAKES, tolerance=0
    ),
    Exercise("impostors-accepted", 1, "an integer", 198, None, ACCEPTED_MISTAKES),
]
