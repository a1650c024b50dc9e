"""The references against independent implementations, and each mistake against the cases."""

import copy
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from scipy.spatial.distance import cdist
from skimage.feature import local_binary_pattern

from facelab.exercises.attempt import attempt
from facelab.exercises.equality import is_equal
from facelab.exercises.local_features import (
    EXERCISES,
    chi2,
    grid_histograms,
    lbp_of_patch,
    ratio_test,
    rotation_invariant,
)
from facelab.features import LBPHistograms, lbp_codes

SHARES = st.floats(0, 1, width=16)
FUNCTIONS = [exercise for exercise in EXERCISES if exercise.cases]


@given(arrays(np.uint8, (3, 3), elements=st.integers(0, 255) | st.integers(7, 9)))
def test_four_neighbors_as_in_scikit_image(patch):
    theirs = local_binary_pattern(np.pad(patch, 1, mode="edge"), 4, 1)
    assert lbp_of_patch(patch) == theirs[2, 2]


@given(st.data(), st.integers(0, 4), st.integers(0, 4), st.integers(1, 6))
def test_chi2_by_a_loop(data, n, m, n_bins):
    a, b = (data.draw(arrays(float, (rows, n_bins), elements=SHARES)) for rows in (n, m))
    expected = [[sum((x - y) ** 2 / (x + y) for x, y in zip(p, q, strict=True) if x + y) for q in b] for p in a]
    assert is_equal(chi2(a, b), np.reshape(expected, (n, m)), 1e-9)


@given(st.data(), array_shapes(min_dims=2, max_dims=2, max_side=8), st.integers(1, 5))
def test_grid_histograms_by_a_loop_over_pixels(data, shape, n_bins):
    codes = data.draw(arrays(int, shape, elements=st.integers(0, n_bins - 1)))
    rows, columns = (data.draw(st.integers(1, side)) for side in shape)
    counts = np.zeros((rows, columns, n_bins))
    for (r, c), code in np.ndenumerate(codes):
        counts[r * rows // shape[0], c * columns // shape[1], code] += 1
    expected = (counts / counts.sum(axis=2, keepdims=True)).ravel()
    np.testing.assert_allclose(grid_histograms(codes, rows, columns, n_bins), expected)


def test_grid_histograms_of_a_face_are_facelabs(orl):
    image, lbp = orl.images[3], LBPHistograms(8, 2, (5, 5))
    np.testing.assert_allclose(
        grid_histograms(lbp_codes(image, 8, 2), 5, 5, lbp.n_bins), lbp.transform(image[None])[0], rtol=1e-6
    )


@given(st.data(), st.integers(0, 5), st.integers(0, 5), st.sampled_from([0.5, 0.75, 1.0]))
def test_ratio_test_by_sorting_a_table(data, n, m, ratio):
    whole = st.integers(-3, 3).map(float)  # many ties
    left, right = (data.draw(arrays(float, (rows, 2), elements=whole)) for rows in (n, m))
    expected = []
    for i, distances in enumerate(cdist(left, right)):
        nearest = np.sort(distances)
        if m > 1 and nearest[0] < ratio * nearest[1]:
            expected.append([i, int(distances.argmin())])
    assert ratio_test(left, right, ratio).tolist() == expected


@given(st.data(), st.integers(1, 24))
def test_rotation_invariant_patterns_are_one_orbit(data, points):
    pattern = data.draw(st.integers(0, 2**points - 1))
    turned = [pattern]
    for _ in range(points - 1):
        turned.append(turned[-1] // 2 + turned[-1] % 2 * 2 ** (points - 1))
    assert rotation_invariant(np.array(turned), points).tolist() == [min(turned)] * points


@pytest.mark.parametrize(("points", "n_orbits"), [(1, 2), (4, 6), (8, 36)])
def test_as_many_rotation_invariant_patterns_as_necklaces(points, n_orbits):
    assert len(np.unique(rotation_invariant(np.arange(2**points), points))) == n_orbits


def test_rotation_invariant_patterns_keep_shape_and_take_bytes():
    assert rotation_invariant(np.array([[128], [131]], np.uint8), 8).tolist() == [[1], [7]]
    assert rotation_invariant(np.zeros((0, 3), np.uint8), 8).shape == (0, 3)


def test_sixteen_neighbors_have_243_bins():
    assert next(e for e in EXERCISES if e.id == "uniform-patterns").reference == LBPHistograms(16).n_bins


def answers(mistake, cases):
    with np.errstate(all="ignore"):
        for case in cases:
            try:
                yield mistake.answer(*copy.deepcopy(case))
            except (ValueError, IndexError):
                yield None


@pytest.mark.parametrize("exercise", FUNCTIONS, ids=lambda exercise: exercise.id)
@pytest.mark.parametrize("seed", range(5))
def test_no_two_mistakes_with_two_hints_give_the_same_answers_on_all_cases(exercise, seed):
    cases = list(exercise.cases(np.random.default_rng(seed)))
    right = [exercise.reference(*copy.deepcopy(case)) for case in cases]
    given_by = {mistake: list(answers(mistake, cases)) for mistake in exercise.mistakes}
    ordered = sorted(given_by, key=lambda mistake: mistake.hint)
    for mistake, wrong in given_by.items():
        assert not all(is_equal(w, r, 1e-6) for w, r in zip(wrong, right, strict=True)), mistake.hint
    for one, other in pairwise(ordered):
        same = all(is_equal(a, b, 1e-6) for a, b in zip(given_by[one], given_by[other], strict=True))
        assert one.hint == other.hint or not same


@pytest.mark.parametrize("epsilon", [1e-10, 1e-12, 1e-16])
def test_a_number_too_small_to_matter_is_accepted_in_the_divisor(epsilon):
    for a, b in next(e for e in EXERCISES if e.id == "chi2").cases(np.random.default_rng(0)):
        smoothed = ((a[:, None] - b) ** 2 / (a[:, None] + b + epsilon)).sum(axis=2)
        assert is_equal(smoothed, chi2(a, b), 1e-6)


def test_last_bins_are_empty_in_some_case_of_every_seed():
    exercise = next(e for e in EXERCISES if e.id == "grid-histograms")
    for seed in range(20):
        cases = exercise.cases(np.random.default_rng(seed))
        assert any(codes.max() < n_bins - 1 for codes, _, _, n_bins in cases)


def code(patch, bit):
    neighbors = [patch[1, 2], patch[0, 1], patch[1, 0], patch[2, 1]]
    return sum(int(bit(neighbor, patch[1, 1])) << place for place, neighbor in enumerate(neighbors))


def pixel_by_pixel(codes, rows, columns, n_bins, cell_of):
    counts = np.zeros((rows, columns, n_bins))
    for (r, c), pattern in np.ndenumerate(codes):
        counts[int(cell_of(r, len(codes), rows)), int(cell_of(c, codes.shape[1], columns)), int(pattern)] += 1
    return (counts / counts.sum(axis=2, keepdims=True)).ravel()


def edges_divided(codes, rows, columns, n_bins):
    height, width = codes.shape
    bands = [codes[i * height // rows : (i + 1) * height // rows] for i in range(rows)]
    cells = [band[:, j * width // columns : (j + 1) * width // columns] for band in bands for j in range(columns)]
    return np.concatenate([np.bincount(cell.ravel(), minlength=n_bins) / cell.size for cell in cells])


def in_eight_strings(patterns, points):
    bits = [f"{pattern:08b}" for pattern in patterns.ravel().tolist()]
    return np.array([min(int(b[k:] + b[:k], 2) for k in range(8)) for b in bits], int).reshape(patterns.shape)


def in_eight_masked(patterns, points):
    patterns = patterns.astype(int)
    return np.min([(patterns << k | patterns >> (8 - k)) & 255 for k in range(8)], axis=0)


def two_arrays(left, right, ratio):
    matches = ratio_test(left, right, ratio)
    return matches[:, 0], matches[:, 1]


def by_distance(left, right, ratio):
    return sorted(
        ratio_test(left, right, ratio).tolist(), key=lambda pair: np.sum((left[pair[0]] - right[pair[1]]) ** 2)
    )


USUAL = [
    (
        "lbp-of-patch",
        lambda patch: code(patch, lambda v, c: v - c > 0),
        "differences of uint8 values are never below 0: ",
    ),
    ("lbp-of-patch", lambda patch: code(patch, lambda v, c: v - c >= 0), "every neighbor counted as 1"),
    ("grid-histograms", edges_divided, "rounding i · H / rows down is not the same"),
    ("grid-histograms", lambda *a: pixel_by_pixel(*a, lambda r, n, k: r // (n / k)), "multiply before you divide"),
    ("grid-histograms", lambda *a: pixel_by_pixel(*a, lambda r, n, k: r / (n / k)), "multiply before you divide"),
    ("grid-histograms", lambda *a: pixel_by_pixel(*a, lambda r, n, k: r * (k / n)), "multiply before you divide"),
    ("ratio-test", two_arrays, "one match a row"),
    ("ratio-test", by_distance, "order the matches by the row of left"),
    ("ratio-test", lambda *a: ratio_test(*a).astype(float), "they are floats"),
    ("rotation-invariant", in_eight_strings, "not always eight"),
    ("rotation-invariant", in_eight_masked, "not always eight"),
    ("rotation-invariant", lambda patterns, points: patterns, "must be cut off there"),
]


@pytest.mark.parametrize(("exercise_id", "answer", "said"), USUAL, ids=[f"{name}-{said}" for name, _, said in USUAL])
def test_the_usual_wrong_ways_are_recognized(exercise_id, answer, said):
    exercise = next(each for each in EXERCISES if each.id == exercise_id)
    for seed in range(5):
        assert said in attempt(exercise, answer, seed, seconds=10).problem


def no_rows(a, b):
    return np.stack([chi2(a, row[None])[:, 0] for row in b], axis=1)


def in_their_type(codes, rows, columns, n_bins):
    shares = np.zeros(rows * columns * n_bins)
    for (r, c), pattern in np.ndenumerate(codes):
        shares[pattern + n_bins * (r * rows // len(codes) * columns + c * columns // codes.shape[1])] += 1
    shares = shares.reshape(-1, n_bins)
    return (shares / shares.sum(axis=1, keepdims=True)).ravel()


@pytest.mark.parametrize(
    ("exercise_id", "answer"),
    [
        ("chi2", no_rows),
        ("grid-histograms", in_their_type),
        ("rotation-invariant", lambda patterns, points: rotation_invariant(patterns, points).squeeze()),
    ],
)
def test_extremes_are_tried(exercise_id, answer):
    exercise = next(each for each in EXERCISES if each.id == exercise_id)
    assert attempt(exercise, answer, 0, seconds=10).problem
