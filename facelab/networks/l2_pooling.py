"""Pooling by the root of the sum of squares: between the mean and the maximum."""

import keras
from keras import ops

MIN_SUM = 1e-12  # at 0 the root's slope is infinite, and training would give NaN


@keras.saving.register_keras_serializable(package="facelab")
class L2Pooling(keras.layers.Layer):
    """Take the length of the values in each window, √(Σ x²), channel by channel.

    A strong value counts more than in average pooling, but the weak ones still count, which max-pooling ignores.

    Parameters
    ----------
    size : int, default 3
        Height and width of the window.
    strides : int, default 1
    padding : {"same", "valid"}, default "same"
        "same" pads with zeros, which add nothing to the sum.
    **kwargs
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

    def __init__(self, size: int = 3, strides: int = 1, padding: str = "same", **kwargs):
        super().__init__(**kwargs)
        if padding not in ("same", "valid"):
            raise ValueError(f"padding={padding!r}; expected same or valid.")
        self.size, self.strides, self.padding = size, strides, padding

    def call(self, maps):
        """Pool feature maps (N, H, W, C)."""
        squares = ops.square(ops.cast(maps, "float32"))  # in float16 squares overflow, and MIN_SUM is 0
        if self.padding == "same":  # by hand: Keras's mean does not count the padding
            missing = [max((-(-n // self.strides) - 1) * self.strides + self.size - n, 0) for n in maps.shape[1:3]]
            squares = ops.pad(squares, [(0, 0), *((n // 2, n - n // 2) for n in missing), (0, 0)])
        mean = ops.average_pool(squares, self.size, self.strides, "valid")
        return ops.cast(ops.sqrt(ops.maximum(mean * self.size**2, MIN_SUM)), self.compute_dtype)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "size": self.size, "strides": self.strides, "padding": self.padding}
