"""Exercises of the notebook Local features."""

import numpy as np

from facelab.distances import pair_distances
from facelab.exercises.exercise import Exercise, Mistake
from facelab.features import lbp_codes

RIGHT, ABOVE, LEFT, BELOW = (1, 2), (0, 1), (1, 0), (2, 1)


def lbp_of_patch(patch):
    return int(lbp_codes(np.pad(patch, 1, mode="edge"), points=4, radius=1, uniform=False)[2, 2])


def _code(patch, *neighbors, compare=np.greater_equal):
    return sum(int(compare(patch[neighbor], patch[1, 1])) << bit for bit, neighbor in enumerate(neighbors))


def _patch_cases(rng):
    yield (np.array([[9, 1, 9], [1, 5, 9], [9, 1, 9]], np.uint8),)
    yield (np.full((3, 3), 7, np.uint8),)
    for _ in range(6):
        yield (rng.integers(0, 4, (3, 3)).astype(np.uint8),)


PATCH_MISTAKES = [
    Mistake(
        lambda p: _code(p, RIGHT, ABOVE, LEFT, BELOW, compare=np.greater),
        "a neighbor that equals the middle counts as 1.",
    ),
    Mistake(lambda p: _code(p, ABOVE, RIGHT, BELOW, LEFT), "begin with the right neighbor, and go counterclockwise."),
    Mistake(lambda p: _code(p, BELOW, LEFT, ABOVE, RIGHT), "begin with the right neighbor, and go counterclockwise."),
    Mistake(lambda p: 15, "compare each neighbor with the middle."),
]


def chi2(a, b):
    return float(pair_distances(a[None], b[None], "chi2")[0])


def _histogram_cases(rng):
    yield np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.0, 0.5])
    yield np.zeros(3), np.zeros(3)
    yield np.array([1.0]), np.array([0.0])
    for n in (5, 59, 1475):
        yield rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n))


CHI2_MISTAKES = [
    Mistake(lambda a, b: np.sum((a - b) ** 2 / (a + b)), "a bin that is empty in both gives 0 / 0; let it count 0."),
    Mistake(lambda a, b: chi2(a, b) / 2, "there is no factor ½ in this form."),
    Mistake(lambda a, b: np.sum((a - b) ** 2), "divide each square by the sum of the two bins."),
    Mistake(lambda a, b: np.sqrt(chi2(a, b)), "there is no square root in χ²."),
]


def grid_histograms(codes, rows, columns, n_bins):
    height, width = codes.shape[0] // rows, codes.shape[1] // columns
    cells = codes.reshape(rows, height, columns, width).swapaxes(1, 2).reshape(rows * columns, -1)
    return np.concatenate([(cell[:, None] == np.arange(n_bins)).mean(axis=0) for cell in cells])


def _counts(codes, rows, columns, n_bins):
    return grid_histograms(codes, rows, columns, n_bins) * (codes.size / (rows * columns))


def _strip_histograms(codes, rows, columns, n_bins):
    return np.concatenate([np.bincount(strip.ravel()) / strip.size for strip in np.split(codes, rows)])


def _grid_cases(rng):
    yield np.array([[0, 0, 1, 2], [0, 1, 2, 2]]), 1, 2, 3
    for rows, columns, height, width, n_bins in ((1, 1, 5, 4, 6), (2, 3, 4, 9, 5), (5, 5, 20, 15, 59), (3, 1, 6, 2, 4)):
        yield rng.integers(0, n_bins - 1, (height, width)), rows, columns, n_bins


GRID_MISTAKES = [
    Mistake(_counts, "divide each histogram by the number of pixels of its cell."),
    Mistake(lambda c, r, k, n: _counts(c, r, k, n) / c.size, "divide by the pixels of the cell, not of the image."),
    Mistake(lambda c, r, k, n: grid_histograms(c, r, k, n).reshape(-1, n), "join the histograms to one long vector."),
    Mistake(lambda c, r, k, n: grid_histograms(c.T, k, r, n), "go through the cells row by row."),
    Mistake(_strip_histograms, "cut each strip into columns, too, and count all bins, also the empty ones at the end."),
    Mistake(lambda c, r, k, n: grid_histograms(c, 1, 1, n), "make one histogram for each cell, not for the image."),
]

PATTERNS_MISTAKES = [
    Mistake(58, "all other patterns share one more label."),
    Mistake(256, "that is the number of all patterns of eight bits."),
    Mistake(36, "that is the number of patterns up to rotation."),
]

EXERCISES = [
    Exercise("lbp-of-patch", 1, "a function of a 3 × 3 patch", lbp_of_patch, _patch_cases, PATCH_MISTAKES),
    Exercise("chi2", 2, "a function of two histograms", chi2, _histogram_cases, CHI2_MISTAKES),
    Exercise(
        "grid-histograms", 3, "a function of codes, rows, columns and bins", grid_histograms, _grid_cases, GRID_MISTAKES
    ),
    Exercise("uniform-patterns", 1, "an integer", 59, None, PATTERNS_MISTAKES),
]
