"""Exercises of the notebook Losses with classes."""

import numpy as np
from scipy.special import logsumexp

from facelab.exercises.exercise import Exercise, Mistake


def large_margin(x, labels, rows, m):
    return _large_margin(x, labels, rows, m)


def _large_margin(x, labels, rows, m, every_person=False, lengths=True, psi=None):
    cosines = _unit(x) @ _unit(rows).T
    margined = (psi or _falling)(cosines, m)
    targets = np.eye(len(rows), dtype=bool)[labels] | every_person
    norms = np.linalg.norm(rows, axis=1) if lengths else 1
    logits = np.where(targets, margined, cosines) * norms * np.linalg.norm(x, axis=1, keepdims=True)
    return _cross_entropy(logits, labels)


def _falling(cosines, m):
    return _without_steps(cosines, m) - 2 * _turns(cosines, m)


def _without_steps(cosines, m):
    return np.where(_turns(cosines, m) % 2, -1, 1) * _climbing(cosines, m)


def _without_signs(cosines, m):
    return _climbing(cosines, m) - 2 * _turns(cosines, m)


def _climbing(cosines, m):
    return np.cos(m * np.arccos(np.clip(cosines, -1, 1)))


def _turns(cosines, m):
    return np.clip(np.floor(m * np.arccos(np.clip(cosines, -1, 1)) / np.pi), 0, m - 1)


def _unit(vectors):
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def _cross_entropy(logits, labels):
    return float(np.mean(logsumexp(logits, axis=1) - np.take_along_axis(logits, labels[:, None], axis=1)[:, 0]))


def _each_photograph(x, labels, rows, m):
    return np.array([large_margin(x[[i]], labels[[i]], rows, m) for i in range(len(x))])


def _stretched(x, labels, rows, m):
    logits = x @ rows.T
    logits[np.arange(len(x)), labels] *= m
    return _cross_entropy(logits, labels)


def _own_row_shortened(x, labels, rows, m):
    logits, own = x @ rows.T, (np.arange(len(x)), labels)
    logits[own] = np.linalg.norm(x, axis=1) * _falling((_unit(x) @ _unit(rows).T)[own], m)
    return _cross_entropy(logits, labels)


def _large_margin_cases(rng):
    yield np.array([[1.0, 0.0]]), np.array([1]), np.array([[2.0, 0.0], [0.0, 3.0]]), 1
    yield np.array([[1.0, 0.5]]), np.array([0]), np.array([[2.0, 0.0], [0.0, 3.0]]), 2
    yield np.array([[2.0, 0.0], [-1.0, 0.0], [-1.0, 2.0]]), np.array([0, 0, 0]), np.array([[1.0, 0.0], [0.0, 1.0]]), 3
    for m in (2, 4):
        yield rng.normal(size=(12, 6)), rng.integers(0, 5, 12), rng.normal(size=(5, 6)), m


LARGE_MARGIN_MISTAKES = [
    Mistake(
        lambda x, labels, rows, m: _cross_entropy(x @ rows.T, labels),
        "that is softmax; the own angle is not multiplied yet.",
    ),
    Mistake(_own_row_shortened, "the own logit keeps the length of its row, too."),
    Mistake(
        lambda x, labels, rows, m: _large_margin(x, labels, rows, m, lengths=False),
        "that is A-softmax; in L-softmax the rows of W keep their lengths.",
    ),
    Mistake(
        lambda x, labels, rows, m: _large_margin(x, labels, rows, m, psi=_climbing),
        "cos(mθ) climbs again beyond 180°/m; ψ goes on falling.",
    ),
    Mistake(
        lambda x, labels, rows, m: _large_margin(x, labels, rows, m, psi=_without_steps),
        "−2k is missing: without it ψ jumps back up at every turn.",
    ),
    Mistake(
        lambda x, labels, rows, m: _large_margin(x, labels, rows, m, psi=_without_signs),
        "the sign (−1)^k is missing.",
    ),
    Mistake(
        lambda x, labels, rows, m: _large_margin(x, labels, rows, m, every_person=True),
        "only the logit of the photograph's own person changes.",
    ),
    Mistake(_stretched, "the margin multiplies the angle, not the logit."),
    Mistake(
        lambda x, labels, rows, m: large_margin(_unit(x), labels, rows, m),
        "a logit also has the length of the embedding as a factor.",
    ),
    Mistake(lambda *case: large_margin(*case) * len(case[0]), "return the mean over the photographs, not the sum."),
    Mistake(_each_photograph, "return the mean over the photographs, one number."),
    Mistake(
        lambda x, labels, rows, m: large_margin(_unit(x), labels, _unit(rows), m),
        "a logit has the lengths of the embedding and of the row as factors.",
    ),
]

PSI_OF_90_RADIANS = float(-np.cos(4 * 90) - 6)  # of m = 4, where k is at its limit, 3
STARTING_LOSS = float(np.log(9 + np.exp(-1.5)) + 1.5)
STARTING_MISTAKES = [
    Mistake(float(np.log(10)), "that is the loss without a margin: the own logit is 0.5 · ψ(90°), not 0.5 · cos 90°."),
    Mistake(float(np.log(9 + np.exp(0.5)) - 0.5), "cos(4 · 90°) is 1, but ψ falls on where cos 4θ climbs again."),
    Mistake(float(np.log(9 + np.exp(-3)) + 3), "a logit is ψ times the length of the embedding, which is 0.5."),
    Mistake(1.5, "the 9 others have a logit of 0 each, and e⁰ is 1: add the logarithm of the sum."),
    Mistake(float(np.log(9 + np.exp(1.5)) - 1.5), "ψ(90°) is negative."),
    Mistake(float(np.log(10 + np.exp(-1.5)) + 1.5), "there are nine others, and the own person."),
    Mistake(float(np.log(9 + np.exp(0.5 * PSI_OF_90_RADIANS)) - 0.5 * PSI_OF_90_RADIANS), "angles are in radians."),
    Mistake(float(-np.log(9 + np.exp(-1.5)) - 1.5), "minus the logarithm of a probability is positive."),
    Mistake(STARTING_LOSS / float(np.log(2)), "the logarithm is the natural one."),
    Mistake(STARTING_LOSS / float(np.log(10)), "the logarithm is the natural one."),
    Mistake(float(np.log(9 + np.exp(-0.5)) + 0.5), "90° lies in the third arc, where k = 2."),
    Mistake(float(np.log(9 + np.exp(-2.5)) + 2.5), "90° lies in the third arc, where k = 2: (−1)^k is 1 there."),
    Mistake(float(np.log(9) + 1.5), "the sum in the softmax runs over all ten people, the own person among them."),
]


def moved_by_rule(centers, embeddings, labels, rate):
    pull, counts = np.zeros_like(centers), np.zeros((len(centers), 1))
    np.add.at(pull, labels, embeddings - centers[labels])
    np.add.at(counts, labels, 1)
    return centers + rate * pull / (1 + counts)


def _person_by_person(step):
    """Move each center by a step, a function of the person's embeddings and the center."""

    def moved(centers, embeddings, labels, rate):
        new = centers.copy()
        for person in np.unique(labels):
            new[person] += rate * step(embeddings[labels == person], centers[person])
        return new

    return moved


_means = _person_by_person(lambda rows, center: rows.mean(axis=0) - center)
_center_counted_once = _person_by_person(lambda rows, center: (rows.sum(axis=0) - center) / (1 + len(rows)))
_mean_divided_again = _person_by_person(lambda rows, center: (rows.mean(axis=0) - center) / (1 + len(rows)))


def _one_by_one(centers, embeddings, labels, rate):
    new = centers.copy()
    counts = np.bincount(labels, minlength=len(centers))
    for row, person in zip(embeddings, labels, strict=True):
        new[person] += rate * (row - new[person]) / (1 + counts[person])
    return new


def _nan_without_photographs(move):
    def moved(centers, embeddings, labels, rate):
        new = move(centers, embeddings, labels, rate)
        new[np.setdiff1d(np.arange(len(centers)), labels)] = np.nan
        return new

    return moved


def _last_one_counts(centers, embeddings, labels, rate):
    new = centers.copy()
    new[labels] += rate * (embeddings - centers[labels]) / (1 + np.bincount(labels, minlength=1)[labels])[:, None]
    return new


def _center_cases(rng):
    yield np.array([[1.0, 1.0], [0.0, 0.0], [5.0, 5.0]]), np.array([[1.0, 2.0], [3.0, 2.0]]), np.array([1, 1]), 0.5
    yield np.ones((2, 2)), np.array([[3.0, 1.0], [5.0, 1.0], [4.0, 4.0]]), np.array([0, 0, 0]), 0.5
    yield rng.normal(size=(4, 3)), np.zeros((0, 3)), np.zeros(0, int), 0.5
    yield rng.normal(size=(5, 8)), rng.normal(size=(20, 8)), rng.integers(0, 4, 20), 0.3


CENTER_MISTAKES = [
    Mistake(_means, "divide the sum by 1 + n, not by n: one photograph must not drag the center all the way."),
    Mistake(
        lambda c, x, y, r: moved_by_rule(c, x, y, r * (1 + np.bincount(y, minlength=len(c)))[:, None]),
        "divide the sum by 1 + n.",
    ),
    Mistake(
        lambda c, x, y, r: moved_by_rule(c, x, y, r * (1 + np.bincount(y, minlength=len(c)))[:, None] / (1 + len(x))),
        "n counts the person's photographs, not those of the batch.",
    ),
    Mistake(
        _nan_without_photographs(moved_by_rule),
        "a person without photographs stays; the mean of none is NaN.",
    ),
    Mistake(
        _nan_without_photographs(_means),
        "a person without photographs stays; and the sum of the differences is divided by 1 + n, not by n.",
    ),
    Mistake(_center_counted_once, "each photograph has its own difference from the center: n of them, not one."),
    Mistake(_mean_divided_again, "divide the sum of the differences by 1 + n, not their mean."),
    Mistake(lambda c, x, y, r: 2 * c - moved_by_rule(c, x, y, r), "the center moves towards the embeddings."),
    Mistake(lambda c, x, y, r: moved_by_rule(c, x, y, 1.0), "multiply the step by the rate."),
    Mistake(_one_by_one, "all differences are taken from the old center, before it moves."),
    Mistake(_last_one_counts, "with repeated labels, centers[labels] += … adds only one of a person's photographs."),
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
    Mistake(
        lambda n, p: n / (n - 1) * np.log((n - 1) * p / (1 - p)),
        "solve for s again: s · (1 + 1 / (n − 1)) is the lead of the own logit.",
    ),
    Mistake(lambda n, p: (n - 1) / n * np.log((n - 1) * p), "the odds are p / (1 − p)."),
    Mistake(lambda n, p: (n - 1) / n * np.log((n - 1) * (1 - p) / p), "a larger probability needs a larger scale."),
    Mistake(lambda n, p: (n - 1) / n * np.log10((n - 1) * p / (1 - p)), "the logarithm is the natural one."),
    Mistake(lambda n, p: (n - 1) / n * np.log(n * p / (1 - p)), "the own person is not among the others."),
    Mistake(lambda n, p: (n - 1) / n * np.log(p / (1 - p)), "n − 1 others stand in the sum of the softmax, not one."),
]


EXERCISES = [
    Exercise("starting-loss", 1, "a number", STARTING_LOSS, None, STARTING_MISTAKES, tolerance=5e-4),
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
    Exercise(
        "l-softmax",
        2,
        "a function of embeddings, labels, the rows of W and m",
        large_margin,
        _large_margin_cases,
        LARGE_MARGIN_MISTAKES,
    ),
]
