"""Inception-ResNet-v1: Inception modules that each add a correction to their input."""

from pathlib import Path

import keras
from keras import layers

from facelab.networks.standardize import StandardizeImages
from facelab.weights import load_keras2


def inception_resnet_v1(weights: str | Path | None = None, embedding_size: int = 128, size: int = 160) -> keras.Model:
    """Build Inception-ResNet-v1 as the public FaceNet weights need it; layers have the names in those files.

    Parameters
    ----------
    weights : str or Path, optional
        Your HDF5 file, such as `facenet_keras.h5`, `facenet_keras_weights.h5` or `facenet_weights.h5`.
        Random weights by default.
    embedding_size : int, default 128
        512 for newer weights.
    size : int, default 160
        Height and width of the faces, at least 75; the public weights were trained at 160, the paper has 299.

    Returns
    -------
    keras.Model
        From RGB faces (N, size, size, 3), 0 to 255, to embeddings (N, embedding_size), not of length 1: FaceNet's
        users scale them so. Each face is standardized first, to mean 0 and standard deviation 1.

    Raises
    ------
    WeightsError
        If the file is damaged, unsafe, or holds another network.

    References
    ----------
    C. Szegedy, S. Ioffe, V. Vanhoucke, A. Alemi, Inception-v4, Inception-ResNet and the impact of residual
    connections on learning, AAAI 2017, figures 10 to 15. From D. Sandberg's facenet (MIT license), which trained
    weights for faces: a sixth module C without ReLU, and the dense layer to the embedding.

    Examples
    --------
    >>> network = inception_resnet_v1()
    >>> network.output_shape, network.count_params()
    ((None, 128), 22808144)
    """
    if size < 75:
        raise ValueError(f"size={size}: the network halves its maps four times and needs faces of at least 75 pixels.")
    image = layers.Input((size, size, 3), name="image")
    x = StandardizeImages(name="standardize")(image)
    x = _stem(x)
    for block in range(1, 6):
        x = _residual(x, f"Block35_{block}", [[(32, "1x1")], *_A_BRANCHES], scale=0.17)
    x = _reduction(x, "Mixed_6a", [[(384, "1a_3x3")], [(192, "0a_1x1"), (192, "0b_3x3"), (256, "1a_3x3")]])
    for block in range(1, 11):
        x = _residual(x, f"Block17_{block}", [[(128, "1x1")], _row_then_column(128, 7)], scale=0.1)
    x = _reduction(x, "Mixed_7a", _REDUCTION_B)
    for block in range(1, 6):
        x = _residual(x, f"Block8_{block}", [[(192, "1x1")], _row_then_column(192, 3)], scale=0.2)
    x = _residual(x, "Block8_6", [[(192, "1x1")], _row_then_column(192, 3)], scale=1.0, activation=None)
    x = layers.GlobalAveragePooling2D(name="AvgPool")(x)
    x = layers.Dropout(0.2, name="Dropout")(x)
    x = layers.Dense(embedding_size, use_bias=False, dtype=keras.config.floatx(), name="Bottleneck")(x)
    x = _normalization("Bottleneck", dtype=keras.config.floatx())(x)
    network = keras.Model(image, x, name="inception_resnet_v1")
    if weights is not None:
        load_keras2(network, weights)
    return network


# A branch is a chain of convolutions, each given by its filters and its name, which ends in its window.
_A_BRANCHES = [[(32, "0a_1x1"), (32, "0b_3x3")], [(32, "0a_1x1"), (32, "0b_3x3"), (32, "0c_3x3")]]
_REDUCTION_B = [
    [(256, "0a_1x1"), (384, "1a_3x3")],
    [(256, "0a_1x1"), (256, "1a_3x3")],
    [(256, "0a_1x1"), (256, "0b_3x3"), (256, "1a_3x3")],
]


def _row_then_column(filters: int, length: int) -> list[tuple[int, str]]:
    """Cover length × length pixels by a row and a column: 2 · length weights instead of length²."""
    return [(filters, "0a_1x1"), (filters, f"0b_1x{length}"), (filters, f"0c_{length}x1")]


def _stem(x):
    x = _convolution(x, "Conv2d_1a_3x3", 32, strides=2, padding="valid")
    x = _convolution(x, "Conv2d_2a_3x3", 32, padding="valid")
    x = _convolution(x, "Conv2d_2b_3x3", 64)
    x = layers.MaxPooling2D(3, strides=2, name="MaxPool_3a_3x3")(x)
    x = _convolution(x, "Conv2d_3b_1x1", 80)
    x = _convolution(x, "Conv2d_4a_3x3", 192, padding="valid")
    return _convolution(x, "Conv2d_4b_3x3", 256, strides=2, padding="valid")


def _residual(x, name: str, branches: list, scale: float, activation: str | None = "relu"):
    """Add a correction, scaled down: large ones made the training of wide networks die (section 3.3)."""
    outputs = [_chain(x, f"{name}_Branch_{i}", branch) for i, branch in enumerate(branches)]
    joined = layers.Concatenate(name=f"{name}_Concatenate")(outputs)
    correction = layers.Conv2D(x.shape[-1], 1, name=f"{name}_Conv2d_1x1")(joined)
    x = layers.Add(name=f"{name}_add")([x, layers.Rescaling(scale, name=f"{name}_scale")(correction)])
    return layers.Activation(activation, name=f"{name}_Activation")(x) if activation else x


def _reduction(x, name: str, branches: list):
    """Halve the map: concatenate convolutions of stride 2 and a max-pooling."""
    outputs = [_chain(x, f"{name}_Branch_{i}", branch) for i, branch in enumerate(branches)]
    pooled = layers.MaxPooling2D(3, strides=2, name=f"{name}_Branch_{len(branches)}_MaxPool_1a_3x3")(x)
    return layers.Concatenate(name=name)([*outputs, pooled])


def _chain(x, name: str, branch: list[tuple[int, str]]):
    for filters, window in branch:
        strides, padding = (2, "valid") if window == "1a_3x3" else (1, "same")
        x = _convolution(x, f"{name}_Conv2d_{window}", filters, strides, padding)
    return x


def _convolution(x, name: str, filters: int, strides: int = 1, padding: str = "same"):
    window = [int(length) for length in name.rsplit("_", 1)[-1].split("x")]
    x = layers.Conv2D(filters, window, strides, padding, use_bias=False, name=name)(x)
    return layers.Activation("relu", name=f"{name}_Activation")(_normalization(name)(x))


def _normalization(name: str, **options) -> layers.Layer:
    return layers.BatchNormalization(momentum=0.995, scale=False, name=f"{name}_BatchNorm", **options)
