"""Exercises of the notebook One shot and distances."""

import numpy as np
from scipy import special

from facelab.distances import distance_matrix, pair_distances
from facelab.exercises.exercise import Exercise, Mistake


def softmax(logits):
    return special.softmax(logits, axis=1)


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
    nearest = int(distances.argmin())
    return nearest if distances[nearest] <= tau else -1


def _one_shot_cases(rng):
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([0.1, 3.0]), 0.2
    yield np.array([[1.0, 0.0], [0.0, 2.0]]), np.array([-3.0, -3.0]), 0.9
    yield np.array([[5.0, 5.0], [1.0, 0.1]]), np.array([1.0, 0.0]), 0.1
    yield np.array([[0.3, 0.4], [30.0, 0.0]]), np.array([6.0, 8.0]), 0.05
    for n, tau in ((1, 1.9), (40, 0.5), (40, 0.9)):
        scale = rng.uniform(0.1, 10, (n, 1))
        yield rng.normal(size=(n, 8)) * scale, rng.normal(size=8), tau


def _cosines(gallery, probe):
    return gallery @ probe / (np.linalg.norm(gallery, axis=1) * np.linalg.norm(probe))


EXERCISES = [
    Exercise(
        "softmax",
        1,
        "a function of logits",
        softmax,
        _softmax_cases,
        [
            Mistake(
                lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
                "exp(1000) is too large for a computer; subtract the largest logit of the row first.",
            ),
            Mistake(
                lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True),
                "subtract the largest logit of each row, not of the whole table.",
            ),
            Mistake(
                lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
                "divide by the sum of the row: probabilities add up to 1.",
            ),
            Mistake(
                lambda z: np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0),
                "a photograph is a row: sum along the other axis.",
            ),
        ],
    ),
    Exercise(
        "minkowski",
        2,
        "a function of two vectors and p",
        minkowski,
        _minkowski_cases,
        [
            Mistake(
                lambda a, b, p: np.sum(np.abs(a - b) ** p),
                "the p-th root is missing.",
            ),
            Mistake(
                lambda a, b, p: np.sum((a - b) ** p) ** (1 / p),
                "take absolute values: a negative difference to an odd power stays negative.",
            ),
            Mistake(
                lambda a, b, p: np.linalg.norm(a - b),
                "that is the Euclidean distance, p = 2 only.",
            ),
            Mistake(
                lambda a, b, p: np.mean(np.abs(a - b) ** p) ** (1 / p),
                "sum, do not average.",
            ),
        ],
    ),
    Exercise(
        "one-shot",
        3,
        "a function of a gallery, a probe and a threshold",
        one_shot,
        _one_shot_cases,
        [
            Mistake(
                lambda g, q, t: int(np.argmax(g @ q)),
                "divide by the lengths: the cosine does not depend on them. And compare with the threshold.",
            ),
            Mistake(
                lambda g, q, t: int(np.argmin(np.linalg.norm(g - q, axis=1))),
                "that is the Euclidean distance; the cosine distance is asked for.",
            ),
            Mistake(
                lambda g, q, t: int(np.argmax(_cosines(g, q))),
                "somebody whose distance is above the threshold is unknown: −1.",
            ),
            Mistake(
                lambda g, q, t: int(np.argmax(_cosines(g, q))) if _cosines(g, q).max() >= t else -1,
                "the threshold is for the distance, 1 − cosine, not for the cosine.",
            ),
            Mistake(
                lambda g, q, t: int(np.argmax(g @ q)) if 1 - _cosines(g, q).max() <= t else -1,
                "divide by the lengths before you look for the nearest.",
            ),
            Mistake(
                lambda g, q, t: next((i for i, c in enumerate(_cosines(g, q)) if 1 - c <= t), -1),
                "of several below the threshold take the nearest, not the first.",
            ),
        ],
    ),
    Exercise(
        "same-order",
        1,
        "the name of a distance",
        "cosine",
        None,
        [
            Mistake("manhattan", "try it: on vectors of length 1 two pairs can swap their order."),
            Mistake("chi2", "χ² is for histograms; on vectors with negative numbers it says little."),
            Mistake("minkowski", "only for p = 2, and then it is the Euclidean distance itself."),
        ],
    ),
]
