import keras
import numpy as np
import pytest

from facelab.networks.l2_pooling import L2Pooling


def by_loop(maps, size, strides, padding):
    """Windows as TensorFlow lays them for "same": the odd pixel of padding at the bottom and on the right."""
    n, height, width, channels = maps.shape
    if padding == "same":
        rows, columns = -(-height // strides), -(-width // strides)
        top, left = (max((a - 1) * strides + size - b, 0) // 2 for a, b in ((rows, height), (columns, width)))
    else:
        rows, columns, top, left = (height - size) // strides + 1, (width - size) // strides + 1, 0, 0
    pooled = np.zeros((n, rows, columns, channels))
    for row in range(rows):
        for column in range(columns):
            y, x = row * strides - top, column * strides - left
            window = maps[:, max(y, 0) : y + size, max(x, 0) : x + size]
            pooled[:, row, column] = np.sqrt((window.astype(float) ** 2).sum(axis=(1, 2)))
    return pooled


@pytest.mark.parametrize("padding", ["same", "valid"])
@pytest.mark.parametrize(("size", "strides"), [(3, 1), (3, 2), (3, 3), (2, 2), (5, 2)])
def test_against_a_loop(size, strides, padding):
    maps = np.random.default_rng(0).normal(size=(2, 12, 9, 3)).astype(np.float32)
    pooled = L2Pooling(size, strides, padding)(maps)
    np.testing.assert_allclose(pooled, by_loop(maps, size, strides, padding), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("dtype", ["float32", "mixed_float16"])
def test_a_map_of_zeros_has_a_finite_slope(dtype):
    """The slope of the root is infinite at 0, and behind a ReLU whole windows are 0."""
    image = keras.Input((6, 6, 2))
    dense = keras.layers.Dense(2, kernel_initializer="zeros", dtype=dtype)
    network = keras.Model(image, L2Pooling(dtype=dtype)(dense(image)))
    network.compile("sgd", "mse")
    network.fit(np.ones((4, 6, 6, 2)), np.zeros((4, 6, 6, 2)), verbose=0)
    assert all(np.isfinite(weights).all() for weights in network.get_weights())


def test_unknown_padding_is_refused():
    with pytest.raises(ValueError, match="padding='smae'; expected same or valid"):
        L2Pooling(3, 1, "smae")
