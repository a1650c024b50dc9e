"""An encoder and the head that trains it."""

import keras
import numpy as np


class EncoderWithHead(keras.Model):
    """Train an encoder with a head that knows the people of the training: `compile(optimizer)`, then `fit(batches)`.

    The head is a layer from `facelab.losses` that turns embeddings and labels into the loss. Its weights are trained
    with those of the encoder. What you keep is the encoder: it is the object that you gave, so it is trained in place.

    Parameters
    ----------
    encoder : keras.Model
        From images to embeddings (N, D).
    head : keras.layers.Layer
        E.g. `MarginSoftmax(n_people=30, m2=0.5, scale=64)`.

    Raises
    ------
    ValueError
        From `fit`, if a label is not in 0 … n_people − 1.

    Examples
    --------
    >>> from facelab.losses import SoftmaxHead
    >>> from facelab.networks import compact
    >>> model = EncoderWithHead(compact(), SoftmaxHead(n_people=2))
    >>> model.compile("adam")
    >>> images, labels = np.zeros((4, 56, 46, 1), np.uint8), np.array([0, 0, 1, 1])
    >>> history = model.fit(images, labels, verbose=0)
    """

    def __init__(self, encoder: keras.Model, head: keras.layers.Layer):
        super().__init__(name=f"{encoder.name}_with_head")
        self.encoder, self.head = encoder, head
        head.build(encoder.output_shape)

    def call(self, images, training=False):
        """Compute embeddings."""
        return self.encoder(images, training=training)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        """Compute the head's loss of the embeddings `y_pred` of the people `y`."""
        if sample_weight is not None:
            raise ValueError(
                "a head has one loss for the whole batch, so a weight for each image means nothing; omit them."
            )
        return self.head(y_pred, y, training=training)

    def fit(self, x=None, y=None, **options):
        """Train, as `keras.Model.fit` does; labels are checked first."""
        labels = y if y is not None else getattr(x, "labels", None)
        if isinstance(labels, np.ndarray) and hasattr(self.head, "n_people"):
            check_people(labels, self.head.n_people)
        return super().fit(x, y, **options)


def check_people(labels: np.ndarray, n_people: int) -> None:
    """Refuse labels that are not 0 … n_people − 1."""
    if labels.ndim != 1 or labels.dtype.kind not in "iu" or len(labels) == 0:
        return  # the head says what is wrong with these
    lowest, highest = labels.min(), labels.max()
    if lowest < 0 or highest >= n_people:
        wrong = lowest if lowest < 0 else highest
        raise ValueError(
            f"label {wrong}: a head for {n_people} people takes the labels 0 to {n_people - 1}; number the people of "
            "the training without gaps, e.g. by np.unique(labels, return_inverse=True)[1]."
        )
