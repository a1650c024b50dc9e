"""Exercises of notebook 04, Local features."""

import numpy as np

from facelab.distances import pair_distances
from facelab.exercises.exercise import Exercise
from facelab.features import lbp_codes


def lbp_of_patch(patch):
    return int(lbp_codes(np.pad(patch, 1, mode="edge"), points=4, radius=1, uniform=False)[2, 2])


def _lbp_of_patch_cases(rng):
    yield (np.array([[9, 1, 9], [1, 5, 9], [9, 1, 9]], np.uint8),)
    yield (np.full((3, 3), 7, np.uint8),)
    for _ in range(6):
        yield (rng.integers(0, 4, (3, 3)).astype(np.uint8),)


def chi2(a, b):
    return float(pair_distances(a[None], b[None], "chi2")[0])


def _chi2_cases(rng):
    yield np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.0, 0.5])
    yield np.zeros(3), np.zeros(3)
    yield np.array([1.0]), np.array([0.0])
    for n in (5, 59, 1475):
        yield rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n))


def grid_histograms(codes, rows, columns, n_bins):
    height, width = codes.shape[0] // rows, codes.shape[1] // columns
    cells = codes.reshape(rows, height, columns, width).swapaxes(1, 2).reshape(rows * columns, -1)
    return np.concatenate([(cell[:, None] == np.arange(n_bins)).mean(axis=0) for cell in cells])


def _grid_histograms_cases(rng):
    yield np.array([[0, 0, 1, 2], [0, 1, 2, 2]]), 1, 2, 3
    for rows, columns, height, width, n_bins in ((1, 1, 5, 4, 6), (2, 3, 4, 9, 5), (5, 5, 20, 15, 59), (3, 1, 6, 2, 4)):
        yield rng.integers(0, n_bins - 1, (height, width)), rows, columns, n_bins


EXERCISES = [
    Exercise("lbp-of-patch", "a function of a 3 × 3 patch", lbp_of_patch, _lbp_of_patch_cases),
    Exercise("chi2", "a function of two histograms", chi2, _chi2_cases),
    Exercise("grid-histograms", "a function of codes, rows, columns and bins", grid_histograms, _grid_histograms_cases),
]
