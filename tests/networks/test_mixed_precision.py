"""Layers whose sums overflow in float16 compute in float32."""

import keras
import numpy as np
import pytest

from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization
from facelab.networks.standardize import StandardizeImages


@pytest.mark.parametrize("kind", [L2Pooling, LocalResponseNormalization, StandardizeImages])
def test_large_values_stay_finite(kind):
    maps = np.random.default_rng(0).uniform(0, 300, (1, 40, 40, 8)).astype(np.float32)
    half, full = (kind(dtype=dtype)(maps) for dtype in ("mixed_float16", "float32"))
    assert half.dtype == "float16"
    np.testing.assert_allclose(half, full, rtol=5e-3, atol=5e-3)


def test_the_slope_of_a_map_of_zeros_is_finite():
    image = keras.Input((6, 6, 2))
    dense = keras.layers.Dense(2, kernel_initializer="zeros", dtype="mixed_float16")
    network = keras.Model(image, L2Pooling(dtype="mixed_float16")(dense(image)))
    network.compile("sgd", "mse")
    network.fit(np.ones((4, 6, 6, 2)), np.zeros((4, 6, 6, 2)), verbose=0)
    assert all(np.isfinite(weights).all() for weights in network.get_weights())


@pytest.mark.parametrize("make", [lambda: L2Pooling(3, 1, "smae"), lambda: LocalResponseNormalization(4)])
def test_parameters_that_do_not_fit(make):
    with pytest.raises(ValueError, match="take"):
        make()
