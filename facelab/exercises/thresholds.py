"""Exercises of the notebook Thresholds."""

import math

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def val_and_far(distances, same, threshold):
    accepted = distances <= threshold
    return float(accepted[same].mean()), float(accepted[~same].mean())


def _val_and_far_cases(rng):
    yield np.array([0.2, 0.5, 0.5, 0.9]), np.array([True, True, False, False]), 0.5
    yield np.array([0.2, 0.5, 0.7]), np.array([True, False, False]), 0.1
    yield np.array([0.2, 0.5, 0.7]), np.array([False, True, False]), 1.0
    for n in (10, 200):
        same = rng.random(n) < 0.3
        same[:2] = True, False
        yield rng.random(n), same, float(rng.random())


def threshold_for(impostor_distances, far):
    ordered = np.sort(impostor_distances)
    n_accepted = math.floor(far * len(ordered) + 1e-9)
    allowed = ordered[ordered < ordered[n_accepted]] if n_accepted < len(ordered) else ordered
    return float(allowed[-1]) if len(allowed) else -math.inf


def _threshold_for_cases(rng):
    yield np.array([0.5, 0.9, 0.7, 0.6]), 0.5
    yield np.array([0.5, 0.7, 0.7, 0.9]), 0.5
    yield np.array([0.8, 0.4, 0.6]), 0.1
    yield np.array([0.8, 0.4, 0.6]), 1.0
    for n, far in ((50, 0.1), (1000, 0.01)):
        yield rng.random(n).round(2), far


def pairs_needed(far, confidence):
    return math.ceil(math.log(1 - confidence) / math.log(1 - far))


def _pairs_needed_cases(rng):
    yield 0.5, 0.95
    yield 0.001, 0.95
    yield 1e-6, 0.95
    yield 0.01, 0.5
    for _ in range(2):
        yield float(rng.uniform(0.001, 0.2)), float(rng.uniform(0.5, 0.99))


EXERCISES = [
    Exercise(
        "val-and-far",
        1,
        "a function of distances, same and a threshold",
        val_and_far,
        _val_and_far_cases,
        [
            Mistake(
                lambda d, s, t: (np.mean(d[s] < t), np.mean(d[~s] < t)),
                "a distance that equals the threshold is accepted, too.",
            ),
            Mistake(
                lambda d, s, t: (np.mean(d[~s] <= t), np.mean(d[s] <= t)),
                "VAL is about the genuine pairs, and comes first.",
            ),
            Mistake(
                lambda d, s, t: (np.mean((d <= t) & s), np.mean((d <= t) & ~s)),
                "VAL is a share of the genuine pairs, FAR of the impostor pairs, not of all.",
            ),
            Mistake(
                lambda d, s, t: (np.mean(d[s] > t), np.mean(d[~s] <= t)),
                "VAL is the share that is accepted; you gave FRR.",
            ),
            Mistake(
                lambda d, s, t: np.mean(d[s] <= t),
                "give both rates.",
            ),
        ],
    ),
    Exercise(
        "threshold-for-far",
        3,
        "a function of impostor distances and a FAR",
        threshold_for,
        _threshold_for_cases,
        [
            Mistake(
                lambda d, f: np.quantile(d, f),
                "a quantile lies between two distances; give one of them, and count what it accepts.",
            ),
            Mistake(
                lambda d, f: np.sort(d)[min(int(f * len(d)), len(d) - 1)],
                "that is one distance too far: it accepts too many.",
            ),
            Mistake(
                lambda d, f: np.sort(d)[max(int(f * len(d)) - 1, 0)],
                "several distances may be equal, and even the smallest may accept too many.",
            ),
            Mistake(
                lambda d, f: next((x for x in np.sort(d)[::-1] if np.mean(d < x) <= f), -np.inf),
                "a distance that equals the threshold is accepted, too.",
            ),
            Mistake(
                lambda d, f: min((x for x in d if np.mean(d <= x) <= f), default=-np.inf),
                "of all that keep to the FAR give the largest.",
            ),
        ],
    ),
    Exercise(
        "pairs-needed",
        2,
        "a function of a FAR and a confidence",
        pairs_needed,
        _pairs_needed_cases,
        [
            Mistake(
                lambda f, c: int(np.ceil(3 / f)),
                "3 / FAR is the rule of thumb, for 95 %; the exact number follows from (1 − far)ⁿ.",
            ),
            Mistake(
                lambda f, c: int(np.ceil(1 / f)),
                "in 1 / FAR pairs one error is expected, but none is quite likely.",
            ),
            Mistake(
                lambda f, c: int(np.log(1 - c) / np.log(1 - f)),
                "round up: the smallest number that is enough.",
            ),
            Mistake(
                lambda f, c: int(np.ceil(np.log(c) / np.log(1 - f))),
                "a test without an error must have a probability of at most 1 − confidence.",
            ),
        ],
        tolerance=0,
    ),
    Exercise(
        "impostors-accepted",
        1,
        "a whole number",
        198,
        None,
        [
            Mistake(200, "there are 9,900 impostor pairs, not 10,000."),
            Mistake(2, "that is the number of genuine pairs that are rejected."),
            Mistake(98, "that is the number of genuine pairs that are accepted."),
        ],
    ),
]
