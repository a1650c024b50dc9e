"""Exercises of the notebook Robustness and responsibility."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake

ATTACK_RATES = np.array([0.31, 0.045, 0.1775])

ATTACK_MISTAKES = [
    Mistake(np.array([0.148, 0.045, 0.0965]), "the standard takes the worst kind, not all attacks together."),
    Mistake(np.array([0.13, 0.045, 0.0875]), "the standard takes the worst kind, not the mean of the kinds."),
    Mistake(np.array([0.31, 0.045, 0.355]), "ACER is the mean of both errors, not their sum."),
    Mistake(np.array([0.69, 0.955, 0.8225]), "count the errors: attacks let in, and people taken for an attack."),
    Mistake(np.array([0.045, 0.31, 0.1775]), "APCER is about attacks, BPCER about people; and APCER comes first."),
    Mistake(np.array([31, 4.5, 17.75]), "give shares from 0 to 1, not percent."),
]


def attack_errors(scores, kinds, threshold):
    own = kinds == "bona fide"
    let_in = [np.mean(scores[kinds == kind] <= threshold) for kind in np.unique(kinds[~own])]
    return np.array([max(let_in), np.mean(scores[own] > threshold)])


def _attack_cases(rng):
    yield np.array([0.1, 0.4, 0.6, 0.9]), np.array(["bona fide", "bona fide", "print", "print"]), 0.5
    yield np.array([0.5, 0.2, 0.5, 0.9]), np.array(["bona fide", "bona fide", "print", "screen"]), 0.5
    yield np.array([0.1, 0.9, 0.2]), np.array(["bona fide", "print", "doll"]), 0.5
    yield np.array([-1.0, 2.0]), np.array(["bona fide", "mask"]), 3.0
    yield np.array([0.2, 0.2, 0.1, 0.9, 0.9, 0.9]), np.array(["bona fide", "print", *["screen"] * 4]), 0.3
    for n_kinds in (1, 2, 3):
        kinds = np.array(["bona fide", "print", "screen", "mask"])[np.append([0, 1], rng.integers(0, n_kinds + 1, 28))]
        yield np.round(rng.normal(size=30), 1), kinds, 0.2


def _pooled(scores, kinds, threshold):
    own = kinds == "bona fide"
    return np.array([np.mean(scores[~own] <= threshold), np.mean(scores[own] > threshold)])


def _mean_of_kinds(scores, kinds, threshold):
    own = kinds == "bona fide"
    let_in = [np.mean(scores[kinds == kind] <= threshold) for kind in np.unique(kinds[~own])]
    return np.array([np.mean(let_in), np.mean(scores[own] > threshold)])


def _tie_is_attack(scores, kinds, threshold):
    own = kinds == "bona fide"
    let_in = [np.mean(scores[kinds == kind] < threshold) for kind in np.unique(kinds[~own])]
    return np.array([max(let_in), np.mean(scores[own] >= threshold)])


def _bona_fide_as_a_kind(scores, kinds, threshold):
    let_in = [np.mean(scores[kinds == kind] <= threshold) for kind in np.unique(kinds)]
    return np.array([max(let_in), np.mean(scores[kinds == "bona fide"] > threshold)])


ATTACK_ERROR_MISTAKES = [
    Mistake(_pooled, "APCER is the worst kind's, not that of all attacks together."),
    Mistake(_mean_of_kinds, "APCER is the worst kind's, not the mean of the kinds."),
    Mistake(_tie_is_attack, "a score of exactly the threshold counts as bona fide."),
    Mistake(_bona_fide_as_a_kind, "bona fide faces are no kind of attack: leave them out of APCER."),
    Mistake(lambda *a: attack_errors(*a)[::-1], "APCER comes first, then BPCER."),
    Mistake(lambda *a: 1 - attack_errors(*a), "these are the shares that were right; give the errors."),
]


def morphs_accepted(distances, threshold):
    nearest = distances.min(axis=2)
    return float(np.mean(np.all(nearest <= threshold, axis=1)))


def _morph_cases(rng):
    yield np.array([[[0.5], [0.7]], [[0.9], [0.2]]]), 0.7
    yield np.array([[[0.9, 0.3], [0.4, 0.8]]]), 0.5
    yield np.array([[[0.5, 0.5], [0.5, 0.5]]]), 0.5
    yield np.array([[[0.6], [0.1]], [[0.1], [0.6]], [[0.6], [0.6]]]), 0.5
    for n_people, n_probes in ((2, 1), (2, 4), (3, 2)):
        yield np.round(rng.uniform(0.2, 1, size=(9, n_people, n_probes)), 2), 0.6


MORPH_MISTAKES = [
    Mistake(lambda d, t: float(np.mean(d.min(axis=2) <= t)), "a morph counts when it passes as all of its people."),
    Mistake(
        lambda d, t: float(np.mean(np.any(d.min(axis=2) <= t, axis=1))),
        "a morph counts when it passes as all of its people, not as one of them.",
    ),
    Mistake(
        lambda d, t: float(np.mean(np.all(d <= t, axis=(1, 2)))),
        "one photograph of each person that matches is enough: take the nearest.",
    ),
    Mistake(
        lambda d, t: float(np.mean(np.all(d.mean(axis=2) <= t, axis=1))), "take the nearest photograph, not the mean."
    ),
    Mistake(
        lambda d, t: float(np.mean(np.all(d.min(axis=2) < t, axis=1))), "a distance of exactly the threshold matches."
    ),
    Mistake(
        lambda d, t: int(np.sum(np.all(d.min(axis=2) <= t, axis=1))), "that is how many; the answer is their share."
    ),
    Mistake(lambda d, t: 1 - morphs_accepted(d, t), "these are the morphs that failed."),
]


def undo(protected, projection):
    return protected @ np.linalg.pinv(projection)


def _projection_cases(rng):
    yield np.array([[1.0, 2.0]]), np.array([[0.0, 1.0], [1.0, 0.0]])
    yield np.array([[3.0], [-1.0]]), np.array([[0.6], [0.8]])
    yield np.array([[2.0]]), np.array([[1.0], [1.0]])
    for size, kept in ((4, 4), (6, 3), (5, 1)):
        yield rng.normal(size=(3, kept)), rng.normal(size=(size, kept))
    columns = rng.normal(size=(5, 2))
    projection = np.column_stack([columns, columns[:, 0]])  # one column twice
    yield rng.normal(size=(2, 5)) @ projection, projection


def _normal_equations(protected, projection):
    try:
        return protected @ np.linalg.inv(projection.T @ projection) @ projection.T
    except np.linalg.LinAlgError:
        return np.full((len(protected), len(projection)), np.nan)


UNDO_MISTAKES = [
    Mistake(
        lambda p, m: p @ m.T, "the transpose undoes only a projection whose columns have length 1 and right angles."
    ),
    Mistake(
        lambda p, m: p @ m.T / np.linalg.norm(m, axis=0).max() ** 2,
        "scaling the transpose is not enough where the columns are not at right angles.",
    ),
    Mistake(
        lambda p, m: p @ m.T / (m**2).sum(), "scaling the transpose is not enough where there are several columns."
    ),
    Mistake(
        _normal_equations, "with a column that follows from the others there is no inverse: try the pseudo-inverse."
    ),
    Mistake(lambda p, m: undo(p, m) / np.linalg.norm(undo(p, m), axis=1, keepdims=True), "do not scale the result."),
]

# medians of 200 lotteries with 5, 10 and 20 of the forty people
RATIOS = np.array([5.787, 2.314, 1.689])

RATIO_MISTAKES = [
    Mistake(np.array([1.641, 1.475, 1.387]), "these are ratios of FRR; take the FAR."),
    Mistake(np.array([0.226, 0.633, 1.088]), "divide the larger by the smaller, not always red by white."),
    Mistake(np.array([1.549, 1.416, 1.521]), "leave out the pairs of one red and one white person."),
    Mistake(
        np.array([1.397, 1.236, 1.225]), "draw people, not photographs: compare the persons of each pair with `red`."
    ),
    Mistake(np.array([5.17, 2.431, 1.107]), "FAR is about impostor pairs: leave the genuine ones out."),
    Mistake(np.array([0.173, 0.432, 0.592]), "divide the larger by the smaller."),
    Mistake(RATIOS[::-1], "5 red tickets come first."),
    Mistake(np.array([np.inf, np.inf, 2.286]), "that is the mean of the ratios; take their median."),
]

EXERCISES = [
    Exercise("attack-rates", 1, "an array of three shares", ATTACK_RATES, None, ATTACK_MISTAKES, tolerance=1e-4),
    Exercise(
        "attack-errors",
        2,
        "a function of scores, kinds and a threshold",
        attack_errors,
        _attack_cases,
        ATTACK_ERROR_MISTAKES,
    ),
    Exercise(
        "morphs-accepted", 2, "a function of distances and a threshold", morphs_accepted, _morph_cases, MORPH_MISTAKES
    ),
    Exercise("ratio-by-chance", 2, "an array of three ratios", RATIOS, None, RATIO_MISTAKES, tolerance=0.02),
    Exercise(
        "undo-projection", 2, "a function of protected vectors and a projection", undo, _projection_cases, UNDO_MISTAKES
    ),
]
