"""Exercises of the notebook Networks by hand."""

import numpy as np
from scipy.special import expit

from facelab.exercises.exercise import Exercise, Mistake


def hidden_layer(x, weights, bias):
    return expit(x @ weights + bias)


def _hidden_layer_cases(rng):
    for n, n_in, n_hidden in ((1, 2, 2), (6, 2, 2), (12, 2, 3), (5, 4, 1)):
        yield rng.normal(size=(n, n_in)), rng.normal(size=(n_in, n_hidden)), rng.normal(size=n_hidden)


EXERCISES = [
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
