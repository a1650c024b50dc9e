"""An encoder and the head that trains it."""

import re
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from facelab.losses.settings import check_people, outside_of_range

IN_A_COMPILED_STEP = re.compile(
    r"(?:= |label value of )(-?\d+) (?:is not in|which is outside the valid range of) \[0, "
)


class EncoderWithHead(keras.Model):
    """Train an encoder with a head that knows the people of the training: `compile(optimizer)`, then `fit(batches)`.

    The head is a layer from `facelab.losses` that turns embeddings and labels into the loss. Its weights are trained
    with those of the encoder. What you keep is the encoder: it is the object that you gave, so it is trained in place.
    Save the encoder, not this model.

    Parameters
    ----------
    encoder : keras.Model
        From images to embeddings (N, D).
    head : keras.layers.Layer
        E.g. `MarginSoftmax(n_people=30, m2=0.5, scale=64)`.

    Raises
    ------
    ValueError
        If the head was built for embeddings of another length; from `fit` and `evaluate`, if a
        label is not in 0 … n_people − 1. (With jit_compile=True the labels of batches without `.labels` are not
        checked: a wrong one makes the loss NaN.)

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
        size = encoder.output_shape[-1]
        if not head.built:
            head.build(encoder.output_shape)
        elif (people := getattr(head, "people", None)) is not None and people.shape[-1] != size:
            raise ValueError(f"the head was built for embeddings of {people.shape[-1]} numbers, these have {size}.")
        self.built = True

    def compile(self, optimizer="rmsprop", loss=None, **options):
        """Choose an optimizer, as `keras.Model.compile` does; the loss is the head."""
        if loss is not None:
            raise ValueError("the head is the loss; omit loss=.")
        super().compile(optimizer, **options)
        self.optimizer.build(self.trainable_variables)  # otherwise TensorFlow traces the first step twice

    def call(self, images, training=False):
        """Compute embeddings."""
        return self.encoder(images, training=training)

    def compute_loss(self, x=None, y=None, y_pred=None, sample_weight=None, training=True):
        """Compute the head's loss of the embeddings `y_pred` of the people `y`, and add regularizers of the encoder."""
        if sample_weight is not None:
            raise ValueError("a head has one loss for the batch, so a weight for each image means nothing; omit them.")
        if y is None:
            raise ValueError("there are no labels; a head needs the number of each image's person.")
        return sum(self.losses, self.head(y_pred, y, training=training))

    def fit(self, x=None, y=None, *arguments, validation_data=None, **options):
        """Train, as `keras.Model.fit` does; labels are checked first."""
        self._check(x, y)
        if validation_data is not None:
            self._check(*(validation_data if isinstance(validation_data, tuple | list) else (validation_data, None)))
        options["validation_data"] = validation_data
        return self._in_one_sentence(super().fit, x, _as_array(y), *arguments, **options)

    def evaluate(self, x=None, y=None, *arguments, **options):
        """Compute the loss, as `keras.Model.evaluate` does; labels are checked first."""
        self._check(x, y)
        return self._in_one_sentence(super().evaluate, x, _as_array(y), *arguments, **options)

    def train_on_batch(self, x, y=None, *arguments, **options):
        """Train with one batch, as `keras.Model.train_on_batch` does; labels are checked first."""
        self._check(x, y)
        return super().train_on_batch(x, _as_array(y), *arguments, **options)

    def _check(self, x, y, *weights) -> None:
        labels = getattr(x, "labels", None) if y is None else y
        if labels is not None and hasattr(self.head, "n_people"):
            check_people(labels, self.head.n_people)

    def _in_one_sentence(self, run: Callable, *arguments, **options) -> Any:
        """Run; where TensorFlow finds a label outside of the range, in a batch that nobody could look into, say so."""
        try:
            return run(*arguments, **options)
        except Exception as error:
            if found := IN_A_COMPILED_STEP.search(str(error)):
                raise ValueError(outside_of_range(found[1], self.head.n_people)) from None
            raise


def _as_array(labels):
    return None if labels is None else np.asarray(labels)
