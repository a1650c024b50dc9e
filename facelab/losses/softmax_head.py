"""The head of a classifier that an embedding is trained with, and what all such heads share."""

import keras
from keras import ops

from facelab.losses.margin import NOT_FINITE
from facelab.losses.settings import check_labels, check_whole
from facelab.losses.warn import WarnOnce

NO_DIRECTION = (
    "an embedding is a vector of zeros, so it has no direction and no angle to anything; is a ReLU the last layer?"
)


@keras.saving.register_keras_serializable(package="facelab")
class SoftmaxHead(keras.layers.Layer):
    """Classify the people of the training: the cross-entropy of softmax(W x + b).

    The head has weights of its own, a row of W for each person, so it is a layer and not a Keras loss. Called with
    embeddings and labels it returns the loss. After the training it is discarded: who is in W is who was trained on.

    Parameters
    ----------
    n_people : int
        In the training; its labels are 0 … n_people − 1.
    use_bias : bool, default True
    **kwargs
        As in `keras.layers.Layer`.

    Examples
    --------
    >>> head = SoftmaxHead(n_people=3)
    >>> loss = head(ops.zeros((2, 4)), ops.convert_to_tensor([0, 2]))
    >>> round(float(loss), 3)  # ln 3: each of three people is as likely
    1.099
    """

    def __init__(self, n_people: int, use_bias: bool = True, **kwargs):
        super().__init__(**{"dtype": keras.config.floatx(), **kwargs})  # also where the policy is mixed_float16
        self.n_people, self.use_bias = check_whole("n_people", n_people, 2), use_bias
        self._warn_no_direction, self._warn_not_finite = WarnOnce(NO_DIRECTION), WarnOnce(NOT_FINITE)

    def build(self, embeddings_shape, labels_shape=None):
        """Make W, a row for each person, and the bias."""
        self.people = self.add_weight((self.n_people, embeddings_shape[-1]), "glorot_uniform", name="people")
        self.bias = self.add_weight((self.n_people,), "zeros", name="bias") if self.use_bias else None

    def __call__(self, embeddings, labels, **options):
        """Check the labels first: Keras puts lines of its own around what is refused in `call`."""
        return super().__call__(embeddings, check_labels(labels, embeddings, self.n_people), **options)

    def call(self, embeddings, labels, training=False):
        """Compute the mean loss of a batch.

        Parameters
        ----------
        embeddings : tensor of float, shape (N, D)
        labels : tensor of int, shape (N,)
        training : bool, default False
            Whether schedules advance and centers move.

        Returns
        -------
        tensor of float, shape ()

        Raises
        ------
        ValueError
            If labels are one-hot, or no integers; outside of a compiled step, if one is not in 0 … n_people − 1.
        """
        return self.cross_entropy(labels, self.logits(embeddings, labels, training))

    def logits(self, embeddings, labels=None, training=False):
        """Compute the logits (N, n_people); a head with a margin changes those of the labels, if it gets them."""
        logits = ops.matmul(embeddings, ops.transpose(self.people))
        return logits if self.bias is None else logits + self.bias

    def cross_entropy(self, labels, logits):
        """Compute the mean cross-entropy."""
        loss = ops.mean(ops.sparse_categorical_crossentropy(labels, logits, from_logits=True))
        self._warn_not_finite(ops.logical_not(ops.isfinite(loss)))
        return loss

    def directions(self, embeddings):
        """Split embeddings into their lengths (N, 1) and directions (N, D); a vector of zeros has no direction."""
        lengths = safe_norm(embeddings)
        self._warn_no_direction(ops.any(ops.equal(lengths, 0)))
        return lengths, unit(embeddings)

    def replace_target(self, logits, labels, targets):
        """Put another logit in the place of each image's own person."""
        return ops.where(ops.one_hot(labels, self.n_people, dtype="bool"), targets[:, None], logits)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "n_people": self.n_people, "use_bias": self.use_bias}


def safe_norm(rows):
    """Compute the length of each row, (N, 1); at zero its gradient is zero and not NaN."""
    squared = ops.sum(ops.square(rows), axis=-1, keepdims=True)
    is_zero = ops.equal(squared, 0)
    return ops.where(is_zero, 0, ops.sqrt(ops.where(is_zero, 1, squared)))


def unit(rows):
    """Scale rows to length 1; a row of zeros stays."""
    lengths = safe_norm(rows)
    return rows / ops.where(ops.equal(lengths, 0), 1, lengths)


def angles(a, b):
    """Measure the angle between the same rows of two arrays of unit vectors, (N,), precisely near 0 and π, too."""
    # arccos(a·b) has a gradient of −1/sin θ, which is infinite at both ends; here no step divides by sin θ.
    # W. Kahan, How futile are mindless assessments of roundoff in floating-point computation?, 2006, section 12.
    return 2 * ops.arctan2(safe_norm(a - b), safe_norm(a + b))[:, 0]
