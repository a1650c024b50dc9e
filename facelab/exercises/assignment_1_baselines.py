"""Formats of the answers of assignment 1, Baselines; the answers themselves stay with the instructor."""

import numpy as np

from facelab.exercises.answer_format import AnswerFormat, check_shape


def _check_distances(distances, n):
    check_shape(distances, (n, n))
    if np.min(distances) < 0:
        raise ValueError("a distance is negative.")
    if not np.allclose(distances, np.transpose(distances)):
        raise ValueError("it is not symmetric: d(a, b) is not d(b, a).")


def _check_eigenfaces(distances, train_rows, rows, k, drop):
    _check_distances(distances, len(rows))


def _eigenface_cases(rng):
    for n_train, n, n_pixels, k, drop in ((5, 3, 12, 2, 0), (30, 6, 20, 10, 3), (9, 4, 50, 5, 2), (6, 2, 9, 1, 1)):
        spread = np.sort(rng.uniform(1, 40, n_pixels))
        yield rng.normal(120, spread, (n_train, n_pixels)), rng.normal(110, spread, (n, n_pixels)), k, drop


def _check_lbp_distances(distances, images, rows, columns, step):
    _check_distances(distances, len(images))


def _lbp_cases(rng):
    yield rng.integers(0, 256, (2, 8, 8), dtype=np.uint8), 2, 2, 1
    yield rng.integers(100, 103, (3, 12, 10), dtype=np.uint8), 1, 1, 2  # many equal neighbors
    yield rng.integers(0, 256, (4, 17, 14), dtype=np.uint8), 3, 2, 2  # cells of different sizes
    yield np.stack([np.full((6, 6), 9, np.uint8), np.eye(6, dtype=np.uint8)]), 2, 1, 1


def _check_hter(answer, distances, same, test_distances, test_same):
    if not isinstance(answer, tuple) or len(answer) != 2:
        raise ValueError("it is not a pair: return threshold, hter.")
    check_shape(answer, (2,))
    if not 0 <= answer[1] <= 1:
        raise ValueError("the error rate is not between 0 and 1.")


def _hter_cases(rng):
    for counts, test_counts in (((4, 9), (3, 5)), ((61, 140), (20, 31)), ((120, 281), (90, 211))):
        yield *_random_pairs(rng, *counts, shift=0.0), *_random_pairs(rng, *test_counts, shift=0.3)


def _random_pairs(rng, n_genuine, n_impostor, shift):
    """Draw distances and same; the counts have no common factor, so that two thresholds are rarely equally good."""
    same = rng.permutation(np.repeat([True, False], (n_genuine, n_impostor)))
    return rng.normal(2 - same + shift, 0.6).clip(0), same


def _check_baseline_errors(errors):
    check_shape(errors, (4, 4))
    if np.min(errors) < 0 or np.max(errors) > 0.5:
        raise ValueError("an error rate is not between 0 and 0.5.")


FORMATS = [
    AnswerFormat(
        "eigenface-distances", 4, "a function of training rows, rows, k and drop", _check_eigenfaces, _eigenface_cases
    ),
    AnswerFormat("lbp-distances", 5, "a function of images, rows, columns and step", _check_lbp_distances, _lbp_cases),
    AnswerFormat("hter", 3, "a function of distances and same, twice", _check_hter, _hter_cases),
    AnswerFormat("baseline-errors", 4, "an array of error rates, shape (4, 4)", _check_baseline_errors),
]
