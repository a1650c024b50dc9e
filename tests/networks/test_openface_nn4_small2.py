import numpy as np
import pytest
from keras import layers

from facelab.networks import openface_nn4_small2
from tests.networks.seeded import seeded_output

MODULES = "3a", "3b", "3c", "4a", "4e", "5a", "5b"


@pytest.fixture(scope="module")
def network():
    return openface_nn4_small2()


def test_it_has_the_published_weights(network):
    """OpenFace says 3,733,968 (its definition of nn4.small2); the running means and variances come on top."""
    assert sum(np.prod(weights.shape) for weights in network.trainable_weights) == 3_733_968


def test_it_has_the_published_sizes(network):
    """From FaceNet's table for NN4 and OpenFace's definition: 12 × 12, 6 × 6 and 3 × 3 modules."""
    shapes = {name: network.get_layer(f"inception_{name}").output.shape[1:] for name in MODULES}
    assert shapes == {
        "3a": (12, 12, 256),
        "3b": (12, 12, 320),
        "3c": (6, 6, 640),
        "4a": (6, 6, 640),
        "4e": (3, 3, 1024),
        "5a": (3, 3, 736),
        "5b": (3, 3, 736),
    }


def test_embeddings_have_length_one(network):
    images = np.random.default_rng(0).integers(0, 256, (2, 96, 96, 3))
    np.testing.assert_allclose(np.linalg.norm(network.predict(images, verbose=0), axis=1), 1, rtol=1e-5)


def test_a_relu_follows_every_normalization(network):
    norms = [layer for layer in network.layers if isinstance(layer, layers.BatchNormalization)]
    assert {layer.epsilon for layer in norms} == {1e-5}
    followers = {node.operation.name.split("_")[0] for norm in norms for node in norm._outbound_nodes}
    assert followers == {"activation"}


def test_fixed_output():
    """As an independent implementation in Keras 2 with the same weights, within 3e-7."""
    expected = [0.23763, 0.09778, 0.07143, -0.00152]
    np.testing.assert_allclose(seeded_output(openface_nn4_small2()), expected, atol=2e-4)
