import numpy as np
import pytest
from keras import layers

from facelab.networks import facenet_nn2
from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization
from tests.networks.seeded import seeded_output


@pytest.fixture(scope="module")
def small():
    return facenet_nn2((64, 64, 3))


def test_fixed_output(small):
    np.testing.assert_allclose(seeded_output(small), [0.01959, -0.00905, -0.09378, 0.03417], atol=2e-4)


def test_every_pooling_and_normalization(small):
    wanted = (layers.MaxPooling2D, layers.GlobalAveragePooling2D, L2Pooling, LocalResponseNormalization)
    kinds = {layer.name: type(layer) for layer in small.layers if isinstance(layer, wanted)}
    maximum = {"3a", "3c", "4e", "5b"}
    modules = {"3a", "3b", "3c", "4a", "4b", "4c", "4d", "4e", "5a", "5b"}
    assert kinds == {
        "pool1": layers.MaxPooling2D,
        "norm1": LocalResponseNormalization,
        "norm2": LocalResponseNormalization,
        "pool2": layers.MaxPooling2D,
        **{f"inception{name}_pool": layers.MaxPooling2D if name in maximum else L2Pooling for name in modules},
        "pool": layers.GlobalAveragePooling2D,
    }


def test_every_convolution_has_a_relu(small):
    convolutions = [layer for layer in small.layers if isinstance(layer, layers.Conv2D)]
    assert len(convolutions) > 10 and {layer.activation.__name__ for layer in convolutions} == {"relu"}


def test_embeddings_have_length_one_and_differ():
    images = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3))
    vectors = facenet_nn2((64, 64, 3), embedding_size=16).predict(images, verbose=0)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert len(np.unique(vectors.round(6), axis=0)) == 3
