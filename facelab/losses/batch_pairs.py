"""Losses of pairs on all pairs of a batch, so that a Siamese loss sees the batches that the others see."""

import keras
from keras import ops

from facelab.losses.settings import check_labels


@keras.saving.register_keras_serializable(package="facelab")
class BatchPairs(keras.layers.Layer):
    """Compare every two images of a batch by a head for pairs; genuine pairs count as much as impostor pairs.

    Each image is embedded once, and a batch of n images gives n (n − 1) / 2 pairs. The loss is the mean of two means,
    over the genuine and over the impostor pairs; where a batch lacks one kind, that half is 0.

    Parameters
    ----------
    head : keras.layers.Layer
        `EuclideanHead()` or `LogisticHead()`.
    loss : keras.losses.Loss
        With reduction="none"; from `same` and what the head returns to the loss of each pair.
    **kwargs
        As in `keras.layers.Layer`.

    Examples
    --------
    >>> from facelab.losses import ContrastiveLoss, EuclideanHead
    >>> pairs = BatchPairs(EuclideanHead(), ContrastiveLoss(reduction="none"))
    >>> loss = pairs(ops.convert_to_tensor([[0.0], [0.4], [0.5]]), ops.convert_to_tensor([0, 0, 1]))
    >>> round(float(loss), 4)  # (0.4²/2 + (0.5² + 0.9²)/4) / 2
    0.1725
    """

    def __init__(self, head: keras.layers.Layer, loss: keras.losses.Loss, **kwargs):
        super().__init__(**{"dtype": keras.config.floatx(), **kwargs})
        if loss.reduction not in (None, "none"):
            raise ValueError(f"the loss has the reduction {loss.reduction!r}; expected 'none', a loss for each pair.")
        self.head, self.loss = head, loss

    def build(self, embeddings_shape, labels_shape=None):
        """Make the weights of the head, if it is not one of a network already."""
        if not self.head.built:
            self.head.build((embeddings_shape, embeddings_shape))

    def call(self, embeddings, labels, training=False):
        """Compute the loss of a batch, embeddings (N, D) and labels (N,); each pair in both orders: the means stay."""
        labels, n_images = check_labels(labels, embeddings), ops.shape(embeddings)[0]
        number = ops.arange(n_images)
        left, right = ops.repeat(number, n_images), ops.tile(number, [n_images])
        compared = self.head((ops.take(embeddings, left, axis=0), ops.take(embeddings, right, axis=0)))
        same = ops.equal(ops.take(labels, left), ops.take(labels, right))
        losses = self.loss(ops.cast(same, compared.dtype)[:, None], compared)
        genuine = ops.logical_and(same, ops.not_equal(left, right))
        return (masked_mean(losses, genuine) + masked_mean(losses, ops.logical_not(same))) / 2

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {
            **super().get_config(),
            "head": keras.saving.serialize_keras_object(self.head),
            "loss": keras.saving.serialize_keras_object(self.loss),
        }

    @classmethod
    def from_config(cls, config):
        """Make the head and the loss again."""
        inner = {key: keras.saving.deserialize_keras_object(config[key]) for key in ("head", "loss")}
        return cls(**{**config, **inner})


def masked_mean(values, mask):
    """Compute the mean of the values where the mask is True, 0 where it nowhere is."""
    return ops.sum(ops.where(mask, values, 0)) / ops.maximum(ops.sum(ops.cast(mask, values.dtype)), 1)
