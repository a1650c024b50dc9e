"""Answers of assignment 1, Baselines, and the mistakes that are made."""

import numpy as np

from facelab.distances import distance_matrix
from facelab.exercises.assignment_1_baselines import FORMATS
from facelab.exercises.exercise import Mistake
from facelab.verification import choose_threshold

FORMAT = {each.id: each for each in FORMATS}
AROUND = (-1, -1), (-1, 0), (-1, 1), (0, 1), (1, 1), (1, 0), (1, -1), (0, -1)
# HTER of pixels, 40 eigenfaces, 40 eigenfaces without the first 3, LBP (rows) on the four folds of ORL (columns).
# tests/instructor/answers/test_assignment_1_baselines.py measures all three tables again.
BASELINE_ERRORS = np.array(
    [
        [0.1678, 0.0776, 0.1660, 0.1908],
        [0.1763, 0.1133, 0.2136, 0.1832],
        [0.3570, 0.2327, 0.2971, 0.2153],
        [0.1532, 0.1544, 0.1923, 0.1611],
    ]
)
OWN_THRESHOLD = np.array(
    [
        [0.1578, 0.0667, 0.1711, 0.1800],
        [0.1556, 0.0508, 0.1622, 0.1600],
        [0.2178, 0.1200, 0.1956, 0.2022],
        [0.1489, 0.1289, 0.2042, 0.1711],
    ]
)
TRAINING_PEOPLE = np.array(
    [
        [0.1496, 0.1764, 0.1459, 0.1370],
        [0.1319, 0.1570, 0.1291, 0.1267],
        [0.2259, 0.2363, 0.2088, 0.2207],
        [0.1770, 0.1704, 0.1541, 0.1599],
    ]
)


def eigenface_distances(train_rows, rows, k, drop):
    mean = train_rows.mean(axis=0)
    components = np.linalg.svd(train_rows - mean, full_matrices=False)[2][drop : drop + k]
    vectors = (rows - mean) @ components.T
    return distance_matrix(vectors, vectors, "euclidean")


def _whitened(train_rows, rows, k, drop):
    _, singular_values, components = np.linalg.svd(train_rows - train_rows.mean(axis=0), full_matrices=False)
    vectors = rows @ (components / singular_values[:, None])[drop : drop + k].T
    return distance_matrix(vectors, vectors, "euclidean")


def _uncentered(train_rows, rows, k, drop):
    vectors = rows @ np.linalg.svd(train_rows, full_matrices=False)[2][drop : drop + k].T
    return distance_matrix(vectors, vectors, "euclidean")


def lbp_distances(images, rows, columns, step):
    return _chi2(_histograms(images, rows, columns, step))


def _histograms(images, rows, columns, step, beats=np.greater_equal):
    grids = (_cells(_codes(image.astype(int), step, beats), rows, columns) for image in images)
    return np.stack([[np.bincount(cell.ravel(), minlength=256) / cell.size for cell in cells] for cells in grids])


def _codes(image, step, beats):
    height, width = np.array(image.shape) - 2 * step
    center = image[step:-step, step:-step]
    shifted = [image[step * (1 + y) :, step * (1 + x) :][:height, :width] for y, x in AROUND]
    return sum(beats(neighbor, center).astype(int) << bit for bit, neighbor in enumerate(shifted))


def _cells(codes, rows, columns):
    return [cell for strip in np.array_split(codes, rows) for cell in np.array_split(strip, columns, axis=1)]


def _chi2(histograms):
    histograms = histograms.reshape(len(histograms), -1)
    return distance_matrix(histograms, histograms, "chi2")


def hter(distances, same, test_distances, test_same):
    return _hter_at(choose_threshold(distances, same, by="eer"), test_distances, test_same)


def _hter_at(threshold, distances, same, halved=True):
    error = np.mean(distances[~same] <= threshold) + np.mean(distances[same] > threshold)
    return threshold, error / 2 if halved else error


EXERCISES = [
    FORMAT["eigenface-distances"].with_answer(
        eigenface_distances,
        [
            Mistake(
                lambda t, r, k, d: eigenface_distances(r, r, k, d),
                "the eigenfaces come from the training rows, not from the rows that are compared.",
            ),
            Mistake(
                lambda t, r, k, d: eigenface_distances(t, r, k, d + 1),
                "leave out the first `drop` components, not one more.",
            ),
            Mistake(
                lambda t, r, k, d: eigenface_distances(t, r, max(k - d, 1), d + (k <= d)),
                "k components remain after leaving out the first ones.",
            ),
            Mistake(lambda t, r, k, d: eigenface_distances(t, r, k, d) ** 2, "the square root is missing."),
            Mistake(_whitened, "these are whitened: do not divide by the singular values."),
            Mistake(_uncentered, "subtract the mean of the training rows before the decomposition."),
        ],
        tolerance=1e-4,
    ),
    FORMAT["lbp-distances"].with_answer(
        lbp_distances,
        [
            Mistake(
                lambda x, r, c, s: _chi2(_histograms(x, r, c, s, np.greater)),
                "a neighbor that is just as bright gives a 1.",
            ),
            Mistake(
                lambda x, r, c, s: _chi2(_histograms(x, 1, 1, s)),
                "count the codes in each cell, not in the whole image.",
            ),
            Mistake(lambda x, r, c, s: lbp_distances(x, c, r, s), "rows and columns of the grid are swapped."),
            Mistake(lambda x, r, c, s: lbp_distances(x, r, c, s) / 2, "there is no factor ½ in this form of χ²."),
            Mistake(
                lambda x, r, c, s: lbp_distances(x, r, c, s) / (r * c), "add up the χ² of the cells, do not average."
            ),
            Mistake(lambda x, r, c, s: lbp_distances(x, r, c, 3 - s), "the neighbors are `step` pixels away."),
        ],
    ),
    FORMAT["hter"].with_answer(
        hter,
        [
            Mistake(
                lambda d, s, e, t: hter(e, t, e, t),
                "the threshold comes from the first pairs, never from those that are judged.",
            ),
            Mistake(
                lambda d, s, e, t: _hter_at(choose_threshold(d, s), e, t),
                "that threshold has the highest accuracy; FAR and FRR should be as equal as can be.",
            ),
            Mistake(
                lambda d, s, e, t: _hter_at(choose_threshold(d, s, by="eer"), e, t, halved=False),
                "HTER is half of FAR + FRR.",
            ),
            Mistake(lambda d, s, e, t: hter(e, t, d, s), "the two sets of pairs are swapped."),
            Mistake(
                lambda d, s, e, t: (
                    (threshold := choose_threshold(d, s, by="eer")),
                    float(np.mean((e <= threshold) != t)),
                ),
                "that is the share of all wrong answers; FAR and FRR count equally, however many pairs of each kind.",
            ),
        ],
    ),
    FORMAT["baseline-errors"].with_answer(
        BASELINE_ERRORS,
        [
            Mistake(OWN_THRESHOLD, "the thresholds were chosen on the people that are judged."),
            Mistake(
                TRAINING_PEOPLE,
                "these are the errors on the people that the threshold was chosen on; judge the others.",
            ),
            Mistake(BASELINE_ERRORS * 100, "give fractions, not percent."),
            Mistake(BASELINE_ERRORS.T, "a row is a verifier, a column is a fold."),
        ],
        tolerance=1e-3,
    ),
]
