"""Normalization over neighboring channels, as networks had it before batch normalization."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="facelab")
class LocalResponseNormalization(keras.layers.Layer):
    """Divide each value by what its channel and the channels next to it hold at the same place.

    y = x / (1 + α/n · Σ x²)^β, where the sum goes over n channels, this one in the middle.

    Parameters
    ----------
    size : int
        n, odd.
    alpha, beta : float
    **layer_options
        As in `keras.layers.Layer`.

    References
    ----------
    A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet classification with deep convolutional neural networks,
    NIPS 2012, section 3.3; α divided by n, as in Caffe and Torch.

    Examples
    --------
    >>> LocalResponseNormalization()(ops.ones((1, 2, 2, 8))).shape
    TensorShape([1, 2, 2, 8])
    """

    def __init__(self, size: int = 5, alpha: float = 1e-4, beta: float = 0.75, **layer_options):
        super().__init__(**layer_options)
        if size % 2 == 0:
            raise ValueError(f"size={size}: take an odd number of channels, so that one is in the middle.")
        self.size, self.alpha, self.beta = size, alpha, beta

    def call(self, maps):
        """Compute the layer's output.

        Parameters
        ----------
        maps : tensor of float, shape (N, H, W, C)

        Returns
        -------
        tensor of float, of the same shape
        """
        channels, values = maps.shape[-1], ops.cast(maps, "float32")  # squares overflow in float16
        squares = ops.pad(ops.square(values), [(0, 0), (0, 0), (0, 0), (self.size // 2, self.size // 2)])
        total = sum(squares[..., i : i + channels] for i in range(self.size))
        return ops.cast(values / (1 + self.alpha / self.size * total) ** self.beta, self.compute_dtype)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "size": self.size, "alpha": self.alpha, "beta": self.beta}
