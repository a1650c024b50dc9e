"""Exercises of the notebook Siamese networks."""

import numpy as np
from scipy.special import expit

from facelab.exercises.exercise import Exercise, Mistake


def contrastive(same, distances, margin):
    losses = np.where(same, distances**2, np.maximum(margin - distances, 0) ** 2) / 2
    return float(losses.mean())


def _mean_half(same, genuine_losses, impostor_losses):
    return np.where(same, genuine_losses, impostor_losses).mean() / 2


def _loss_cases(rng):
    yield np.array([True, False, False]), np.array([0.4, 0.4, 1.4]), 1.0
    yield np.array([True]), np.array([2.0]), 1.0
    yield np.array([False]), np.array([0.0]), 0.5
    for n in (5, 60):
        yield rng.random(n) < 0.5, rng.uniform(0, 2, n), 1.2


LOSS_MISTAKES = [
    Mistake(lambda s, d, m: 2 * contrastive(s, d, m), "the factor ½ is missing."),
    Mistake(lambda s, d, m: _mean_half(s, d**2, (m - d) ** 2), "an impostor pair beyond the margin costs nothing."),
    Mistake(lambda s, d, m: contrastive(~s, d, m), "genuine and impostor pairs are swapped."),
    Mistake(lambda s, d, m: _mean_half(s, d, np.maximum(m - d, 0)), "both terms are squared."),
    Mistake(lambda s, d, m: contrastive(s, d, m) * len(d), "give the mean over the pairs, not the sum."),
    Mistake(
        lambda s, d, m: _mean_half(s, d**2, np.maximum(m - d**2, 0)),
        "the margin is for the distance; square after subtracting.",
    ),
]


def logistic(a, b, weights, bias):
    return 1 / (1 + np.exp(-(np.abs(a - b) @ weights + bias)))


def _head_cases(rng):
    yield np.array([[1.0, 2.0]]), np.array([[1.0, 2.0]]), np.array([-1.0, -2.0]), 0.5
    yield np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([[0.0, 3.0], [0.0, 1.5]]), np.array([-1.0, 0.5]), 0.0
    for n, size in ((1, 4), (20, 64)):
        yield rng.normal(size=(n, size)), rng.normal(size=(n, size)), rng.normal(size=size), float(rng.normal())


HEAD_MISTAKES = [
    Mistake(lambda a, b, w, c: expit((a - b) @ w + c), "take the absolute difference: the order must not matter."),
    Mistake(lambda a, b, w, c: np.abs(a - b) @ w + c, "the sigmoid is missing."),
    Mistake(lambda a, b, w, c: expit(np.abs(a - b)) @ w + c, "the sigmoid comes last, after the weighted sum."),
    Mistake(lambda a, b, w, c: expit(-np.abs(a - b) @ w - c), "a sign in the sigmoid: 1 / (1 + exp(−z))."),
    Mistake(lambda a, b, w, c: expit((a - b) ** 2 @ w + c), "take absolute differences, not squares."),
]


def n_common(labels, train_left, train_right, test_left, test_right):
    return len(np.intersect1d(*_people(labels, train_left, train_right, test_left, test_right)))


def _people(labels, train_left, train_right, test_left, test_right):
    return labels[np.append(train_left, train_right)], labels[np.append(test_left, test_right)]


def _people_cases(rng):
    yield np.array([0, 0, 1, 1, 2]), np.array([0]), np.array([1]), np.array([2]), np.array([4])
    yield np.array([0, 0, 1, 1, 2]), np.array([0, 1]), np.array([1, 2]), np.array([3]), np.array([4])
    yield np.array([5, 5, 5]), np.array([0]), np.array([1]), np.array([1]), np.array([2])
    for n_people in (4, 40):
        labels = np.repeat(np.arange(n_people) + 100, 10)
        yield labels, *rng.integers(0, len(labels), (4, n_people // 2))


PEOPLE_MISTAKES = [
    Mistake(lambda y, a, b, c, d: len(np.intersect1d(y[a], y[c])), "both sides of a pair count, left and right."),
    Mistake(lambda y, a, b, c, d: n_common(np.arange(len(y)), a, b, c, d), "compare people, not images."),
    Mistake(lambda *args: int(np.isin(*_people(*args)).sum()), "count each person once."),
    Mistake(lambda *args: len(np.union1d(*_people(*args))), "those are all people; count those on both sides."),
]

PAIRS_MISTAKES = [
    Mistake(2700, "(i, j) and (j, i) are one pair."),
    Mistake(3000, "an image makes no pair with itself, and (i, j) and (j, i) are one pair."),
    Mistake(44850, "those are all pairs of the 300 images, impostors included."),
]

EXERCISES = [
    Exercise("contrastive", 1, "a function of same, distances and a margin", contrastive, _loss_cases, LOSS_MISTAKES),
    Exercise(
        "logistic-head", 2, "a function of two embeddings, weights and a bias", logistic, _head_cases, HEAD_MISTAKES
    ),
    Exercise(
        "people-in-both", 3, "a function of labels and the positions of pairs", n_common, _people_cases, PEOPLE_MISTAKES
    ),
    Exercise("genuine-pairs", 1, "an integer", 1350, None, PAIRS_MISTAKES),
]
