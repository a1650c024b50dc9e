"""OpenFace's network nn4.small2: a small relative of FaceNet's networks, with public weights."""

from pathlib import Path

import keras
from keras import layers

from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization
from facelab.weights import load_keras2


def openface_nn4_small2(weights: str | Path | None = None) -> keras.Model:
    """Build nn4.small2; layers have the names of the public Keras conversions of its weights.

    It follows FaceNet's NN4 without the modules 4b to 4d, with batch normalization, and with poolings of
    stride 2 or 3 inside its modules, whose small maps are zero-padded on all sides.

    Parameters
    ----------
    weights : str or Path, optional
        Your HDF5 file, such as `nn4.small2.v1.h5` or `openface_weights.h5`. Random weights by default.

    Returns
    -------
    keras.Model
        From RGB faces (N, 96, 96, 3), 0 to 255, to embeddings (N, 128) of length 1. OpenFace trained on faces
        aligned by the outer corners of the eyes and the nose.

    Raises
    ------
    WeightsError
        If the file is damaged, unsafe, or holds another network.

    References
    ----------
    B. Amos, B. Ludwiczuk, M. Satyanarayanan, OpenFace, CMU-CS-16-118, 2016; its weights: Apache license 2.0.

    Examples
    --------
    >>> network = openface_nn4_small2()
    >>> network.output_shape, network.count_params()
    ((None, 128), 3743280)
    """
    image = layers.Input((96, 96, 3), name="image")
    x = layers.Rescaling(1 / 255, name="rescale")(image)
    x = _convolution(x, "conv1", "bn1", 64, size=7, strides=2)
    x = _padded_max_pooling(x, "pool1")
    x = LocalResponseNormalization(name="lrn_1")(x)
    x = _convolution(x, "conv2", "bn2", 64, size=1)
    x = _convolution(x, "conv3", "bn3", 192)
    x = LocalResponseNormalization(name="lrn_2")(x)
    x = _padded_max_pooling(x, "pool2")
    x = _inception(x, "inception_3a", (96, 128), (16, 32), layers.MaxPooling2D(3, 2), 32, 64)
    x = _inception(x, "inception_3b", (96, 128), (32, 64), L2Pooling(3, 3, "valid"), 64, 64)
    x = _inception(x, "inception_3c", (128, 256), (32, 64), layers.MaxPooling2D(3, 2))
    x = _inception(x, "inception_4a", (96, 192), (32, 64), L2Pooling(3, 3, "valid"), 128, 256)
    x = _inception(x, "inception_4e", (160, 256), (64, 128), layers.MaxPooling2D(3, 2))
    x = _inception(x, "inception_5a", (96, 384), (), L2Pooling(3, 3, "valid"), 96, 256)
    x = _inception(x, "inception_5b", (96, 384), (), layers.MaxPooling2D(3, 2), 96, 256)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dense(128, dtype=keras.config.floatx(), name="dense_layer")(x)
    x = layers.UnitNormalization(dtype=keras.config.floatx(), name="norm_layer")(x)
    network = keras.Model(image, x, name="openface_nn4_small2")
    if weights is not None:
        load_keras2(network, weights)
    return network


def _inception(
    x, name: str, filters_3: tuple, filters_5: tuple, pooling: layers.Layer, projected: int = 0, filters_1: int = 0
):
    """Concatenate windows of 3 and 5 pixels, pooling, and a 1 × 1 convolution; without the last it halves the map."""
    strides = 1 if filters_1 else 2
    branches = []
    for size, filters in ((3, filters_3), (5, filters_5)):
        if filters:
            branch = f"{name}_{size}x{size}"
            reduced = _convolution(x, f"{branch}_conv1", f"{branch}_bn1", filters[0], size=1)
            branches.append(_convolution(reduced, f"{branch}_conv2", f"{branch}_bn2", filters[1], size, strides))
    pooled = pooling(x)
    if projected:
        pooled = _convolution(pooled, f"{name}_pool_conv", f"{name}_pool_bn", projected, size=1)
    branches.append(_zero_pad(pooled, branches[0].shape[1]))
    if filters_1:
        branches.append(_convolution(x, f"{name}_1x1_conv", f"{name}_1x1_bn", filters_1, size=1))
    return layers.Concatenate(name=name)(branches)


def _convolution(x, name: str, norm_name: str, filters: int, size: int = 3, strides: int = 1):
    """Pad as Torch does, equally on all sides, and convolve."""
    x = layers.ZeroPadding2D(size // 2)(x) if size > 1 else x
    x = layers.Conv2D(filters, size, strides, name=name)(x)
    x = layers.BatchNormalization(epsilon=1e-5, name=norm_name)(x)
    return layers.Activation("relu")(x)


def _padded_max_pooling(x, name: str):
    return layers.MaxPooling2D(3, 2, name=name)(layers.ZeroPadding2D(1)(x))  # after a ReLU, zeros are never the maximum


def _zero_pad(x, size: int):
    """Pad a map to `size` × `size` with zeros on all sides."""
    before = (size - x.shape[1]) // 2
    sides = before, size - x.shape[1] - before
    return layers.ZeroPadding2D((sides, sides))(x)
