"""Exercises of notebook 00, Start here."""

import numpy as np
from scipy.special import expit

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


def hidden_layer(x, weights, bias):
    return expit(x @ weights + bias)


def _hidden_layer_cases(rng):
    for n, n_in, n_hidden in ((1, 2, 2), (6, 2, 2), (12, 2, 3), (5, 4, 1)):
        yield rng.normal(size=(n, n_in)), rng.normal(size=(n_in, n_hidden)), rng.normal(size=n_hidden)


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
    Exercise(
        "hidden-layer",
        2,
        "a function of inputs, weights and biases",
        hidden_layer,
        _hidden_layer_cases,
        [
            Mistake(
                lambda x, w, b: x @ w + b,
                "the sigmoid is missing.",
            ),
            Mistake(
                lambda x, w, b: 1 / (1 + np.exp(x @ w + b)),
                "a sign in the sigmoid: 1 / (1 + exp(−z)).",
            ),
            Mistake(
                lambda x, w, b: 1 / (1 + np.exp(-x @ w)),
                "the biases are missing.",
            ),
            Mistake(
                lambda x, w, b: np.tanh(x @ w + b),
                "this layer has sigmoids, not tanh.",
            ),
        ],
    ),
    Exercise(
        "sigmoid-slope",
        1,
        "a number",
        0.25,
        None,
        [
            Mistake(1.0, "that is the largest value of the sigmoid itself, not of its slope."),
            Mistake(0.5, "that is the value of the sigmoid at z = 0; its slope there is asked for."),
            Mistake(0.0, "the slope is nearly 0 far from z = 0, not at its largest."),
        ],
    ),
]
