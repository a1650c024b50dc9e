"""A small network that learns an embedding in minutes, without a GPU."""

import keras
from keras import layers


def compact(
    input_shape: tuple[int, int, int] = (56, 46, 1),
    embedding_size: int = 64,
    normalize: bool = True,
    width: float = 1.0,
) -> keras.Model:
    """Build a small convolutional network: four convolutions, one dense layer, 210,000 weights.

    Parameters
    ----------
    input_shape : (height, width, channels), default (56, 46, 1)
        The input is brightness from 0 to 255; the network scales it itself.
    embedding_size : int, default 64
    normalize : bool, default True
        Scale each embedding to length 1.
    width : float, default 1.0
        Multiplies the number of filters.

    Returns
    -------
    keras.Model
        From images (N, height, width, channels) to embeddings (N, embedding_size).

    Examples
    --------
    >>> network = compact()
    >>> network.output_shape, network.count_params()
    ((None, 64), 209440)
    """
    narrow, wide = round(32 * width), round(64 * width)
    image = layers.Input(input_shape, name="image")
    x = layers.Rescaling(1 / 64, offset=-2, name="rescale")(image)
    x = convolution(x, "conv1", narrow, size=5, strides=2)
    x = convolution(x, "conv2", narrow)
    x = layers.MaxPooling2D()(x)
    x = convolution(x, "conv3", wide)
    x = layers.MaxPooling2D()(x)
    x = convolution(x, "conv4", wide)
    x = layers.Flatten(name="features")(x)
    x = layers.Dense(embedding_size, use_bias=False, name="embedding")(x)
    if normalize:
        x = layers.UnitNormalization(dtype=keras.config.floatx(), name="unit_length")(x)
    return keras.Model(image, x, name="compact")


def convolution(x, name: str, filters: int, size: int = 3, strides: int = 1):
    """Add a convolution with batch normalization and ReLU."""
    x = layers.Conv2D(filters, size, strides, padding="same", use_bias=False, name=name)(x)
    x = layers.BatchNormalization(momentum=0.95, name=f"{name}_norm")(x)  # the default, 0.99, is too slow for 100 steps
    return layers.Activation("relu", name=f"{name}_relu")(x)
