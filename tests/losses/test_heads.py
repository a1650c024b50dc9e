import numpy as np
import pytest
from scipy.special import expit

from facelab.distances import pair_distances
from facelab.losses import EuclideanHead, LogisticHead


@pytest.fixture
def pair():
    return np.random.default_rng(0).uniform(0, 1, (2, 30, 8)).astype(np.float32)


def test_euclidean_equals_numpy(pair):
    np.testing.assert_allclose(EuclideanHead()(tuple(pair))[:, 0], np.linalg.norm(pair[0] - pair[1], axis=1), rtol=1e-5)


@pytest.mark.parametrize(
    ("features", "metric"), [("l1", "manhattan"), ("squared", "squared_euclidean"), ("chi2", "chi2")]
)
def test_with_equal_weights_the_head_is_the_sigmoid_of_a_known_distance(pair, features, metric):
    head = LogisticHead(features)
    head.build([(None, 8), (None, 8)])
    head.set_weights([np.full(8, -0.7), np.array(0.4)])
    expected = expit(0.4 - 0.7 * pair_distances(*pair, metric))
    np.testing.assert_allclose(head(tuple(pair))[:, 0], expected, rtol=1e-5)
    np.testing.assert_allclose(head.distance(*pair), 0.7 * pair_distances(*pair, metric) - 0.4, rtol=1e-4, atol=1e-5)


def test_each_feature_has_a_weight_of_its_own(pair):
    head = LogisticHead("l1")
    head(tuple(pair))
    weights = np.random.default_rng(1).normal(size=8)
    head.set_weights([weights, np.array(0.1)])
    expected = expit(np.abs(pair[0] - pair[1]) @ weights + 0.1)
    np.testing.assert_allclose(head(tuple(pair))[:, 0], expected, rtol=1e-4)


def test_chi2_of_zeros_is_zero():
    head = LogisticHead("chi2")
    zeros = np.zeros((1, 4), np.float32)
    assert float(head((zeros, zeros))[0, 0]) == pytest.approx(expit(4.0))


def test_unknown_features_are_refused():
    with pytest.raises(ValueError, match="cosine"):
        LogisticHead("cosine")


@pytest.mark.parametrize("features", ["l1", "squared"])
def test_an_untrained_head_can_state_both_probabilities_for_embeddings_of_length_one(features):
    embedding = np.random.default_rng(0).normal(size=(1, 64)).astype(np.float32)
    embedding /= np.linalg.norm(embedding)
    head = LogisticHead(features)
    assert head((embedding, embedding))[0, 0] > 0.9 and head((embedding, -embedding))[0, 0] < 0.1
