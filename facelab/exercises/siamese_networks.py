"""Exercises of the notebook Siamese networks."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


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
    Exercise(
        "contrastive",
        1,
        "a function of same, distances and a margin",
        contrastive,
        _contrastive_cases,
        [
            Mistake(
                lambda s, d, m: np.mean(np.where(s, d**2, np.maximum(m - d, 0) ** 2)),
                "the factor ½ is missing.",
            ),
            Mistake(
                lambda s, d, m: np.mean(np.where(s, d**2, (m - d) ** 2)) / 2,
                "an impostor pair beyond the margin costs nothing.",
            ),
            Mistake(
                lambda s, d, m: np.mean(np.where(~s, d**2, np.maximum(m - d, 0) ** 2)) / 2,
                "genuine and impostor pairs are swapped.",
            ),
            Mistake(
                lambda s, d, m: np.mean(np.where(s, d, np.maximum(m - d, 0))) / 2,
                "both terms are squared.",
            ),
            Mistake(
                lambda s, d, m: np.sum(np.where(s, d**2, np.maximum(m - d, 0) ** 2)) / 2,
                "give the mean over the pairs, not the sum.",
            ),
            Mistake(
                lambda s, d, m: np.mean(np.where(s, d**2, np.maximum(m - d**2, 0))) / 2,
                "the margin is for the distance; square after subtracting.",
            ),
        ],
    ),
    Exercise(
        "logistic-head",
        2,
        "a function of two embeddings, weights and a bias",
        logistic_head,
        _logistic_head_cases,
        [
            Mistake(
                lambda a, b, w, c: 1 / (1 + np.exp(-((a - b) @ w + c))),
                "take the absolute difference: the order of the two must not matter.",
            ),
            Mistake(
                lambda a, b, w, c: np.abs(a - b) @ w + c,
                "the sigmoid is missing.",
            ),
            Mistake(
                lambda a, b, w, c: (1 / (1 + np.exp(-np.abs(a - b)))) @ w + c,
                "the sigmoid comes last, after the weighted sum.",
            ),
            Mistake(
                lambda a, b, w, c: 1 / (1 + np.exp(np.abs(a - b) @ w + c)),
                "a sign in the sigmoid: 1 / (1 + exp(−z)).",
            ),
            Mistake(
                lambda a, b, w, c: 1 / (1 + np.exp(-((a - b) ** 2 @ w + c))),
                "take absolute differences, not squares.",
            ),
        ],
    ),
    Exercise(
        "people-in-both",
        3,
        "a function of labels and the positions of pairs",
        people_in_both,
        _people_in_both_cases,
        [
            Mistake(
                lambda y, a, b, c, d: len(np.intersect1d(y[a], y[c])),
                "both sides of a pair count, left and right.",
            ),
            Mistake(
                lambda y, a, b, c, d: len(np.intersect1d(np.append(a, b), np.append(c, d))),
                "compare people, not photographs.",
            ),
            Mistake(
                lambda y, a, b, c, d: int(np.isin(y[np.append(a, b)], y[np.append(c, d)]).sum()),
                "count each person once.",
            ),
            Mistake(
                lambda y, a, b, c, d: len(np.union1d(y[np.append(a, b)], y[np.append(c, d)])),
                "those are all people; count those on both sides.",
            ),
        ],
    ),
    Exercise(
        "genuine-pairs",
        1,
        "a whole number",
        1350,
        None,
        [
            Mistake(2700, "(i, j) and (j, i) are one pair."),
            Mistake(3000, "a photograph makes no pair with itself, and (i, j) and (j, i) are one pair."),
            Mistake(44850, "those are all pairs of the 300 photographs, impostors included."),
        ],
    ),
]
