"""What the answers of assignment 1, Baselines, look like. The answers themselves stay with the instructor."""

import numpy as np

from facelab.exercises.form import Form, array_problem


def _distances_problem(distances, n):
    if problem := array_problem(distances, (n, n)):
        return problem
    if np.min(distances) < 0:
        return "a distance is negative."
    return "" if np.allclose(distances, np.transpose(distances)) else "it is not symmetric: d(a, b) is not d(b, a)."


def _eigenface_problem(distances, train_rows, rows, k, drop):
    return _distances_problem(distances, len(rows))


def _eigenface_cases(rng):
    for n_train, n, n_pixels, k, drop in ((5, 3, 12, 2, 0), (30, 6, 20, 10, 3), (9, 4, 50, 5, 2), (6, 2, 9, 1, 1)):
        spread = np.sort(rng.uniform(1, 40, n_pixels))
        yield rng.normal(120, spread, (n_train, n_pixels)), rng.normal(110, spread, (n, n_pixels)), k, drop


def _lbp_problem(distances, images, rows, columns, step):
    return _distances_problem(distances, len(images))


def _lbp_cases(rng):
    yield rng.integers(0, 256, (2, 8, 8), dtype=np.uint8), 2, 2, 1
    yield rng.integers(100, 103, (3, 12, 10), dtype=np.uint8), 1, 1, 2  # many equal neighbours
    yield rng.integers(0, 256, (4, 17, 14), dtype=np.uint8), 3, 2, 2  # cells of different sizes
    yield np.stack([np.full((6, 6), 9, np.uint8), np.eye(6, dtype=np.uint8)]), 2, 1, 1


def _hter_problem(answer, distances, same, test_distances, test_same):
    if not isinstance(answer, tuple) or len(answer) != 2:
        return "it is no pair: return threshold, hter."
    return array_problem(answer, (2,)) or ("" if 0 <= answer[1] <= 1 else "the error rate is not between 0 and 1.")


def _hter_cases(rng):
    for counts, test_counts in (((4, 9), (3, 5)), ((61, 140), (20, 31)), ((120, 281), (90, 211))):
        yield *_some_pairs(rng, *counts, shift=0.0), *_some_pairs(rng, *test_counts, shift=0.3)


def _some_pairs(rng, n_genuine, n_impostor, shift):
    """Distances and same. The counts have no common factor, so that two thresholds hardly ever are equally good."""
    same = rng.permutation(np.repeat([True, False], (n_genuine, n_impostor)))
    return rng.normal(2 - same + shift, 0.6).clip(0), same


def _baseline_problem(errors):
    if problem := array_problem(errors, (4, 4)):
        return problem
    return "" if np.min(errors) >= 0 and np.max(errors) <= 0.5 else "an error rate is not between 0 and 0.5."


FORMS = [
    Form(
        "eigenface-distances", 4, "a function of training rows, rows, k and drop", _eigenface_problem, _eigenface_cases
    ),
    Form("lbp-distances", 5, "a function of images, rows, columns and step", _lbp_problem, _lbp_cases),
    Form("hter", 3, "a function of distances and same, twice", _hter_problem, _hter_cases),
    Form("baseline-errors", 4, "an array of error rates, shape (4, 4)", _baseline_problem),
]
