import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import multivariate_normal, wishart

from facelab.joint_bayesian import JointBayesian


def covariances(size, seed):
    rng = np.random.default_rng(seed)
    return [np.atleast_2d(wishart.rvs(size + 3, np.eye(size) / size, random_state=rng)) for _ in range(2)]


def draw(between, within, counts, rng, mean=0.0):
    """Embeddings from the model: `counts` images of each person."""
    size, labels = len(between), np.repeat(np.arange(len(counts)), counts)
    identity = rng.multivariate_normal(np.zeros(size), between, len(counts))
    return mean + identity[labels] + rng.multivariate_normal(np.zeros(size), within, len(labels)), labels


def test_the_parameters_of_the_model_are_recovered():
    rng = np.random.default_rng(0)
    between, within = covariances(4, seed=1)
    mean = np.arange(4.0)
    x, labels = draw(between, within, rng.integers(2, 9, 6000), rng, mean)
    model = JointBayesian(n_iterations=500).fit(x, labels)
    assert model.n_iter_ < 500
    np.testing.assert_allclose(model.mean_, mean, atol=0.06)
    assert np.linalg.norm(model.between_ - between) < 0.04 * np.linalg.norm(between)
    assert np.linalg.norm(model.within_ - within) < 0.02 * np.linalg.norm(within)


@settings(deadline=None, max_examples=25)
@given(size=st.integers(1, 6), seed=st.integers(0, 1000))
def test_the_score_is_the_ratio_of_the_two_gaussian_densities(size, seed):
    rng = np.random.default_rng(seed)
    x, labels = draw(*covariances(size, seed), np.full(30, 3), rng, mean=2.0)
    model = JointBayesian(n_iterations=5).fit(x, labels)
    a, b = x[:20], x[20:40]
    total, zero = model.between_ + model.within_, np.zeros_like(model.between_)
    one = np.block([[total, model.between_], [model.between_, total]])
    two = np.block([[total, zero], [zero, total]])
    pairs, mean = np.hstack([a, b]), np.tile(model.mean_, 2)
    expected = multivariate_normal(mean, one).logpdf(pairs) - multivariate_normal(mean, two).logpdf(pairs)
    np.testing.assert_allclose(model.score(a, b), expected, rtol=1e-8, atol=1e-8)
    np.testing.assert_array_equal(model.distances(a, b), -model.score(a, b))
    np.testing.assert_allclose(model.score(a, b), model.score(b, a))


def test_em_never_lowers_the_likelihood():
    rng = np.random.default_rng(3)
    x, labels = draw(*covariances(3, seed=4), rng.integers(2, 5, 200), rng)

    def likelihood(n_iterations):
        model, total = JointBayesian(n_iterations, tolerance=0).fit(x, labels), 0.0
        for person in np.unique(labels):
            mine = (x[labels == person] - model.mean_).ravel()
            n = np.sum(labels == person)
            covariance = np.kron(np.ones((n, n)), model.between_) + np.kron(np.eye(n), model.within_)
            total += multivariate_normal(np.zeros(len(mine)), covariance).logpdf(mine)
        return total

    values = [likelihood(n) for n in (1, 2, 5, 20, 100)]
    assert (np.diff(values) > -1e-8).all() and values[-1] > values[0]


def test_it_is_better_than_distances_that_do_not_know_what_varies():
    rng = np.random.default_rng(5)
    between, within = np.diag([1.0, 1.0, 0.01, 0.01]), np.diag([0.05, 0.05, 5.0, 5.0])
    model = JointBayesian().fit(*draw(between, within, np.full(300, 5), rng))
    x, _ = draw(between, within, np.full(200, 2), rng)
    a, b, stranger = x[::2], x[1::2], np.roll(x[1::2], 1, axis=0)
    assert np.mean(model.distances(a, b) < model.distances(a, stranger)) > 0.9
    euclidean = np.linalg.norm(a - b, axis=1) < np.linalg.norm(a - stranger, axis=1)
    assert np.mean(euclidean) < 0.75


def test_shrinkage_allows_fewer_images_than_dimensions():
    x = np.random.default_rng(0).normal(size=(6, 20))
    model = JointBayesian(shrinkage=0.1).fit(x, np.repeat([0, 1, 2], 2))
    assert np.isfinite(model.score(x, x[::-1])).all()


@pytest.mark.parametrize(
    ("x", "labels", "sentence"),
    [
        (np.ones((3, 2)), [4, 4, 7], "person 7 has one embedding; Joint Bayesian needs two or more of each person"),
        (np.ones((4, 2)), [4, 4, 4, 4], "two people or more"),
        (np.ones((4, 2)), [1, 1, 2], r"shape \(4, 2\) and labels \(3,\)"),
        (np.full((4, 2), np.nan), [1, 1, 2, 2], "NaN or infinite"),
        (np.ones((4, 2)), [1, 1, 2, 2], "singular"),
    ],
)
def test_bad_input(x, labels, sentence):
    with pytest.raises(ValueError, match=sentence):
        JointBayesian().fit(x, labels)


@pytest.mark.parametrize("settings", [{"shrinkage": -0.5}, {"shrinkage": 2.0}, {"n_iterations": 0}])
def test_settings_outside_their_range(settings):
    x = np.random.default_rng(0).normal(size=(8, 2))
    with pytest.raises(ValueError, match=next(iter(settings))):
        JointBayesian(**settings).fit(x, np.repeat([0, 1], 4))


def test_pairs_that_cannot_be_scored():
    x = np.random.default_rng(0).normal(size=(8, 2))
    with pytest.raises(ValueError, match="not fitted"):
        JointBayesian().score(x, x)
    model = JointBayesian().fit(x, np.repeat([0, 1], 4))
    with pytest.raises(ValueError, match=r"pairs of 2 numbers each are expected; found \(1, 2\) and \(8, 2\)"):
        model.score(x[:1], x)
    with pytest.raises(ValueError, match="NaN"):
        model.score(x * np.nan, x)
