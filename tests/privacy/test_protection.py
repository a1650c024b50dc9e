import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import norm
from sklearn.base import clone
from sklearn.utils.estimator_checks import parametrize_with_checks

from facelab.distances import distance_matrix
from facelab.privacy import KeyedProjection, unlinkability


@pytest.fixture
def embeddings():
    vectors = np.random.default_rng(0).normal(size=(40, 32))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@parametrize_with_checks([KeyedProjection(3), KeyedProjection(3, n_components=1), KeyedProjection(3, binary=True)])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


@given(st.integers(0, 2**70), st.integers(1, 12), st.data())
def test_rows_are_orthonormal_and_the_key_decides_them(key, size, data):
    n = data.draw(st.integers(1, size))
    rows = KeyedProjection(key, n).fit(np.zeros((1, size))).projection_
    np.testing.assert_allclose(rows @ rows.T, np.eye(n), atol=1e-9)
    assert (rows == KeyedProjection(key, n).fit(np.ones((3, size))).projection_).all()


def test_the_projection_is_that_of_gram_schmidt():
    drawn, rows = np.random.default_rng(5).normal(size=(4, 6)), []
    for row in drawn:
        for earlier in rows:
            row = row - (row @ earlier) * earlier
        rows.append(row / np.linalg.norm(row))
    np.testing.assert_allclose(KeyedProjection(5, 4).fit(np.zeros((1, 6))).projection_, rows, atol=1e-9)


def test_all_components_keep_distances_and_the_key_recovers_the_embedding(embeddings):
    protection = KeyedProjection(1).fit(embeddings)
    templates = protection.transform(embeddings)
    assert templates.dtype == np.float32 and np.abs(templates - embeddings).max() > 0.1
    np.testing.assert_allclose(
        distance_matrix(templates, templates), distance_matrix(embeddings, embeddings), atol=1e-3
    )
    np.testing.assert_allclose(protection.recover(templates), embeddings, atol=1e-6)


def test_with_fewer_components_the_best_estimate_is_the_least_squares_solution(embeddings):
    protection = KeyedProjection(1, 10).fit(embeddings)
    templates = protection.transform(embeddings)
    shortest = np.linalg.lstsq(protection.projection_, templates.T, rcond=None)[0].T
    np.testing.assert_allclose(protection.recover(templates), shortest, atol=1e-6)
    np.testing.assert_allclose(protection.transform(shortest), templates, atol=1e-5)


def test_bits_are_signs_and_point_where_the_embedding_points(embeddings):
    real, binary = KeyedProjection(1).fit(embeddings), KeyedProjection(1, binary=True).fit(embeddings)
    bits = binary.transform(embeddings)
    assert (bits == (real.transform(embeddings) > 0)).all() and bits.dtype == np.float32
    hamming = [[np.sum(a != b) for b in bits] for a in bits]
    np.testing.assert_array_equal(distance_matrix(bits, bits, "manhattan"), hamming)
    recovered = binary.recover(bits)
    np.testing.assert_allclose(np.linalg.norm(recovered, axis=1), 1, atol=1e-6)
    # of a direction drawn at random, the signs of its coordinates have the cosine √(2 / π) with it
    assert (recovered * embeddings).sum(axis=1).mean() == pytest.approx(np.sqrt(2 / np.pi), abs=0.03)


def test_another_key_makes_templates_that_do_not_match(embeddings):
    one, other = (KeyedProjection(key).fit_transform(embeddings) for key in (1, 2))
    cosines = (one * other).sum(axis=1)
    assert np.abs(cosines).max() < 0.8 and abs(cosines.mean()) < 0.2
    wrong_key = KeyedProjection(2).fit(embeddings).recover(one)
    assert abs((wrong_key * embeddings).sum(axis=1).mean()) < 0.2


def test_what_it_does_not_protect(embeddings):
    protection = KeyedProjection(7).fit(embeddings)
    templates = protection.transform(embeddings)
    # known embeddings with their templates reveal the projection
    learned = np.linalg.lstsq(embeddings[:32], templates[:32], rcond=None)[0].T
    np.testing.assert_allclose(learned, protection.projection_, atol=1e-3)
    # lengths survive every key
    longer = embeddings * np.arange(1, 41)[:, None]
    lengths = np.linalg.norm(KeyedProjection(8).fit_transform(longer), axis=1)
    np.testing.assert_allclose(lengths, np.arange(1, 41), rtol=1e-5)
    # so do the distances inside a database: its people are found again in that of another key
    profiles = [
        np.sort(distance_matrix(t, t), axis=1) for t in (templates, KeyedProjection(8).fit_transform(embeddings))
    ]
    assert (distance_matrix(*profiles).argmin(axis=1) == np.arange(40)).all()


def test_cloned(embeddings):
    protection = clone(KeyedProjection(9, 5, binary=True))
    assert protection.get_params() == {"key": 9, "n_components": 5, "binary": True}
    assert protection.fit_transform(embeddings).shape == (40, 5)


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"key": -1}, "key=-1: expected an integer"),
        ({"key": 0.5}, "key=0.5: expected an integer"),
        ({"key": 1, "n_components": 0}, "n_components=0, but embeddings have 32 numbers"),
        ({"key": 1, "n_components": 33}, "expected 1 to 32"),
        ({"key": 1, "n_components": 2.5}, "n_components=2.5"),
    ],
)
def test_wrong_parameters_are_refused(embeddings, parameters, sentence):
    with pytest.raises(ValueError, match=sentence):
        KeyedProjection(**parameters).fit(embeddings)


def test_wrong_templates_are_refused(embeddings):
    protection = KeyedProjection(1, 5).fit(embeddings)
    with pytest.raises(ValueError, match="templates have 32 numbers; expected 5"):
        protection.recover(embeddings)
    with pytest.raises(ValueError, match="NaN"):
        protection.recover(np.full((1, 5), np.nan))


def test_linkability_against_a_naive_loop():
    rng = np.random.default_rng(0)
    mated, non_mated = rng.normal(0, 1, 700), rng.normal(1, 2, 300)
    low, high = min(mated.min(), non_mated.min()), max(mated.max(), non_mated.max())
    total = 0.0
    for number in range(30):
        left, right = (low + (high - low) * k / 30 for k in (number, number + 1))
        inside = [np.mean((s >= left) & ((s < right) | (number == 29))) for s in (mated, non_mated)]
        if inside[0]:
            ratio = inside[0] / inside[1] if inside[1] else np.inf
            total += inside[0] * (0 if ratio <= 1 else 1 if ratio == np.inf else 2 * ratio / (1 + ratio) - 1)
    assert unlinkability(mated, non_mated) == pytest.approx(total)


@pytest.mark.parametrize("shift", [0.5, 1.0, 3.0])
def test_linkability_of_two_normal_distributions_against_the_integral(shift):
    def integrand(s):
        one, two = norm.pdf(s), norm.pdf(s, shift)
        return one * max(0, (one - two) / (one + two))

    expected = quad(integrand, -8, shift / 2)[0]
    rng = np.random.default_rng(1)
    found = unlinkability(rng.normal(0, 1, 200_000), rng.normal(shift, 1, 200_000))
    assert found == pytest.approx(expected, abs=0.01)


def test_linkability_needs_no_order_and_knows_its_ends():
    rng = np.random.default_rng(2)
    mated, non_mated = rng.random(400), rng.random(400) + 0.3
    assert unlinkability(mated, non_mated) == pytest.approx(unlinkability(-mated, -non_mated), abs=0.02)
    assert unlinkability(mated, mated) == 0 and unlinkability(mated, mated + 2) == pytest.approx(1)
    assert unlinkability(np.ones(60), np.ones(60)) == 0
    assert unlinkability(rng.random(20_000), rng.random(20_000)) < 0.03


@pytest.mark.parametrize(
    ("mated", "non_mated", "sentence"),
    [
        (np.ones(49), np.ones(60), "at least 50 of each"),
        (np.ones(60), np.ones((60, 1)), "at least 50 of each"),
        (np.ones(60), np.full(60, np.nan), "NaN or infinite"),
    ],
)
def test_scores_that_say_nothing_are_refused(mated, non_mated, sentence):
    with pytest.raises(ValueError, match=sentence):
        unlinkability(mated, non_mated)
