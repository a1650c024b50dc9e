"""Every loss and every layer of the course: Keras saves all of its settings, and half precision does not overflow."""

import keras
import numpy as np
import pytest

from facelab import losses, networks  # noqa: F401

SETTINGS = {  # none of them is a default
    "AdaFace": {"n_people": 3, "margin": 0.3, "h": 0.5, "rate": 0.1, "scale": 8.0},
    "CenterLoss": {"n_people": 3, "weight": 0.1, "rate": 0.2, "use_bias": False},
    "ContrastiveLoss": {"margin": 0.7, "reduction": "sum"},
    "DeepID2Loss": {"n_people": 3, "weight": 0.1, "margin": 3.0, "use_bias": False},
    "ElasticFace": {"n_people": 3, "m2": 0.3, "sigma": 0.1, "scale": 8.0, "seed": 7},
    "EuclideanHead": {},
    "GridActivation": {},
    "GridLoss": {"coord_weight": 2.0, "noobj_weight": 0.1, "reduction": "sum"},
    "L2Pooling": {"size": 5, "strides": 3, "padding": "valid"},
    "LargeMarginSoftmax": {"n_people": 3, "margin": 3, "annealing": (10.0, 1.0, 0.5)},
    "LocalResponseNormalization": {"size": 3, "alpha": 0.1, "beta": 0.5},
    "LocallyConnected2D": {"filters": 4, "kernel_size": 3, "strides": 2, "activation": "relu"},
    "LogisticHead": {"features": "squared"},
    "MagFace": {"n_people": 3, "lengths": (1.0, 9.0), "limits": (0.1, 0.2), "weight": 2.0, "scale": 8.0},
    "MarginSoftmax": {"n_people": 3, "m1": 2.0, "m2": 0.1, "m3": 0.2, "scale": 8.0, "warm_up": 5},
    "OfflineTripletLoss": {"margin": 0.7},
    "PaddedAdd": {},
    "SoftmaxHead": {"n_people": 3, "use_bias": False},
    "StandardizeImages": {},
    "TripletLoss": {"margin": 0.7, "mining": "hard", "metric": "euclidean", "soft": True},
}


def registered():
    """The losses and layers that importing `losses` and `networks` has registered with Keras, by their names."""
    kinds = keras.saving.get_custom_objects().items()
    return {kind.__name__: kind for name, kind in kinds if name.startswith("facelab>")}


def test_none_is_forgotten_here():
    assert registered().keys() == SETTINGS.keys() | {"BatchPairs"}  # which holds two objects: see its own test


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", SETTINGS)
def test_its_config_makes_an_equal_one(name, dtype):
    kind, settings = registered()[name], {**SETTINGS[name], "name": "mine"}
    made = kind(**settings, dtype=dtype)
    config = made.get_config()
    assert {key: config[key] for key in settings} == settings
    saved = keras.saving.deserialize_keras_object(keras.saving.serialize_keras_object(made))
    for again in (kind.from_config(config), saved):
        assert type(again) is kind and again.get_config() == config and again.dtype == made.dtype == dtype


@pytest.mark.parametrize("name", ["L2Pooling", "LocalResponseNormalization", "StandardizeImages"])
def test_large_values_stay_finite_in_half_precision(name):
    """The sums of these layers overflow in float16, so they compute in float32."""
    maps = np.random.default_rng(0).uniform(0, 300, (1, 40, 40, 8)).astype(np.float32)
    half, full = (registered()[name](dtype=dtype)(maps) for dtype in ("mixed_float16", "float32"))
    assert half.dtype == "float16"
    np.testing.assert_allclose(half, full, rtol=5e-3, atol=5e-3)
