import keras
import numpy as np
import pytest

from facelab.networks import LocallyConnected2D


@pytest.mark.parametrize(("strides", "channels"), [(1, 1), (2, 3)])
def test_equals_a_loop_over_places(strides, channels):
    layer = LocallyConnected2D(4, 3, strides, activation="relu")
    images = np.random.default_rng(0).normal(size=(2, 8, 9, channels)).astype(np.float32)
    output = keras.ops.convert_to_numpy(layer(images))
    layer.bias.assign(np.random.default_rng(1).normal(size=layer.bias.shape))
    output, kernel, bias = (keras.ops.convert_to_numpy(values) for values in (layer(images), layer.kernel, layer.bias))
    for row in range(output.shape[1]):
        for column in range(output.shape[2]):
            top, left = row * strides, column * strides
            window = images[:, top : top + 3, left : left + 3].reshape(2, -1)
            expected = np.maximum(window @ kernel[row, column] + bias[row, column], 0)
            np.testing.assert_allclose(output[:, row, column], expected, atol=1e-5)


def test_with_the_same_weights_everywhere_it_is_a_convolution():
    images = np.random.default_rng(0).normal(size=(2, 7, 6, 3)).astype(np.float32)
    convolution, layer = keras.layers.Conv2D(5, 3, use_bias=False), LocallyConnected2D(5, 3)
    expected = convolution(images)
    layer(images)
    kernel = keras.ops.convert_to_numpy(convolution.kernel).reshape(27, 5)
    layer.kernel.assign(np.broadcast_to(kernel, layer.kernel.shape))
    np.testing.assert_allclose(layer(images), expected, atol=1e-5)


def test_images_of_unknown_or_too_small_size_are_refused():
    with pytest.raises(ValueError, match="fixed size"):
        LocallyConnected2D(4, 3)(keras.Input((None, None, 1)))
    with pytest.raises(ValueError, match="does not fit"):
        LocallyConnected2D(4, 9)(keras.Input((8, 8, 1)))


def test_the_first_weights_are_as_large_as_those_of_a_dense_layer_with_a_windows_inputs():
    layer = LocallyConnected2D(5, 3)
    layer.build((None, 9, 9, 3))
    assert np.isclose(np.abs(layer.kernel).max(), (6 / (27 + 5)) ** 0.5, rtol=0.01)
