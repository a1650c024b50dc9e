"""Normalization over neighboring channels, as networks had it before batch normalization; keras.ops has none."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="facelab")
class LocalResponseNormalization(keras.layers.Layer):
    """Divide each value by those around it in n channels at the same place: y = x / (1 + α/n · Σ x²)^β, n = size."""

    # A. Krizhevsky, I. Sutskever, G. E. Hinton, ImageNet classification with deep convolutional neural networks,
    # NIPS 2012, section 3.3; α divided by n, as in Caffe and Torch.

    def __init__(self, size: int = 5, alpha: float = 1e-4, beta: float = 0.75, **kwargs):
        super().__init__(**kwargs)
        if size % 2 == 0:
            raise ValueError(f"size={size}; expected an odd number of channels, so that one is in the middle.")
        self.size, self.alpha, self.beta = size, alpha, beta

    def call(self, maps):
        """Normalize feature maps (N, H, W, C)."""
        channels, values = maps.shape[-1], ops.cast(maps, "float32")  # squares overflow in float16
        squares = ops.pad(ops.square(values), [(0, 0), (0, 0), (0, 0), (self.size // 2, self.size // 2)])
        total = sum(squares[..., i : i + channels] for i in range(self.size))
        return ops.cast(values / (1 + self.alpha / self.size * total) ** self.beta, self.compute_dtype)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "size": self.size, "alpha": self.alpha, "beta": self.beta}
