"""FaceNet's first network, NN1: a stack of convolutions with 1 × 1 ones in between; 140 million weights."""

import keras
from keras import layers

from facelab.networks.local_response import LocalResponseNormalization


def facenet_nn1(input_shape: tuple[int, int, int] = (220, 220, 3), embedding_size: int = 128) -> keras.Model:
    """Build NN1 of the FaceNet paper, row by row of its table 1; layers have the names of the rows.

    Almost all weights are in the two dense layers after the last convolution, fc1 and fc2.

    Parameters
    ----------
    input_shape : (height, width, channels), default (220, 220, 3)
        220 × 220 as in the paper. The input is brightness from 0 to 255.
    embedding_size : int, default 128

    Returns
    -------
    keras.Model
        From images to embeddings (N, embedding_size) of length 1. No trained weights are public.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, table 1.
    M. D. Zeiler, R. Fergus, Visualizing and understanding convolutional networks, ECCV 2014.

    Examples
    --------
    >>> network = facenet_nn1((64, 64, 3))
    >>> network.get_layer("conv6").output.shape, network.output_shape
    ((None, 4, 4, 256), (None, 128))
    """
    image = layers.Input(input_shape, name="image")
    x = layers.Rescaling(1 / 127.5, offset=-1, name="rescale")(image)
    x = convolution(x, "conv1", 64, size=7, strides=2)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool1")(x)
    x = LocalResponseNormalization(name="rnorm1")(x)
    x = convolution(x, "conv2a", 64, size=1)
    x = convolution(x, "conv2", 192)
    x = LocalResponseNormalization(name="rnorm2")(x)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool2")(x)
    x = convolution(x, "conv3a", 192, size=1)
    x = convolution(x, "conv3", 384)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool3")(x)
    x = convolution(x, "conv4a", 384, size=1)
    x = convolution(x, "conv4", 256)
    x = convolution(x, "conv5a", 256, size=1)
    x = convolution(x, "conv5", 256)
    x = convolution(x, "conv6a", 256, size=1)
    x = convolution(x, "conv6", 256)
    x = layers.MaxPooling2D(3, 2, padding="same", name="pool4")(x)
    x = layers.Flatten(name="concat")(x)
    x = _maxout(x, "fc1", 32 * 128)
    x = _maxout(x, "fc2", 32 * 128)
    x = layers.Dense(embedding_size, dtype=keras.config.floatx(), name="fc7128")(x)
    x = layers.UnitNormalization(dtype=keras.config.floatx(), name="L2")(x)
    return keras.Model(image, x, name="facenet_nn1")


def convolution(x, name: str, filters: int, size: int = 3, strides: int = 1):
    """Add a convolution with ReLU."""
    return layers.Conv2D(filters, size, strides, padding="same", activation="relu", name=name)(x)


def _maxout(x, name: str, units: int):
    """Compute two linear functions for each unit and keep the larger (I. Goodfellow et al., ICML 2013; p = 2)."""
    x = layers.Dense(2 * units, name=name)(x)
    x = layers.Reshape((2 * units, 1), name=f"{name}_row")(x)
    x = layers.MaxPooling1D(2, name=f"{name}_larger")(x)
    return layers.Flatten(name=f"{name}_maxout")(x)
