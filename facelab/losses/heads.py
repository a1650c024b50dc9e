"""Heads of a Siamese network: they compare its two embeddings."""

import keras
from keras import ops

from facelab.losses.batch_distances import square_root


@keras.saving.register_keras_serializable(package="facelab")
class EuclideanHead(keras.layers.Layer):
    """Measure the Euclidean distance of the two embeddings of each pair: the head for a contrastive loss.

    Parameters
    ----------
    **kwargs
        Settings of every Keras layer, such as `name` and `dtype`.

    Examples
    --------
    >>> ops.convert_to_numpy(EuclideanHead()((ops.ones((1, 4)), ops.zeros((1, 4)))))
    array([[2.]], dtype=float32)
    """

    def __init__(self, **kwargs):
        super().__init__(**{"dtype": keras.config.floatx(), **kwargs})

    def call(self, embeddings):
        """Compute distances of pairs.

        Parameters
        ----------
        embeddings : pair of tensors of float, each of shape (N, D)

        Returns
        -------
        tensor of float, shape (N, 1)
        """
        return ops.expand_dims(self.distance(*embeddings), axis=1)

    def distance(self, a, b):
        """Compute the distances (N,) of embeddings a and b, each (N, D)."""
        return square_root(ops.sum(ops.square(a - b), axis=-1))


DIFFERENCES = {
    "l1": lambda a, b: ops.abs(a - b),
    "squared": lambda a, b: ops.square(a - b),
    "chi2": lambda a, b: ops.square(a - b) / (ops.abs(a) + ops.abs(b) + keras.config.epsilon()),
}


@keras.saving.register_keras_serializable(package="facelab")
class LogisticHead(keras.layers.Layer):
    """Turn a pair into the probability that it is genuine: ŷ = σ(Σ wᵢ · differenceᵢ + b).

    The difference of features fᵢ(a), fᵢ(b) is |fᵢ(a) − fᵢ(b)| (l1), its square (squared), or the square over
    |fᵢ(a)| + |fᵢ(b)| (chi2; for features that are not negative, the χ² term of histograms). The weights
    start below 0, as a difference speaks against one person, and so large that embeddings of length 1 can
    reach both ends of the sigmoid.

    Parameters
    ----------
    features : {"l1", "squared", "chi2"}, default "l1"
    **kwargs
        As in `keras.layers.Layer`.

    References
    ----------
    Y. Taigman, M. Yang, M. Ranzato, L. Wolf, DeepFace, CVPR 2014, sections 4.1 (χ²) and 4.2 (l1).

    Examples
    --------
    >>> head = LogisticHead("l1")
    >>> probability = head((ops.ones((2, 4)), ops.convert_to_tensor([[1.0] * 4, [0.0] * 4])))
    >>> ops.convert_to_numpy(probability).round(3)
    array([[0.982],
           [0.   ]], dtype=float32)
    """

    def __init__(self, features: str = "l1", **kwargs):
        super().__init__(**{"dtype": keras.config.floatx(), **kwargs})  # also where the policy is mixed_float16
        if features not in DIFFERENCES:
            raise ValueError(f"features={features!r}; expected one of {', '.join(DIFFERENCES)}.")
        self.features = features

    def build(self, shapes):
        """Make the weights: D for the differences, one bias."""
        n_features = shapes[0][-1]
        start = keras.initializers.Constant(-8.0 if self.features == "squared" else -8.0 / n_features**0.5)
        self.weights_of_differences = self.add_weight(shape=(n_features,), initializer=start, name="w")
        self.bias = self.add_weight(shape=(), initializer=keras.initializers.Constant(4.0), name="b")

    def call(self, embeddings):
        """Compute the probabilities (N, 1) that two batches of embeddings (N, D) show the same people."""
        return ops.expand_dims(ops.sigmoid(-self.distance(*embeddings)), axis=1)

    def distance(self, a, b):
        """Compute the negated argument of the sigmoid, (N,): smaller is more alike, 0 is a probability of one half."""
        return -(ops.sum(self.weights_of_differences * DIFFERENCES[self.features](a, b), axis=-1) + self.bias)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "features": self.features}
