"""Exercises of notebook 00, Start here."""

import numpy as np

from facelab.exercises.exercise import Exercise


def accept(distances, threshold):
    return distances <= threshold


def _accept_cases(rng):
    yield np.array([0.2, 0.5, 0.9]), 0.5
    yield np.array([]), 1.0
    for n in (1, 4, 30):
        yield rng.random(n).round(2), 0.5


def identify(distances, threshold):
    nearest = int(np.argmin(distances))
    return nearest if distances[nearest] <= threshold else -1


def _identify_cases(rng):
    yield np.array([0.7, 0.4, 0.9]), 0.4
    yield np.array([0.7, 0.4, 0.9]), 0.3
    yield np.array([2.0]), 5.0
    yield np.array([0.7, 0.4, 0.2]), 0.5
    yield rng.random(50), 0.5
    for n in (3, 10, 100):
        yield rng.random(n), float(rng.random() / n)


def hidden_layer(x, weights, bias):
    return 1 / (1 + np.exp(-(x @ weights + bias)))


def _hidden_layer_cases(rng):
    for n, n_in, n_hidden in ((1, 2, 2), (6, 2, 2), (12, 2, 3), (5, 4, 1)):
        yield rng.normal(size=(n, n_in)), rng.normal(size=(n_in, n_hidden)), rng.normal(size=n_hidden)


EXERCISES = [
    Exercise("accept", "a function of distances and a threshold", accept, _accept_cases),
    Exercise("identify", "a function of gallery distances and a threshold", identify, _identify_cases),
    Exercise("hidden-layer", "a function of inputs, weights and biases", hidden_layer, _hidden_layer_cases),
]
