import numpy as np
import pytest
from keras import layers

from facelab.networks import facenet_nn1
from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization
from tests.networks.seeded import seeded_output


@pytest.fixture(scope="module")
def small():
    return facenet_nn1((32, 32, 3), embedding_size=4)


def test_fixed_output():
    expected = [-0.06839, -0.05759, 0.13967, -0.03072]
    np.testing.assert_allclose(seeded_output(facenet_nn1((48, 48, 3))), expected, atol=2e-4)


def test_every_pooling_and_normalization(small):
    wanted = (layers.MaxPooling2D, layers.GlobalAveragePooling2D, L2Pooling, LocalResponseNormalization)
    kinds = {layer.name: type(layer) for layer in small.layers if isinstance(layer, wanted)}
    assert kinds == {
        "pool1": layers.MaxPooling2D,
        "rnorm1": LocalResponseNormalization,
        "rnorm2": LocalResponseNormalization,
        "pool2": layers.MaxPooling2D,
        "pool3": layers.MaxPooling2D,
        "pool4": layers.MaxPooling2D,
    }


def test_every_convolution_has_a_relu(small):
    convolutions = [layer for layer in small.layers if isinstance(layer, layers.Conv2D)]
    assert len(convolutions) > 10 and {layer.activation.__name__ for layer in convolutions} == {"relu"}


def test_maxout_keeps_the_larger_of_two(small):
    pairs = np.random.default_rng(0).normal(size=(2, 8192)).astype(np.float32)
    larger = small.get_layer("fc1_maxout")(small.get_layer("fc1_larger")(small.get_layer("fc1_row")(pairs)))
    np.testing.assert_array_equal(larger, pairs.reshape(2, 4096, 2).max(axis=2))


def test_embeddings_have_length_one_and_differ():
    images = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3))
    vectors = facenet_nn1((64, 64, 3), embedding_size=16).predict(images, verbose=0)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert len(np.unique(vectors.round(6), axis=0)) == 3
