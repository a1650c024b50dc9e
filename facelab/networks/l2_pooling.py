"""Pooling by the root of the sum of squares: between the mean and the maximum."""

import keras
from keras import ops

SMALLEST = 1e-12  # below it the root's slope is infinite, and training would give NaN


@keras.saving.register_keras_serializable(package="facelab")
class L2Pooling(keras.layers.Layer):
    """Take the length of the values in each window, √(Σ x²), channel by channel.

    A strong value counts more than in average pooling, but the weak ones still count, which max-pooling ignores.

    Parameters
    ----------
    size : int
        Height and width of the window.
    strides : int
    padding : {"same", "valid"}
        "same" pads with zeros, which add nothing to the sum.
    **layer_options
        As in `keras.layers.Layer`.

    References
    ----------
    P. Sermanet, S. Chintala, Y. LeCun, Convolutional neural networks applied to house numbers digit
    classification, ICPR 2012, section 2.2 (without its Gaussian weights).

    Examples
    --------
    >>> ops.convert_to_numpy(L2Pooling(2, strides=2)(3 * ops.ones((1, 2, 2, 1)))).item()  # √(4 · 3²)
    6.0
    """

    def __init__(self, size: int = 3, strides: int = 1, padding: str = "same", **layer_options):
        super().__init__(**layer_options)
        if padding not in ("same", "valid"):
            raise ValueError(f"padding={padding!r}: take same or valid.")
        self.size, self.strides, self.padding = size, strides, padding

    def call(self, maps):
        """Compute the layer's output.

        Parameters
        ----------
        maps : tensor of float, shape (N, H, W, C)

        Returns
        -------
        tensor of float, shape (N, rows, columns, C)
        """
        squares = ops.square(ops.cast(maps, "float32"))  # in float16 squares overflow, and SMALLEST is 0
        if self.padding == "same":  # by hand: Keras's mean would leave the padding out of its count
            missing = [max((-(-n // self.strides) - 1) * self.strides + self.size - n, 0) for n in maps.shape[1:3]]
            squares = ops.pad(squares, [(0, 0), *((n // 2, n - n // 2) for n in missing), (0, 0)])
        mean = ops.average_pool(squares, self.size, self.strides, "valid")
        return ops.cast(ops.sqrt(ops.maximum(mean * self.size**2, SMALLEST)), self.compute_dtype)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "size": self.size, "strides": self.strides, "padding": self.padding}
