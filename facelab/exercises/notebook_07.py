"""Exercises of notebook 07, Triplet loss."""

import numpy as np

from facelab.exercises.exercise import Exercise
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
    Exercise("triplet-loss", "a function of three sets of embeddings and a margin", triplet_loss, _triplet_loss_cases),
    Exercise("number-of-triplets", "a function of labels", number_of_triplets, _number_of_triplets_cases),
    Exercise(
        "hardest-triplet", "a function of distances, labels and an anchor", hardest_triplet, _hardest_triplet_cases
    ),
]
