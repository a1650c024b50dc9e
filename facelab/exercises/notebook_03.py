"""Exercises of notebook 03, Eigenfaces."""

import numpy as np

from facelab.exercises.exercise import Exercise
from facelab.identification import rank_one_accuracy


def components_for(variances, share):
    return int(np.searchsorted(np.cumsum(variances) / np.sum(variances), share - 1e-12) + 1)


def _components_for_cases(rng):
    yield np.array([5.0, 3.0, 1.0, 1.0]), 0.8
    yield np.array([5.0, 3.0, 1.0, 1.0]), 0.81
    yield np.array([4.0]), 0.95
    for n in (10, 50, 200):
        yield np.sort(rng.exponential(size=n))[::-1].copy(), 0.9


def reconstruct(row, mean, components):
    return mean + (row - mean) @ components.T @ components


def _reconstruct_cases(rng):
    for n_pixels, k in ((4, 1), (9, 3), (30, 10), (5, 5)):
        components = np.linalg.qr(rng.normal(size=(n_pixels, k)))[0].T
        yield rng.normal(size=n_pixels), rng.normal(size=n_pixels), components


def rank_one(distances, gallery_labels, probe_labels):
    return rank_one_accuracy(distances, gallery_labels, probe_labels)


def _rank_one_cases(rng):
    yield np.array([[0.1, 0.9], [0.8, 0.3], [0.2, 0.6]]), np.array([7, 8]), np.array([7, 8, 8])
    for n_probes, n_gallery in ((1, 1), (5, 3), (20, 40)):
        labels = rng.integers(0, 4, n_gallery), rng.integers(0, 4, n_probes)
        yield rng.random((n_probes, n_gallery)), *labels


EXERCISES = [
    Exercise("components-for", "a function of variances and a share", components_for, _components_for_cases),
    Exercise("reconstruct", "a function of a face, the mean and eigenfaces", reconstruct, _reconstruct_cases),
    Exercise("rank-one", "a function of distances and two sets of labels", rank_one, _rank_one_cases),
]
