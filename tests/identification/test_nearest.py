import numpy as np
import pytest
from sklearn.neighbors import NearestNeighbors

from facelab.identification import NearestVectors
from facelab.identification.growing import GrowingArray


@pytest.fixture(scope="module")
def crowd():
    """12,000 vectors of 3,000 people, and 50 queries near some of them."""
    rng = np.random.default_rng(0)
    vectors = (rng.normal(size=(3000, 32)).repeat(4, axis=0) + 0.3 * rng.normal(size=(12_000, 32))).astype(np.float32)
    return vectors, (vectors[:50] + 0.2 * rng.normal(size=(50, 32))).astype(np.float32)


@pytest.mark.parametrize("n", [12_000, 900])  # with FAISS, and by comparing with all
@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_exact_search_against_scikit_learn(crowd, n, metric):
    vectors, queries = crowd[0][:n], crowd[1]
    distances, positions = NearestVectors(vectors, metric).search(queries, 5)
    expected = NearestNeighbors(n_neighbors=5, metric=metric, algorithm="brute").fit(vectors).kneighbors(queries)
    np.testing.assert_array_equal(positions, expected[1])
    np.testing.assert_allclose(distances, expected[0], rtol=1e-4)


def test_distances_near_zero_are_exact(crowd):
    distances, positions = NearestVectors(crowd[0]).search(crowd[0][:20], 1)
    assert (distances == 0).all() and positions.ravel().tolist() == list(range(20))


@pytest.mark.parametrize("index", ["ivf", "hnsw"])
@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_approximate_search_finds_most_of_the_nearest(crowd, index, metric):
    vectors, queries = crowd
    found, exact = (NearestVectors(vectors, metric, kind).search(queries, 1)[1] for kind in (index, "exact"))
    assert (found == exact).mean() >= 0.95


@pytest.mark.parametrize("index", ["exact", "ivf", "hnsw"])
def test_vectors_that_came_later_are_found_too(crowd, index):
    vectors, _ = crowd
    nearest = NearestVectors(vectors[:10_500], index=index)
    nearest.search(vectors[:1], 1)
    nearest.add(vectors[10_500:])
    _, positions = nearest.search(vectors[11_000:11_050], 1)
    assert (positions.ravel() == np.arange(11_000, 11_050)).mean() >= 0.95 and len(nearest) == 12_000


def test_other_metrics_compare_with_all():
    nearest = NearestVectors(np.array([[1, 0], [0, 4], [2, 2]], np.float32), "manhattan")
    distances, positions = nearest.search(np.array([[2, 1]], np.float32), 3)
    assert distances.tolist() == [[1, 2, 5]] and positions.tolist() == [[2, 0, 1]]


def test_an_array_that_grows_keeps_its_rows():
    rows = GrowingArray(np.zeros((1, 2)))
    for n in range(1, 30):
        rows.extend(np.full((n, 2), n))
    assert rows.filled[:, 0].tolist() == [0, *np.repeat(np.arange(1, 30), np.arange(1, 30))]


@pytest.mark.parametrize(
    ("rows", "options", "sentence"),
    [
        (np.eye(3), {"index": "hsnw"}, "index='hsnw'"),
        (np.eye(3), {"metric": "manhattan", "index": "hnsw"}, "all but exact know"),
        (np.empty((0, 3)), {}, r"shape \(0, 3\)"),
        (np.zeros((40, 3)), {"metric": "cosine", "index": "ivf"}, "vector 0 is all zeros"),
    ],
)
def test_what_cannot_be_searched(rows, options, sentence):
    with pytest.raises(ValueError, match=sentence):
        NearestVectors(rows.astype(np.float32), **options).search(np.ones((1, 3), np.float32), 1)


def test_too_many_neighbors_and_other_sizes():
    nearest = NearestVectors(np.eye(3, dtype=np.float32))
    for queries, k in [(np.ones((1, 3)), 4), (np.ones((1, 2)), 1)]:
        with pytest.raises(ValueError, match="expected 1 to 3"):
            nearest.search(queries.astype(np.float32), k)
    with pytest.raises(ValueError, match="cannot join"):
        nearest.add(np.ones((1, 2), np.float32))
    assert len(nearest) == 3


def test_an_inverted_file_that_has_outgrown_its_clusters_is_built_anew():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(2000, 8)).astype(np.float32)
    nearest = NearestVectors(rows[:50], index="ivf")
    nearest.search(rows[:1], 1)
    nearest.add(rows[50:])
    assert nearest.search(rows[:5], 1)[1][:, 0].tolist() == [0, 1, 2, 3, 4]
    assert nearest._faiss.nlist > 10


@pytest.mark.parametrize("n", [5, 10_001])
def test_vectors_and_queries_that_are_not_finite_are_refused_however_many_there_are(n):
    vectors = np.random.default_rng(0).normal(size=(n, 4)).astype(np.float32)
    nearest, bad = NearestVectors(vectors), np.array([[1.0, 0, 0, 0], [0, np.nan, 0, 0]], np.float32)
    with pytest.raises(ValueError, match="queries has NaN or infinite values in row 1"):
        nearest.search(bad, 1)
    with pytest.raises(ValueError, match="row 1"):
        nearest.add(bad)
    assert len(nearest) == n
    vectors[3] = np.inf
    with pytest.raises(ValueError, match="row 3"):
        NearestVectors(vectors)
