"""Exercises of the notebook Losses with classes."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def mean_verification(a, b, y, margin):
    lengths = np.sqrt(((a - b) ** 2).sum(axis=1))
    return float(0.5 * np.mean(np.where(y > 0, lengths, np.clip(margin - lengths, 0, None)) ** 2))


def _loss_cases(rng):
    yield np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([1]), 2.0
    yield np.array([[0.0, 0.0]]), np.array([[3.0, 4.0]]), np.array([-1]), 2.0
    yield np.array([[0.0], [1.0]]), np.array([[0.5], [1.0]]), np.array([-1, -1]), 1.0
    for n in (3, 20):
        yield *rng.normal(size=(2, n, 6)), rng.choice([-1, 1], n), 4.0


LOSS_MISTAKES = [
    Mistake(
        lambda a, b, y, m: mean_verification(a, b, -y, m),
        "y = 1 is the genuine pair, and it is the one that is pulled.",
    ),
    Mistake(lambda a, b, y, m: 2 * mean_verification(a, b, y, m), "both cases begin with one half."),
    Mistake(
        lambda a, b, y, m: np.mean(np.where(y == 1, (d := ((a - b) ** 2).sum(1)), np.maximum(m - d, 0))) / 2,
        "the margin is compared with the distance, and then the difference is squared.",
    ),
    Mistake(
        lambda a, b, y, m: np.mean(np.where(y == 1, (d := np.linalg.norm(a - b, axis=1)) ** 2, (m - d) ** 2)) / 2,
        "an impostor pair beyond the margin costs nothing.",
    ),
]

STARTING_LOSS = float(np.log(999 + np.exp(-30)) + 30)
STARTING_MISTAKES = [
    Mistake(float(np.log(1000)), "that is the loss without a margin: the own logit is 10 · ψ(90°), not 10 · cos 90°."),
    Mistake(float(np.log(999 + np.exp(10)) - 10), "cos(4 · 90°) is 1, but ψ falls on where cos 4θ climbs again."),
    Mistake(float(np.log(999 + np.exp(-3)) + 3), "a logit is ψ times the length of the embedding, which is 10."),
    Mistake(30.0, "the 999 others have a logit of 0 each, and e⁰ is 1: add the logarithm of the sum."),
]


def moved_by_rule(centers, embeddings, labels, rate):
    pull, counts = np.zeros_like(centers), np.zeros((len(centers), 1))
    np.add.at(pull, labels, embeddings - centers[labels])
    np.add.at(counts, labels, 1)
    return centers + rate * pull / (1 + counts)


def _means(centers, embeddings, labels, rate):
    new = centers.copy()
    for person in np.unique(labels):
        new[person] += rate * (embeddings[labels == person].mean(axis=0) - centers[person])
    return new


def _one_by_one(centers, embeddings, labels, rate):
    new = centers.copy()
    for row, person in zip(embeddings, labels, strict=True):
        new[person] += rate * (row - new[person]) / 2
    return new


def _center_cases(rng):
    yield np.zeros((3, 2)), np.array([[1.0, 2.0]]), np.array([1]), 1.0
    yield np.ones((2, 2)), np.array([[3.0, 1.0], [5.0, 1.0], [4.0, 4.0]]), np.array([0, 0, 0]), 0.5
    yield rng.normal(size=(4, 3)), np.zeros((0, 3)), np.zeros(0, int), 0.5
    yield rng.normal(size=(5, 8)), rng.normal(size=(20, 8)), rng.integers(0, 4, 20), 0.3


CENTER_MISTAKES = [
    Mistake(_means, "divide the sum by 1 + n, not by n: one photograph must not drag the center all the way."),
    Mistake(lambda c, x, y, r: 2 * c - moved_by_rule(c, x, y, r), "the center moves towards the embeddings."),
    Mistake(lambda c, x, y, r: moved_by_rule(c, x, y, 1.0), "multiply the step by the rate."),
    Mistake(_one_by_one, "all differences are taken from the old center, before it moves."),
]


def lower_bound(n_people, probability):
    odds = probability / (1 - probability)
    return (1 - 1 / n_people) * np.log(odds * (n_people - 1))


def _scale_cases(rng):
    yield 2, 0.5
    yield 2, 0.9
    yield 30, 0.9
    yield 10_572, 0.999
    for n in rng.integers(3, 2000, 2):
        yield int(n), float(rng.uniform(0.5, 0.99))


SCALE_MISTAKES = [
    Mistake(
        lambda n, p: np.log((n - 1) * p / (1 - p)),
        "the other cosines are not 0 in the best case: n directions can be farther apart than 90°.",
    ),
    Mistake(
        lambda n, p: np.log((n - 1) * p / (1 - p)) / 2,
        "only two directions can have the cosine −1; among n it is −1 / (n − 1) at best.",
    ),
    Mistake(lambda n, p: (n - 1) / n * np.log(p / (1 - p)), "n − 1 others stand in the sum of the softmax, not one."),
]


EXERCISES = [
    Exercise("starting-loss", 1, "a number", STARTING_LOSS, None, STARTING_MISTAKES, tolerance=1e-3),
    Exercise(
        "verification-loss",
        2,
        "a function of two sets of embeddings, signs and a margin",
        mean_verification,
        _loss_cases,
        LOSS_MISTAKES,
    ),
    Exercise(
        "move-centers",
        2,
        "a function of centers, embeddings, labels and a rate",
        moved_by_rule,
        _center_cases,
        CENTER_MISTAKES,
    ),
    Exercise(
        "smallest-scale",
        3,
        "a function of a number of people and a probability",
        lower_bound,
        _scale_cases,
        SCALE_MISTAKES,
    ),
]
