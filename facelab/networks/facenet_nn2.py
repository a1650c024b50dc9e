"""FaceNet's second network, NN2: Inception modules, 7.5 million weights for the same work as NN1."""

import keras
from keras import layers

from facelab.networks.facenet_nn1 import convolution
from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization


def facenet_nn2(input_shape: tuple[int, int, int] = (224, 224, 3), embedding_size: int = 128) -> keras.Model:
    """Build NN2 of the FaceNet paper, row by row of its table 2; the names of layers begin with those of the rows.

    Parameters
    ----------
    input_shape : (height, width, channels), default (224, 224, 3)
        224 × 224 as in the paper. The input is brightness from 0 to 255.
    embedding_size : int, default 128

    Returns
    -------
    keras.Model
        From images to embeddings (N, embedding_size) of length 1. No trained weights are public.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, table 2.
    C. Szegedy et al., Going deeper with convolutions, CVPR 2015.

    Examples
    --------
    >>> network = facenet_nn2((96, 96, 3))
    >>> network.get_layer("inception5b").output.shape, network.count_params()
    ((None, 3, 3, 1024), 7456304)
    """
    image = layers.Input(input_shape, name="image")
    x = layers.Rescaling(1 / 127.5, offset=-1, name="rescale")(image)
    x = convolution(x, "conv1", 64, size=7, strides=2)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool1")(x)
    x = LocalResponseNormalization(name="norm1")(x)
    x = convolution(x, "inception2_3x3_reduce", 64, size=1)
    x = convolution(x, "inception2_3x3", 192)
    x = LocalResponseNormalization(name="norm2")(x)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool2")(x)
    x = _inception(x, "inception3a", 64, (96, 128), (16, 32), layers.MaxPooling2D, 32)
    x = _inception(x, "inception3b", 64, (96, 128), (32, 64), L2Pooling, 64)
    x = _halving_inception(x, "inception3c", (128, 256), (32, 64))
    x = _inception(x, "inception4a", 256, (96, 192), (32, 64), L2Pooling, 128)
    x = _inception(x, "inception4b", 224, (112, 224), (32, 64), L2Pooling, 128)
    x = _inception(x, "inception4c", 192, (128, 256), (32, 64), L2Pooling, 128)
    x = _inception(x, "inception4d", 160, (144, 288), (32, 64), L2Pooling, 128)
    x = _halving_inception(x, "inception4e", (160, 256), (64, 128))
    x = _inception(x, "inception5a", 384, (192, 384), (48, 128), L2Pooling, 128)
    x = _inception(x, "inception5b", 384, (192, 384), (48, 128), layers.MaxPooling2D, 128)
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dense(embedding_size, dtype=keras.config.floatx(), name="fc")(x)
    x = layers.UnitNormalization(dtype=keras.config.floatx(), name="L2")(x)
    return keras.Model(image, x, name="facenet_nn2")


def _inception(x, name: str, filters_1: int, filters_3: tuple, filters_5: tuple, pooling: type, projected: int):
    """Concatenate convolutions with windows of 1, 3 and 5 pixels, and a pooling with a projection."""
    pooled = pooling(3, 1, "same", name=f"{name}_pool")(x)
    branches = [
        convolution(x, f"{name}_1x1", filters_1, size=1),
        _reduced_convolution(x, f"{name}_3x3", filters_3, size=3),
        _reduced_convolution(x, f"{name}_5x5", filters_5, size=5),
        convolution(pooled, f"{name}_project", projected, size=1),
    ]
    return layers.Concatenate(name=name)(branches)


def _halving_inception(x, name: str, filters_3: tuple, filters_5: tuple):
    """Do the same at stride 2, without the 1 × 1 convolution, and without a projection of what is pooled."""
    branches = [
        _reduced_convolution(x, f"{name}_3x3", filters_3, size=3, strides=2),
        _reduced_convolution(x, f"{name}_5x5", filters_5, size=5, strides=2),
        layers.MaxPooling2D(3, 2, padding="same", name=f"{name}_pool")(x),
    ]
    return layers.Concatenate(name=name)(branches)


def _reduced_convolution(x, name: str, filters: tuple[int, int], size: int, strides: int = 1):
    """Reduce the channels by a 1 × 1 convolution first, so that the large window costs less."""
    x = convolution(x, f"{name}_reduce", filters[0], size=1)
    return convolution(x, name, filters[1], size, strides)
