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


ACCEPT_MISTAKES = [
    Mistake(lambda d, t: d < t, "a distance that equals the threshold is accepted, too."),
    Mistake(lambda d, t: d > t, "small distances are accepted, large ones rejected."),
    Mistake(lambda d, t: bool((d <= t).all()), "give one answer for each distance, not one for all."),
    Mistake(lambda d, t: (d <= t) * 1, "give True and False, not 1 and 0."),
]


def identify(distances, threshold):
    closest = int(distances.argmin())
    return -1 if distances[closest] > threshold else closest


def _first_within(distances, threshold):
    return next((i for i, distance in enumerate(distances) if distance <= threshold), -1)


def _identify_cases(rng):
    yield np.array([0.7, 0.4, 0.9]), 0.4
    yield np.array([0.7, 0.4, 0.9]), 0.3
    yield np.array([2.0]), 5.0
    yield np.array([0.7, 0.4, 0.2]), 0.5
    yield rng.random(50), 0.5
    for n in (3, 10, 100):
        yield rng.random(n), float(rng.random() / n)


IDENTIFY_MISTAKES = [
    Mistake(lambda d, t: int(d.argmin()), "somebody whose nearest distance is above the threshold is unknown: −1."),
    Mistake(
        lambda d, t: int(d.argmin()) if d.min() < t else -1, "a distance that equals the threshold is accepted, too."
    ),
    Mistake(lambda d, t: int(d.argmax()) if d.min() <= t else -1, "the person is the one at the smallest distance."),
    Mistake(_first_within, "of several below the threshold, take the nearest, not the first."),
]


def best_threshold(distances, same):
    return _most_right(np.unique(distances), distances, same)


def _most_right(thresholds, distances, same, accepts=np.less_equal):
    n_right = [np.count_nonzero(accepts(distances, threshold) == same) for threshold in thresholds]
    return thresholds[np.argmax(n_right)]


def _pairs_cases(rng):
    yield np.array([0.2, 0.3, 0.6, 0.7]), np.array([True, True, False, False])
    yield np.array([0.5, 0.5, 0.5]), np.array([True, False, True])  # one distance
    yield np.array([0.1, 0.2, 0.3, 0.4, 0.5]), np.array([True, False, True, False, False])  # two are equally good
    for n in (5, 20, 100):
        same = np.append(rng.random(n) < 0.4, True)
        yield rng.normal(2.0 - same, 0.6).clip(0).round(1), same


BEST_MISTAKES = [
    Mistake(
        lambda d, s: _most_right(np.unique(d), d, s, np.less), "a distance that equals the threshold is accepted, too."
    ),
    Mistake(lambda d, s: _most_right(np.unique(d)[::-1], d, s), "of several equally good ones, return the smallest."),
    Mistake(lambda d, s: int(np.argmax(best_threshold(d, s) == d)), "return the distance, not its position."),
    Mistake(lambda d, s: d[s].max(), "the farthest genuine pair may cost more impostor pairs than it brings."),
]

STRANGER_MISTAKES = [
    Mistake(0.95**20, "that is the probability that nobody in the gallery is near enough."),
    Mistake(0.05, "that is the probability for one person of the gallery; there are 20."),
    Mistake(
        1.0, "probabilities of events that can happen together do not add up: begin with nobody being near enough."
    ),
    Mistake(0.05**20, "that is the probability that all 20 are near enough; one of them is sufficient."),
]

EXERCISES = [
    Exercise("accept", 1, "a function of distances and a threshold", accept, _accept_cases, ACCEPT_MISTAKES),
    Exercise(
        "identify", 2, "a function of gallery distances and a threshold", identify, _identify_cases, IDENTIFY_MISTAKES
    ),
    Exercise("best-threshold", 3, "a function of distances and same", best_threshold, _pairs_cases, BEST_MISTAKES),
    Exercise("stranger-accepted", 1, "a probability", 1 - 0.95**20, None, STRANGER_MISTAKES, tolerance=1e-3),
]
