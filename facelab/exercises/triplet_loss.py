"""Exercises of the notebook Triplet loss."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake
from facelab.mining import count_triplets


def mean_loss(anchor, positive, negative, margin):
    return float(np.maximum(_difference(anchor, positive, negative) + margin, 0).mean())


def _difference(anchor, positive, negative):
    d_ap, d_an = ((anchor - other) ** 2 for other in (positive, negative))
    return d_ap.sum(axis=1) - d_an.sum(axis=1)


def _loss_without_squares(anchor, positive, negative, margin):
    d_ap, d_an = (np.linalg.norm(anchor - other, axis=1) for other in (positive, negative))
    return np.maximum(d_ap - d_an + margin, 0).mean()


def _loss_cases(rng):
    yield np.array([[0.0, 0.0]]), np.array([[1.0, 0.0]]), np.array([[0.0, 0.5]]), 0.2
    yield np.array([[0.0, 0.0]]), np.array([[0.1, 0.0]]), np.array([[3.0, 0.0]]), 0.2
    yield np.array([[0.0], [0.0]]), np.array([[0.0], [1.0]]), np.array([[9.0], [0.0]]), 0.5
    for n, size in ((4, 2), (30, 64)):
        yield *rng.normal(size=(3, n, size)), 0.3


LOSS_MISTAKES = [
    Mistake(lambda a, p, n, m: mean_loss(a, p, n, 0) + m, "the margin belongs inside the maximum."),
    Mistake(lambda a, p, n, m: np.mean(_difference(a, p, n) + m), "an easy triplet costs 0, never less."),
    Mistake(
        lambda a, p, n, m: max(np.mean(_difference(a, p, n) + m), 0),
        "take the maximum with 0 for each triplet, then the mean.",
    ),
    Mistake(lambda a, p, n, m: mean_loss(a, n, p, m), "positive and negative are swapped."),
    Mistake(_loss_without_squares, "the distances are squared."),
]


def number_of_triplets(labels):
    return sum(count_triplets(np.zeros((len(labels), 1)), labels, margin=1.0))


def _counts(labels):
    return np.unique(labels, return_counts=True)[1]


def _labels_cases(rng):
    yield (np.array([0, 0, 1]),)
    yield (np.array([3, 3, 3]),)
    yield (np.array([0, 1, 2]),)
    yield (np.repeat(np.arange(3), 4),)
    for n in (10, 60):
        yield (rng.integers(0, 5, n),)


LABELS_MISTAKES = [
    Mistake(lambda y: len(y) ** 3, "the three must be two images of one person and one of another."),
    Mistake(lambda y: number_of_triplets(y) // 2, "(A, P, N) and (P, A, N) are two triplets."),
    Mistake(lambda y: sum(k * k * (len(y) - k) for k in _counts(y)), "an image is not its own positive."),
    Mistake(lambda y: sum(k * (k - 1) * len(y) for k in _counts(y)), "a negative shows another person."),
]


def hardest_triplet(distances, labels, anchor):
    row, same = distances[anchor], labels == labels[anchor]
    return _farthest(row, same & (np.arange(len(labels)) != anchor)), _nearest(row, ~same)


def _farthest(row, candidates):
    return int(np.where(candidates, row, -np.inf).argmax())


def _nearest(row, candidates):
    return int(np.where(candidates, row, np.inf).argmin())


def _positions_among_candidates(distances, labels, anchor):
    same = labels == labels[anchor]
    return int(distances[anchor][same].argmax()), int(distances[anchor][~same].argmin())


def _row_cases(rng):
    distances = np.array([[0, 2, 5, 3, 1], [2, 0, 4, 6, 7], [5, 4, 0, 1, 2], [3, 6, 1, 0, 4], [1, 7, 2, 4, 0]], float)
    labels = np.array([8, 8, 8, 9, 9])
    yield distances, labels, 0
    yield distances, labels, 4
    yield distances, labels, 2
    for n in (6, 40):
        points = rng.normal(size=(n, 3))
        yield np.linalg.norm(points[:, None] - points, axis=2), np.arange(n) // 2, int(rng.integers(n))


ROW_MISTAKES = [
    Mistake(
        lambda d, y, a: (_farthest(d[a], y == y[a]), _farthest(d[a], y != y[a])), "the hardest negative is the nearest."
    ),
    Mistake(
        lambda d, y, a: (_nearest(d[a], y == y[a]), _nearest(d[a], y != y[a])), "the hardest positive is the farthest."
    ),
    Mistake(_positions_among_candidates, "give positions in the whole batch, not among the positives or negatives."),
    Mistake(lambda d, y, a: hardest_triplet(d, y, a)[::-1], "the positive comes first."),
]

COLLAPSED_MISTAKES = [
    Mistake(0.0, "both distances are 0 then, but something is left in the loss."),
    Mistake(-0.3, "the loss is never below 0."),
    Mistake(0.6, "the margin is added once."),
]

EXERCISES = [
    Exercise(
        "triplet-loss", 1, "a function of three sets of embeddings and a margin", mean_loss, _loss_cases, LOSS_MISTAKES
    ),
    Exercise("number-of-triplets", 2, "a function of labels", number_of_triplets, _labels_cases, LABELS_MISTAKES),
    Exercise(
        "hardest-triplet", 3, "a function of distances, labels and an anchor", hardest_triplet, _row_cases, ROW_MISTAKES
    ),
    Exercise("collapsed-loss", 1, "a number", 0.3, None, COLLAPSED_MISTAKES),
]
