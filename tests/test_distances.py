import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from facelab import distances
from facelab.distances import PAIR_DISTANCES, distance_matrix, pair_distances

EPS = 1e-9


def by_hand(a, b, metric, p=None, weights=None):
    """Each distance by its definition, in plain Python."""
    terms = list(zip(a.tolist(), b.tolist(), strict=True))
    if metric == "cosine":
        lengths = sum(x * x for x, _ in terms) ** 0.5 * sum(y * y for _, y in terms) ** 0.5
        return 1 - sum(x * y for x, y in terms) / lengths if lengths else 1.0
    if metric == "jaccard":
        either = sum(x or y for x, y in terms)
        return 1 - sum(x and y for x, y in terms) / either if either else 0.0
    weights = np.ones(len(terms)) if weights is None else weights
    return {
        "euclidean": lambda: sum((x - y) ** 2 for x, y in terms) ** 0.5,
        "squared_euclidean": lambda: sum((x - y) ** 2 for x, y in terms),
        "manhattan": lambda: sum(abs(x - y) for x, y in terms),
        "minkowski": lambda: sum(abs(x - y) ** p for x, y in terms) ** (1 / p),
        "chi2": lambda: sum((x - y) ** 2 / (x + y) for x, y in terms if x + y),
        "weighted_chi2": lambda: sum(
            w * (x - y) ** 2 / (x + y) for (x, y), w in zip(terms, weights, strict=True) if x + y
        ),
    }[metric]()


@st.composite
def two_sets(draw):
    metric = draw(st.sampled_from(sorted(PAIR_DISTANCES)))
    n, m, d = draw(st.integers(1, 4)), draw(st.integers(1, 4)), draw(st.integers(1, 6))
    low = 0 if metric in ("chi2", "weighted_chi2", "jaccard") else -50
    elements = st.integers(0, 1) if metric == "jaccard" else st.integers(low, 50).map(lambda i: i / 8)
    a, b = (draw(arrays(np.float64, (rows, d), elements=elements)) for rows in (n, m))
    parameters = {}
    if metric == "minkowski":
        parameters["p"] = draw(st.sampled_from([1, 1.5, 2, 3, 7]))
    if metric == "weighted_chi2":
        parameters["weights"] = draw(arrays(np.float64, d, elements=st.integers(0, 9).map(float)))
    return metric, a, b, parameters


@given(two_sets())
def test_matrix_and_pairs_against_the_definition(case):
    metric, a, b, parameters = case
    expected = np.array([[by_hand(x, y, metric, **parameters) for y in b] for x in a])
    matrix = distance_matrix(a, b, metric, **parameters)
    np.testing.assert_allclose(matrix, expected, rtol=1e-6, atol=1e-7)
    left, right = np.indices(matrix.shape).reshape(2, -1)
    pairs = pair_distances(a[left], b[right], metric, **parameters)
    np.testing.assert_allclose(pairs, expected.ravel(), rtol=1e-6, atol=1e-7)


@given(two_sets())
def test_a_distance_is_symmetric_never_negative_and_zero_to_itself(case):
    metric, a, b, parameters = case
    matrix = distance_matrix(a, b, metric, **parameters)
    assert (matrix >= 0).all()
    np.testing.assert_allclose(matrix.T, distance_matrix(b, a, metric, **parameters), atol=1e-9)
    to_itself = pair_distances(a, a, metric, **parameters)
    zero_rows = ~a.any(axis=1) if metric == "cosine" else np.zeros(len(a), bool)
    np.testing.assert_allclose(to_itself[~zero_rows], 0, atol=1e-7)


def test_blocks_change_nothing(monkeypatch):
    rng = np.random.default_rng(0)
    a, b = rng.random((50, 7)), rng.random((50, 7))
    whole = pair_distances(a, b, "chi2")
    monkeypatch.setattr(distances, "BLOCK_BYTES", 8 * 7 * 3)
    assert (pair_distances(a, b, "chi2") == whole).all()


def test_float32_histograms_are_measured_in_double_precision():
    a, b = (np.random.default_rng(seed).dirichlet(np.ones(500), 20).astype(np.float32) for seed in (0, 1))
    exact = [by_hand(x.astype(float), y.astype(float), "chi2") for x, y in zip(a, b, strict=True)]
    np.testing.assert_allclose(pair_distances(a, b, "chi2"), exact, rtol=1e-12)


@pytest.mark.parametrize("metric", ["euclidean", "minkowski", "cosine"])
def test_huge_values_do_not_overflow(metric):
    parameters = {"p": 3} if metric == "minkowski" else {}
    a = np.array([[1e150, 1e150]])
    assert np.isfinite(pair_distances(a, -a, metric, **parameters)).all()


def test_the_same_object_and_a_copy_of_it_are_measured_alike():
    rows = np.array([[0.0, 0], [1, 1], [1e200, 0], [1e-200, 0]])
    np.testing.assert_array_equal(distance_matrix(rows, rows, "cosine"), distance_matrix(rows, rows.copy(), "cosine"))
    expected = [0 if row.any() else 1 for row in rows]
    np.testing.assert_allclose(distance_matrix(rows, rows, "cosine").diagonal(), expected, atol=1e-12)
    np.testing.assert_allclose(distance_matrix([[0.0]], [[200.0], [1e-4]], "minkowski", p=200), [[200, 1e-4]])


def test_a_bad_row_in_a_later_block_is_named(monkeypatch):
    monkeypatch.setattr(distances, "BLOCK_BYTES", 8 * 2 * 3)
    rows = np.zeros((10, 2))
    rows[7, 0] = np.nan
    with pytest.raises(ValueError, match="b has NaN or infinite values in row 7"):
        pair_distances(np.zeros((10, 2)), rows)


def test_no_pairs_have_no_distances():
    assert pair_distances(np.zeros((0, 3)), np.zeros((0, 3))).shape == (0,)
    assert distance_matrix(np.zeros((0, 3)), np.zeros((2, 3))).shape == (0, 2)


@pytest.mark.parametrize(
    ("a", "b", "metric", "parameters", "sentence"),
    [
        ([[1, 2]], [[1, 2]], "hamming", {}, "no metric 'hamming'; expected one of euclidean"),
        ([1, 2], [1, 2], "euclidean", {}, r"a is float64 of shape \(2,\); expected numbers \(N, D\)"),
        ([[1, 2]], [[1, 2, 3]], "euclidean", {}, r"one shape; found \(1, 2\) and \(1, 3\)"),
        ([[1, 2], [np.nan, 0]], [[1, 2], [0, 0]], "euclidean", {}, "a has NaN or infinite values in row 1"),
        ([[1, 2]], [[1, np.inf]], "cosine", {}, "b has NaN or infinite values in row 0"),
        ([[1, 2]], [[1, -2]], "chi2", {}, "chi2 compares histograms, but b has negative values"),
        ([[1, 2]], [[1, 0]], "jaccard", {}, "a has other values; binarize it first"),
        ([[1, 2]], [[1, 2]], "minkowski", {}, r"minkowski needs \['p'\]; found none"),
        ([[1, 2]], [[1, 2]], "minkowski", {"p": 0.5}, "p=0.5"),
        ([[1, 2]], [[1, 2]], "euclidean", {"p": 2}, r"euclidean needs no parameter; found \['p'\]"),
        ([[1, 2]], [[1, 2]], "weighted_chi2", {"weights": [1]}, "weights must be 2 numbers"),
        ([[1, 2]], [[1, 2]], "weighted_chi2", {"weights": [1, -1]}, "none negative"),
    ],
)
def test_bad_input_is_one_sentence(a, b, metric, parameters, sentence):
    with pytest.raises(ValueError, match=sentence):
        pair_distances(np.array(a, float), np.array(b, float), metric, **parameters)


def test_rows_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="rows need one length; found 2 and 3"):
        distance_matrix(np.zeros((4, 2)), np.zeros((4, 3)))
