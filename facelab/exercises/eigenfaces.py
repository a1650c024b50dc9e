"""Exercises of the notebook Eigenfaces."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake
from facelab.identification import rank_one_accuracy


def components_for(variances, share):
    return _first_reaching(np.cumsum(variances) / np.sum(variances), share - 1e-12) + 1


def _first_reaching(sums, share, **options):
    return int(np.searchsorted(sums, share, **options))


def _share_cases(rng):
    yield np.array([5.0, 3.0, 1.0, 1.0]), 0.8
    yield np.array([5.0, 3.0, 1.0, 1.0]), 0.81
    yield np.array([4.0]), 0.95
    for n in (10, 50, 200):
        yield np.sort(rng.exponential(size=n))[::-1].copy(), 0.9


SHARE_MISTAKES = [
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v) / v.sum(), s),
        "that is a position, which starts at 0; a number of components is asked for.",
    ),
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v) / v.sum(), s, side="right") + 1,
        "reaching the share exactly is enough.",
    ),
    Mistake(lambda v, s: len(v), "fewer components reach the share."),
    Mistake(lambda v, s: _first_reaching(np.cumsum(v), s) + 1, "divide by the sum of all variances first."),
]


def reconstruct(row, mean, components):
    return mean + (row - mean) @ components.T @ components


def _face_cases(rng):
    for n_pixels, k in ((4, 1), (9, 3), (30, 10), (5, 5)):
        components = np.linalg.qr(rng.normal(size=(n_pixels, k)))[0].T
        yield rng.normal(size=n_pixels), rng.normal(size=n_pixels), components


FACE_MISTAKES = [
    Mistake(lambda x, m, c: m + x @ c.T @ c, "subtract the mean before you project."),
    Mistake(lambda x, m, c: (x - m) @ c.T @ c, "add the mean back at the end."),
    Mistake(lambda x, m, c: x, "that is the face itself, not what the components keep of it."),
    Mistake(lambda x, m, c: m + (x - m) @ c.T, "those are coordinates; multiply by the components to get pixels."),
]


def _rank_cases(rng):
    yield np.array([[0.1, 0.9], [0.8, 0.3], [0.2, 0.6]]), np.array([7, 8]), np.array([7, 8, 8])
    for n_probes, n_gallery in ((1, 1), (5, 3), (20, 40)):
        labels = rng.integers(0, 4, n_gallery), rng.integers(0, 4, n_probes)
        yield rng.random((n_probes, n_gallery)), *labels


RANK_MISTAKES = [
    Mistake(lambda d, g, p: np.mean(g[d.argmax(axis=1)] == p), "take the smallest distance, not the largest."),
    Mistake(lambda d, g, p: np.mean(g[d.argmin(axis=0)] == p), "a probe is a row: minimize along the other axis."),
    Mistake(lambda d, g, p: np.sum(g[d.argmin(axis=1)] == p), "give a share, not a count."),
    Mistake(lambda d, g, p: np.mean(d.argmin(axis=1) == p), "that is a position in the gallery; look up its label."),
]

EIGENFACES_MISTAKES = [
    Mistake(400, "the mean was subtracted, which uses up one degree of freedom."),
    Mistake(10304, "there are that many pixels, but fewer images."),
    Mistake(40, "that is the number of people."),
]

EXERCISES = [
    Exercise("components-for", 1, "a function of variances and a share", components_for, _share_cases, SHARE_MISTAKES),
    Exercise(
        "reconstruct", 2, "a function of a face, the mean and eigenfaces", reconstruct, _face_cases, FACE_MISTAKES
    ),
    Exercise(
        "rank-one", 2, "a function of distances and two sets of labels", rank_one_accuracy, _rank_cases, RANK_MISTAKES
    ),
    Exercise("most-eigenfaces", 1, "an integer", 399, None, EIGENFACES_MISTAKES),
]
