"""Checks and configuration that all losses with a margin share."""

import keras
from keras import ops

from facelab.losses.warn import WarnOnce
from facelab.mining.kinds import check_margin

NOT_FINITE = "an embedding is NaN or infinite, so the loss is too; lower the learning rate and start again."


class MarginLoss(keras.losses.Loss):
    """A loss with a margin; it warns once if an embedding is NaN or infinite."""

    def __init__(self, margin: float, **kwargs):
        super().__init__(**kwargs)
        check_margin(margin)
        self.margin = margin
        self._warn_once = WarnOnce(NOT_FINITE)

    def warn_if_not_finite(self, values) -> None:
        """Warn, the first time only, if any of these values is NaN or infinite."""
        self._warn_once(ops.logical_not(ops.all(ops.isfinite(values))))

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "margin": self.margin, "dtype": self.dtype}


class MeanTripletLoss(MarginLoss):
    """A mean over triplets: it has no other reduction, and refuses weights for single images."""

    def __init__(self, margin: float, **kwargs):
        super().__init__(margin, reduction="sum_over_batch_size", **kwargs)

    def __call__(self, y_true, embeddings, sample_weight=None):
        """Compute the mean loss."""
        if sample_weight is not None:
            raise ValueError("a triplet has three images, so a weight for each image means nothing; omit them.")
        return super().__call__(y_true, embeddings)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        config = super().get_config()
        del config["reduction"]
        return config
