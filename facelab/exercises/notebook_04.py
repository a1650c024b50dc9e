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


def is_uniform(bits):
    bits = np.asarray(bits)
    return bool(np.count_nonzero(bits != np.roll(bits, 1)) <= 2)


def _is_uniform_cases(rng):
    for bits in ("00000000", "11111111", "10000001", "01100000", "01010000", "00100010"):
        yield ([int(bit) for bit in bits],)
    for n in (4, 8, 16):
        yield (rng.integers(0, 2, n).tolist(),)


def chi2(a, b):
    return float(pair_distances(a[None], b[None], "chi2")[0])


def _chi2_cases(rng):
    yield np.array([0.5, 0.5, 0.0]), np.array([0.5, 0.0, 0.5])
    yield np.zeros(3), np.zeros(3)
    yield np.array([1.0]), np.array([0.0])
    for n in (5, 59, 1475):
        yield rng.dirichlet(np.ones(n)), rng.dirichlet(np.ones(n))


EXERCISES = [
    Exercise("lbp-of-patch", "a function of a 3 × 3 patch", lbp_of_patch, _lbp_of_patch_cases),
    Exercise("is-uniform", "a function of a list of bits", is_uniform, _is_uniform_cases),
    Exercise("chi2", "a function of two histograms", chi2, _chi2_cases),
]
