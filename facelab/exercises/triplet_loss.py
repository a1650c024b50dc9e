"""Exercises of the notebook Triplet loss."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake
from facelab.mining import count_triplets


def triplet_loss(anchor, positive, negative, margin):
    d_ap, d_an = ((anchor - other) ** 2 for other in (positive, negative))
    return float(np.maximum(d_ap.sum(axis=1) - d_an.sum(axis=1) + margin, 0).mean())


def _triplet_loss_cases(rng):
    yield np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]]), np.array([[0.0, 0.5]]), 0.2
    yield np.array([[0.0, 0.0]]), np.array([[0.1, 0.0]]), np.array([[3.0, 0.0]]), 0.2
    yield np.array([[0.0], [0.0]]), np.array([[0.0], [1.0]]), np.array([[9.0], [0.0]]), 0.5
    for n, size in ((4, 2), (30, 64)):
        yield *rng.normal(size=(3, n, size)), 0.3


def number_of_triplets(labels):
    return sum(count_triplets(np.zeros((len(labels), 1)), labels, margin=1.0))


def _number_of_triplets_cases(rng):
    yield (np.array([0, 0, 1]),)
    yield (np.array([3, 3, 3]),)
    yield (np.array([0, 1, 2]),)
    yield (np.repeat(np.arange(3), 4),)
    for n in (10, 60):
        yield (rng.integers(0, 5, n),)


def hardest_triplet(distances, labels, anchor):
    same = labels == labels[anchor]
    positive = np.where(same & (np.arange(len(labels)) != anchor), distances[anchor], -np.inf).argmax()
    negative = np.where(same, np.inf, distances[anchor]).argmin()
    return int(positive), int(negative)


def _hardest_triplet_cases(rng):
    distances = np.array([[0, 2, 5, 3, 1], [2, 0, 4, 6, 7], [5, 4, 0, 1, 2], [3, 6, 1, 0, 4], [1, 7, 2, 4, 0]], float)
    labels = np.array([8, 8, 8, 9, 9])
    yield distances, labels, 0
    yield distances, labels, 4
    yield distances, labels, 2
    for n in (6, 40):
        points = rng.normal(size=(n, 3))
        yield np.linalg.norm(points[:, None] - points, axis=2), np.arange(n) // 2, int(rng.integers(n))


EXERCISES = [
    Exercise(
        "triplet-loss",
        1,
        "a function of three sets of embeddings and a margin",
        triplet_loss,
        _triplet_loss_cases,
        [
            Mistake(
                lambda a, p, n, m: np.maximum(np.sum((a - p) ** 2 - (a - n) ** 2, axis=1), 0).mean() + m,
                "the margin belongs inside the maximum.",
            ),
            Mistake(
                lambda a, p, n, m: np.mean(np.sum((a - p) ** 2 - (a - n) ** 2, axis=1) + m),
                "an easy triplet costs 0, never less.",
            ),
            Mistake(
                lambda a, p, n, m: max(np.mean(np.sum((a - p) ** 2 - (a - n) ** 2, axis=1) + m), 0),
                "take the maximum with 0 for each triplet, then the mean.",
            ),
            Mistake(
                lambda a, p, n, m: np.maximum(np.sum((a - n) ** 2 - (a - p) ** 2, axis=1) + m, 0).mean(),
                "positive and negative are swapped.",
            ),
            Mistake(
                lambda a, p, n, m: np.maximum(
                    np.linalg.norm(a - p, axis=1) - np.linalg.norm(a - n, axis=1) + m, 0
                ).mean(),
                "the distances are squared.",
            ),
        ],
    ),
    Exercise(
        "number-of-triplets",
        2,
        "a function of labels",
        number_of_triplets,
        _number_of_triplets_cases,
        [
            Mistake(
                lambda y: len(y) ** 3,
                "the three must be two photographs of one person and one of another.",
            ),
            Mistake(
                lambda y: sum(k * (k - 1) // 2 * (len(y) - k) for k in np.unique(y, return_counts=True)[1]),
                "(A, P, N) and (P, A, N) are two triplets.",
            ),
            Mistake(
                lambda y: sum(k * k * (len(y) - k) for k in np.unique(y, return_counts=True)[1]),
                "a photograph is not its own positive.",
            ),
            Mistake(
                lambda y: sum(k * (k - 1) * len(y) for k in np.unique(y, return_counts=True)[1]),
                "a negative shows another person.",
            ),
        ],
    ),
    Exercise(
        "hardest-triplet",
        3,
        "a function of distances, labels and an anchor",
        hardest_triplet,
        _hardest_triplet_cases,
        [
            Mistake(
                lambda d, y, a: (
                    int(np.where(y == y[a], d[a], -1).argmax()),
                    int(np.where(y != y[a], d[a], -1).argmax()),
                ),
                "the hardest negative is the nearest one.",
            ),
            Mistake(
                lambda d, y, a: (
                    int(np.where(y == y[a], d[a], 99).argmin()),
                    int(np.where(y == y[a], 99, d[a]).argmin()),
                ),
                "the hardest positive is the farthest one.",
            ),
            Mistake(
                lambda d, y, a: (int(d[a][y == y[a]].argmax()), int(d[a][y != y[a]].argmin())),
                "give positions in the whole batch, not among the positives or negatives.",
            ),
            Mistake(
                lambda d, y, a: (
                    int(np.where(y == y[a], 99, d[a]).argmin()),
                    int(np.where(y == y[a], d[a], -1).argmax()),
                ),
                "the positive comes first.",
            ),
        ],
    ),
    Exercise(
        "collapsed-loss",
        1,
        "a number",
        0.3,
        None,
        [
            Mistake(0.0, "both distances are 0 then, but something is left in the loss."),
            Mistake(-0.3, "the loss is never below 0."),
            Mistake(0.6, "the margin is added once."),
        ],
    ),
]
