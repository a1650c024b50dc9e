"""What the networks make of one image, with weights drawn from a fixed seed.

The numbers of the two networks with public weights were found equal to those of independent implementations with the
same weights: Inception-ResNet-v1 in PyTorch (facenet-pytorch, within 4e-8), nn4.small2 in Keras 2 (within 3e-7).
"""

import numpy as np
import pytest
from keras import layers

from facelab.networks import facenet_nn1, facenet_nn2, inception_resnet_v1, openface_nn4_small2
from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization

OUTPUTS = {
    "facenet_nn1": (lambda: facenet_nn1((48, 48, 3)), [-0.06839, -0.05759, 0.13967, -0.03072]),
    "facenet_nn2": (lambda: facenet_nn2((64, 64, 3)), [0.01959, -0.00905, -0.09378, 0.03417]),
    "openface_nn4_small2": (openface_nn4_small2, [0.23763, 0.09778, 0.07143, -0.00152]),
    "inception_resnet_v1": (lambda: inception_resnet_v1(size=96), [0.02058, -0.00907, -0.0917, 0.00455]),
}


def seeded(network):
    """Draw weights that keep signals alive: kernels by their number of inputs, the rest near 1 or 0."""
    rng = np.random.default_rng(0)
    drawn = []
    for variable in network.weights:
        if "kernel" in variable.name:
            inputs = np.prod(variable.shape[:-1])
            drawn.append(rng.normal(size=variable.shape) * np.sqrt(2 / inputs))
        elif variable.name in ("gamma", "moving_variance"):
            drawn.append(rng.uniform(0.5, 1.5, variable.shape))
        else:
            drawn.append(rng.normal(size=variable.shape) * 0.1)
    network.set_weights(drawn)
    return network


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs(name):
    build, expected = OUTPUTS[name]
    network = seeded(build())
    image = np.random.default_rng(1).integers(0, 256, (1, *network.input_shape[1:]))
    vector = network.predict(image, verbose=0)[0]
    np.testing.assert_allclose(vector[:4] / np.linalg.norm(vector), expected, atol=2e-4)


def kinds(network, wanted):
    return {layer.name: type(layer).__name__ for layer in network.layers if isinstance(layer, wanted)}


def test_every_pooling_and_normalisation_of_nn1_and_nn2():
    wanted = (layers.MaxPooling2D, layers.GlobalAveragePooling2D, L2Pooling, LocalResponseNormalization)
    norm, largest, length = "LocalResponseNormalization", "MaxPooling2D", "L2Pooling"
    assert kinds(facenet_nn1((32, 32, 3)), wanted) == {
        "pool1": largest, "rnorm1": norm, "rnorm2": norm, "pool2": largest, "pool3": largest, "pool4": largest,
    }  # fmt: skip
    found = kinds(facenet_nn2((32, 32, 3)), wanted)
    assert found == {
        "pool1": largest, "norm1": norm, "norm2": norm, "pool2": largest,
        "inception3a_pool": largest, "inception3b_pool": length, "inception3c_pool": largest,
        "inception4a_pool": length, "inception4b_pool": length, "inception4c_pool": length,
        "inception4d_pool": length, "inception4e_pool": largest,
        "inception5a_pool": length, "inception5b_pool": largest, "pool": "GlobalAveragePooling2D",
    }  # fmt: skip


@pytest.mark.parametrize("build", [lambda: facenet_nn1((32, 32, 3)), lambda: facenet_nn2((32, 32, 3))])
def test_every_convolution_of_nn1_and_nn2_has_a_relu(build):
    convolutions = [layer for layer in build().layers if isinstance(layer, layers.Conv2D)]
    assert len(convolutions) > 10 and {layer.activation.__name__ for layer in convolutions} == {"relu"}


def test_openface_has_a_relu_behind_every_normalization():
    network = openface_nn4_small2()
    norms = [layer for layer in network.layers if isinstance(layer, layers.BatchNormalization)]
    assert {layer.epsilon for layer in norms} == {1e-5}
    followers = {node.operation.name.split("_")[0] for norm in norms for node in norm._outbound_nodes}
    assert followers == {"activation"}
