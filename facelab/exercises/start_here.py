"""Exercises of the notebook Start here."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def accept(distances, threshold):
    return np.less_equal(distances, threshold)


def _accept_cases(rng):
    yield np.array([0.2, 0.5, 0.9]), 0.5
    yield np.array([]), 1.0
    for n in (1, 4, 30):
        yield rng.random(n).round(2), 0.5


def identify(distances, threshold):
    closest = int(distances.argmin())
    return -1 if distances[closest] > threshold else closest


def _identify_cases(rng):
    yield np.array([0.7, 0.4, 0.9]), 0.4
    yield np.array([0.7, 0.4, 0.9]), 0.3
    yield np.array([2.0]), 5.0
    yield np.array([0.7, 0.4, 0.2]), 0.5
    yield rng.random(50), 0.5
    for n in (3, 10, 100):
        yield rng.random(n), float(rng.random() / n)


EXERCISES = [
    Exercise(
        "accept",
        1,
        "a function of distances and a threshold",
        accept,
        _accept_cases,
        [
            Mistake(
                lambda d, t: d < t,
                "a distance that equals the threshold is accepted, too.",
            ),
            Mistake(
                lambda d, t: d > t,
                "small distances are accepted, large ones rejected.",
            ),
            Mistake(
                lambda d, t: bool((d <= t).all()),
                "give one answer for each distance, not one for all.",
            ),
            Mistake(
                lambda d, t: (d <= t) * 1,
                "give True and False, not 1 and 0.",
            ),
        ],
    ),
    Exercise(
        "identify",
        2,
        "a function of gallery distances and a threshold",
        identify,
        _identify_cases,
        [
            Mistake(
                lambda d, t: int(np.argmin(d)),
                "somebody whose nearest distance is above the threshold is unknown: −1.",
            ),
            Mistake(
                lambda d, t: int(np.argmin(d)) if d.min() < t else -1,
                "a distance that equals the threshold is accepted, too.",
            ),
            Mistake(
                lambda d, t: int(np.argmax(d)) if d.min() <= t else -1,
                "the person is the one at the smallest distance.",
            ),
            Mistake(
                lambda d, t: next((i for i, x in enumerate(d) if x <= t), -1),
                "of several below the threshold take the nearest, not the first.",
            ),
        ],
    ),
]
