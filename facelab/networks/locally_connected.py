"""Convolution with different weights at every place; Keras 3 no longer has this layer."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="facelab")
class LocallyConnected2D(keras.layers.Layer):
    """Slide a window over the image like a convolution, but with separate weights at every place.

    In an aligned face each place has its own look (eyes are never where the mouth is), so nothing is lost
    by not sharing weights; it only needs more data.

    Parameters
    ----------
    filters : int
    kernel_size : int
        Height and width of the window. Windows are entirely inside the image ("valid").
    strides : int, default 1
    activation : str, optional
        As in `keras.activations`.
    **kwargs
        As in `keras.layers.Layer`.

    References
    ----------
    Y. Taigman, M. Yang, M. Ranzato, L. Wolf, DeepFace, CVPR 2014, section 3.1.

    Examples
    --------
    >>> layer = LocallyConnected2D(filters=2, kernel_size=3)
    >>> layer(ops.ones((1, 5, 5, 1))).shape, layer.kernel.shape  # 3 × 3 places, 9 inputs, 2 filters
    (TensorShape([1, 3, 3, 2]), TensorShape([3, 3, 9, 2]))
    """

    def __init__(self, filters: int, kernel_size: int, strides: int = 1, activation: str | None = None, **kwargs):
        super().__init__(**kwargs)
        self.filters, self.kernel_size, self.strides = filters, kernel_size, strides
        self.activation = keras.activations.get(activation)

    def build(self, shape):
        """Make the weights: kernel (rows, columns, inputs, filters) and a bias for each output."""
        _, height, width, channels = shape
        if height is None or width is None:
            raise ValueError("a locally connected layer has weights for every place; give the image a fixed size.")
        rows, columns = ((length - self.kernel_size) // self.strides + 1 for length in (height, width))
        if rows < 1 or columns < 1:
            raise ValueError(f"a window of {self.kernel_size} × {self.kernel_size} does not fit {height} × {width}.")
        n_inputs = self.kernel_size**2 * channels
        limit = (6 / (n_inputs + self.filters)) ** 0.5  # Glorot's: Keras would count the places as inputs
        glorot = keras.initializers.RandomUniform(-limit, limit)
        self.kernel = self.add_weight(shape=(rows, columns, n_inputs, self.filters), initializer=glorot, name="kernel")
        self.bias = self.add_weight(shape=(rows, columns, self.filters), initializer="zeros", name="bias")

    def call(self, images):
        """Filter images (N, H, W, C): (N, rows, columns, filters)."""
        patches = ops.image.extract_patches(images, self.kernel_size, strides=self.strides, padding="valid")
        return self.activation(ops.einsum("nrci,rcif->nrcf", patches, self.kernel) + self.bias)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        mine = {"filters": self.filters, "kernel_size": self.kernel_size, "strides": self.strides}
        return {**super().get_config(), **mine, "activation": keras.activations.serialize(self.activation)}
