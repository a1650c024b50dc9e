"""FaceNet's second network, NN2: Inception modules, 7.5 million weights for the same work as NN1."""

import keras
from keras import layers

from facelab.networks.l2_pooling import L2Pooling
from facelab.networks.local_response import LocalResponseNormalization


def facenet_nn2(input_shape: tuple[int, int, int] = (224, 224, 3), embedding_size: int = 128) -> keras.Model:
    """Build NN2 of the FaceNet paper, row by row of its table 2; layers begin with the names of the rows.

    Parameters
    ----------
    input_shape : (height, width, channels)
        Brightness from 0 to 255 goes in. 224 × 224 as in the paper by default.
    embedding_size : int

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
    x = _convolution(x, "conv1", 64, size=7, strides=2)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool1")(x)
    x = LocalResponseNormalization(name="norm1")(x)
    x = _convolution(x, "inception2_3x3_reduce", 64, size=1)
    x = _convolution(x, "inception2_3x3", 192)
    x = LocalResponseNormalization(name="norm2")(x)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool2")(x)
    x = _inception(x, "inception3a", 64, (96, 128), (16, 32), ("max", 32))
    x = _inception(x, "inception3b", 64, (96, 128), (32, 64), ("L2", 64))
    x = _halving_inception(x, "inception3c", (128, 256), (32, 64))
    x = _inception(x, "inception4a", 256, (96, 192), (32, 64), ("L2", 128))
    x = _inception(x, "inception4b", 224, (112, 224), (32, 64), ("L2", 128))
    x = _inception(x, "inception4c", 192, (128, 256), (32, 64), ("L2", 128))
    x = _inception(x, "inception4d", 160, (144, 288), (32, 64), ("L2", 128))
    x = _halving_inception(x, "inception4e", (160, 256), (64, 128))
    x = _inception(x, "inception5a", 384, (192, 384), (48, 128), ("L2", 128))
    x = _inception(x, "inception5b", 384, (192, 384), (48, 128), ("max", 128))
    x = layers.GlobalAveragePooling2D(name="pool")(x)
    x = layers.Dense(embedding_size, dtype=keras.config.floatx(), name="fc")(x)
    x = layers.UnitNormalization(dtype=keras.config.floatx(), name="L2")(x)
    return keras.Model(image, x, name="facenet_nn2")


def _inception(x, name: str, ones: int, threes: tuple[int, int], fives: tuple[int, int], pool: tuple[str, int]):
    """Look at the map through windows of 1, 3 and 5 pixels and through pooling, and put all of that side by side."""
    kind, projected = pool
    pooling = (
        L2Pooling(3, name=f"{name}_pool") if kind == "L2" else layers.MaxPooling2D(3, 1, "same", name=f"{name}_pool")
    )
    branches = [
        _convolution(x, f"{name}_1x1", ones, size=1),
        _reduced_convolution(x, f"{name}_3x3", threes, size=3),
        _reduced_convolution(x, f"{name}_5x5", fives, size=5),
        _convolution(pooling(x), f"{name}_project", projected, size=1),
    ]
    return layers.Concatenate(name=name)(branches)


def _halving_inception(x, name: str, threes: tuple[int, int], fives: tuple[int, int]):
    """Do the same in steps of two pixels; what is pooled passes through whole."""
    branches = [
        _reduced_convolution(x, f"{name}_3x3", threes, size=3, strides=2),
        _reduced_convolution(x, f"{name}_5x5", fives, size=5, strides=2),
        layers.MaxPooling2D(3, 2, padding="same", name=f"{name}_pool")(x),
    ]
    return layers.Concatenate(name=name)(branches)


def _reduced_convolution(x, name: str, filters: tuple[int, int], size: int, strides: int = 1):
    """Cut the channels down by a 1 × 1 convolution, so that the large window costs less."""
    x = _convolution(x, f"{name}_reduce", filters[0], size=1)
    return _convolution(x, name, filters[1], size, strides)


def _convolution(x, name: str, filters: int, size: int = 3, strides: int = 1):
    return layers.Conv2D(filters, size, strides, padding="same", activation="relu", name=name)(x)
