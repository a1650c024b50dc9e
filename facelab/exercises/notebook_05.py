"""Exercises of notebook 05, One shot and distances."""

import numpy as np

from facelab.distances import distance_matrix, pair_distances
from facelab.exercises.exercise import Exercise


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def _softmax_cases(rng):
    yield (np.array([[0.0, 0.0], [1.0, 3.0]]),)
    yield (np.array([[1000.0, 999.0, 0.0]]),)
    yield (np.array([[-1000.0, -1001.0], [5.0, 1000.0]]),)
    for n, n_people in ((1, 1), (4, 30), (30, 4)):
        yield (rng.normal(size=(n, n_people)) * 5,)


def minkowski(a, b, p):
    return float(pair_distances(a[None], b[None], "minkowski", p=p)[0])


def _minkowski_cases(rng):
    yield np.array([0.0, 3.0]), np.array([4.0, 0.0]), 2
    yield np.array([0.0, 3.0]), np.array([4.0, 0.0]), 1
    yield np.array([1.0, 2.0]), np.array([1.0, 2.0]), 3
    for n, p in ((1, 5), (64, 1.5), (64, 4)):
        yield rng.normal(size=n), rng.normal(size=n), p


def one_shot(gallery, probe, tau):
    distances = distance_matrix(probe[None], gallery, "cosine")[0]
    nearest = int(np.argmin(distances))
    return nearest if distances[nearest] <= tau else -1


def _one_shot_cases(rng):
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([0.1, 3.0]), 0.2
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([-3.0, -3.0]), 0.9
    yield np.array([[5.0, 5.0], [1.0, 0.1]]), np.array([1.0, 0.0]), 0.1
    yield np.array([[0.3, 0.4], [30.0, 0.0]]), np.array([6.0, 8.0]), 0.05
    for n, tau in ((1, 1.9), (40, 0.5), (40, 0.9)):
        scale = rng.uniform(0.1, 10, (n, 1))
        yield rng.normal(size=(n, 8)) * scale, rng.normal(size=8), tau


EXERCISES = [
    Exercise("softmax", "a function of logits", softmax, _softmax_cases),
    Exercise("minkowski", "a function of two vectors and p", minkowski, _minkowski_cases),
    Exercise("one-shot", "a function of a gallery, a probe and a threshold", one_shot, _one_shot_cases),
]
