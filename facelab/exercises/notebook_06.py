"""Exercises of notebook 06, Siamese networks."""

import numpy as np

from facelab.exercises.exercise import Exercise


def contrastive(same, distances, margin):
    losses = np.where(same, distances**2, np.maximum(margin - distances, 0) ** 2) / 2
    return float(losses.mean())


def _contrastive_cases(rng):
    yield np.array([True, False, False]), np.array([0.4, 0.4, 1.4]), 1.0
    yield np.array([True]), np.array([2.0]), 1.0
    yield np.array([False]), np.array([0.0]), 0.5
    for n in (5, 60):
        yield rng.random(n) < 0.5, rng.uniform(0, 2, n), 1.2


def logistic_head(a, b, weights, bias):
    return 1 / (1 + np.exp(-(np.abs(a - b) @ weights + bias)))


def _logistic_head_cases(rng):
    yield np.array([[1.0, 2.0]]), np.array([[1.0, 2.0]]), np.array([-1.0, -2.0]), 0.5
    yield np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 3.0], [0.0, 1.5]]), np.array([-1.0, 0.5]), 0.0
    for n, size in ((1, 4), (20, 64)):
        yield rng.normal(size=(n, size)), rng.normal(size=(n, size)), rng.normal(size=size), float(rng.normal())


def people_in_both(labels, train_left, train_right, test_left, test_right):
    train = labels[np.concatenate([train_left, train_right])]
    test = labels[np.concatenate([test_left, test_right])]
    return len(np.intersect1d(train, test))


def _people_in_both_cases(rng):
    yield np.array([0, 0, 1, 1, 2]), np.array([0]), np.array([1]), np.array([2]), np.array([4])
    yield np.array([0, 0, 1, 1, 2]), np.array([0, 1]), np.array([1, 2]), np.array([3]), np.array([4])
    yield np.array([5, 5, 5]), np.array([0]), np.array([1]), np.array([1]), np.array([2])
    for n_people in (4, 40):
        labels = np.repeat(np.arange(n_people) + 100, 10)
        yield labels, *rng.integers(0, len(labels), (4, n_people // 2))


EXERCISES = [
    Exercise("contrastive", "a function of same, distances and a margin", contrastive, _contrastive_cases),
    Exercise("logistic-head", "a function of two embeddings, weights and a bias", logistic_head, _logistic_head_cases),
    Exercise(
        "people-in-both", "a function of labels and the positions of pairs", people_in_both, _people_in_both_cases
    ),
]
