"""Exercises of the notebook One shot and distances."""

import numpy as np
from scipy import special

from facelab.distances import distance_matrix, pair_distances
from facelab.exercises.exercise import Exercise, Mistake


def softmax(logits):
    return special.softmax(logits, axis=1)


def _normalized(powers, axis=1):
    return powers / powers.sum(axis=axis, keepdims=True)


def _softmax_cases(rng):
    yield (np.array([[0.0, 0.0], [1.0, 3.0]]),)
    yield (np.array([[1000.0, 999.0, 0.0]]),)
    yield (np.array([[-1000.0, -1001.0], [5.0, 1000.0]]),)
    for n, n_people in ((1, 1), (4, 30), (30, 4)):
        yield (rng.normal(size=(n, n_people)) * 5,)


SOFTMAX_MISTAKES = [
    Mistake(lambda z: _normalized(np.exp(z)), "exp(1000) is too large; subtract the largest logit of the row first."),
    Mistake(lambda z: _normalized(np.exp(z - z.max())), "subtract the largest logit of each row, not of the table."),
    Mistake(lambda z: np.exp(z - z.max(axis=1, keepdims=True)), "divide by the row's sum: probabilities sum to 1."),
    Mistake(lambda z: _normalized(np.exp(z - z.max(axis=0)), axis=0), "an image is a row: sum along the other axis."),
]


def minkowski(a, b, p):
    return float(pair_distances(a[None], b[None], "minkowski", p=p)[0])


def _minkowski_cases(rng):
    yield np.array([0.0, 3.0]), np.array([4.0, 0.0]), 2
    yield np.array([0.0, 3.0]), np.array([4.0, 0.0]), 1
    yield np.array([1.0, 2.0]), np.array([1.0, 2.0]), 3
    for n, p in ((1, 5), (64, 1.5), (64, 4)):
        yield rng.normal(size=n), rng.normal(size=n), p


MINKOWSKI_MISTAKES = [
    Mistake(lambda a, b, p: np.sum(np.abs(a - b) ** p), "the p-th root is missing."),
    Mistake(lambda a, b, p: np.sum((a - b) ** p) ** (1 / p), "take absolute values: an odd power keeps the sign."),
    Mistake(lambda a, b, p: np.linalg.norm(a - b), "that is the Euclidean distance, p = 2 only."),
    Mistake(lambda a, b, p: np.mean(np.abs(a - b) ** p) ** (1 / p), "sum, do not average."),
]


def one_shot(gallery, probe, tau):
    distances = distance_matrix(probe[None], gallery, "cosine")[0]
    nearest = int(distances.argmin())
    return nearest if distances[nearest] <= tau else -1


def _cosines(gallery, probe):
    return gallery @ probe / (np.linalg.norm(gallery, axis=1) * np.linalg.norm(probe))


def _threshold_on_cosine(gallery, probe, tau):
    cosines = _cosines(gallery, probe)
    return int(cosines.argmax()) if cosines.max() >= tau else -1


def _nearest_without_lengths(gallery, probe, tau):
    return int((gallery @ probe).argmax()) if 1 - _cosines(gallery, probe).max() <= tau else -1


def _first_within(gallery, probe, tau):
    return next((i for i, cosine in enumerate(_cosines(gallery, probe)) if 1 - cosine <= tau), -1)


def _one_shot_cases(rng):
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([0.1, 3.0]), 0.2
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([-3.0, -3.0]), 0.9
    yield np.array([[5.0, 5.0], [1.0, 0.1]]), np.array([1.0, 0.0]), 0.1
    yield np.array([[0.3, 0.4], [30.0, 0.0]]), np.array([6.0, 8.0]), 0.05
    for n, tau in ((1, 1.9), (40, 0.5), (40, 0.9)):
        scale = rng.uniform(0.1, 10, (n, 1))
        yield rng.normal(size=(n, 8)) * scale, rng.normal(size=8), tau


ONE_SHOT_MISTAKES = [
    Mistake(
        lambda g, q, t: int(np.argmax(g @ q)),
        "divide by the lengths: the cosine does not depend on them. And compare with the threshold.",
    ),
    Mistake(
        lambda g, q, t: int(np.argmin(np.linalg.norm(g - q, axis=1))),
        "that is the Euclidean distance; the cosine distance is asked for.",
    ),
    Mistake(lambda g, q, t: int(_cosines(g, q).argmax()), "whoever is beyond the threshold is unknown: −1."),
    Mistake(_threshold_on_cosine, "the threshold is for the distance, 1 − cosine, not for the cosine."),
    Mistake(_nearest_without_lengths, "divide by the lengths before you look for the nearest."),
    Mistake(_first_within, "of several below the threshold, take the nearest, not the first."),
]

ORDER_MISTAKES = [
    Mistake("manhattan", "try it: on vectors of length 1 two pairs can swap their order."),
    Mistake("chi2", "χ² is for histograms; on vectors with negative numbers it says little."),
    Mistake("minkowski", "only for p = 2, and then it is the Euclidean distance itself."),
]

EXERCISES = [
    Exercise("softmax", 1, "a function of logits", softmax, _softmax_cases, SOFTMAX_MISTAKES),
    Exercise("minkowski", 2, "a function of two vectors and p", minkowski, _minkowski_cases, MINKOWSKI_MISTAKES),
    Exercise(
        "one-shot", 3, "a function of a gallery, a probe and a threshold", one_shot, _one_shot_cases, ONE_SHOT_MISTAKES
    ),
    Exercise("same-order", 1, "the name of a distance", "cosine", None, ORDER_MISTAKES),
]
