"""What sits on top of a Siamese network's two embeddings."""

import keras
from keras import ops


@keras.saving.register_keras_serializable(package="facelab")
class EuclideanHead(keras.layers.Layer):
    """Measure the Euclidean distance of the two embeddings of each pair.

    Examples
    --------
    >>> ops.convert_to_numpy(EuclideanHead()((ops.ones((1, 4)), ops.zeros((1, 4)))))
    array([[2.]], dtype=float32)
    """

    def __init__(self, **layer_options):
        super().__init__(**{"dtype": keras.config.floatx(), **layer_options})

    def call(self, embeddings):
        """Compute the distances.

        Parameters
        ----------
        embeddings : two tensors of float, shape (N, D)

        Returns
        -------
        tensor of float, shape (N, 1)
        """
        return ops.expand_dims(self.distance(*embeddings), axis=1)

    def distance(self, a, b):
        """Compute the distances: smaller is more alike.

        Parameters
        ----------
        a, b : tensor of float, shape (N, D)

        Returns
        -------
        tensor of float, shape (N,)
        """
        squared = ops.sum(ops.square(a - b), axis=-1)
        equal = ops.equal(squared, 0)
        return ops.where(equal, 0, ops.sqrt(ops.where(equal, 1, squared)))  # √0 has no gradient: never taken


def _l1(a, b):
    return ops.abs(a - b)


def _squared(a, b):
    return ops.square(a - b)


def _chi2(a, b):
    return ops.square(a - b) / (ops.abs(a) + ops.abs(b) + keras.config.epsilon())


DIFFERENCES = {"l1": _l1, "squared": _squared, "chi2": _chi2}


@keras.saving.register_keras_serializable(package="facelab")
class LogisticHead(keras.layers.Layer):
    """Turn a pair into the probability that it is genuine: ŷ = σ(Σ wᵢ · differenceᵢ + b).

    The difference of features fᵢ(a), fᵢ(b) is |fᵢ(a) − fᵢ(b)| (l1), its square (squared), or the square over
    |fᵢ(a)| + |fᵢ(b)| (chi2; for features that are not negative, the χ² term of histograms). The weights
    start below 0, as a difference speaks against one person, and so large that embeddings of length 1 can
    reach both ends of the sigmoid.

    Parameters
    ----------
    features : str
        l1, squared or chi2.
    **layer_options
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

    def __init__(self, features: str = "l1", **layer_options):
        super().__init__(**{"dtype": keras.config.floatx(), **layer_options})  # also where the policy is mixed_float16
        if features not in DIFFERENCES:
            raise ValueError(f"features={features!r}: take one of {', '.join(DIFFERENCES)}.")
        self.features = features

    def build(self, shapes):
        """Make the weights: D for the differences, one bias."""
        n_features = shapes[0][-1]
        start = keras.initializers.Constant(-8.0 if self.features == "squared" else -8.0 / n_features**0.5)
        self.weights_of_differences = self.add_weight(shape=(n_features,), initializer=start, name="w")
        self.bias = self.add_weight(shape=(), initializer=keras.initializers.Constant(4.0), name="b")

    def call(self, embeddings):
        """Compute the probabilities.

        Parameters
        ----------
        embeddings : two tensors of float, shape (N, D)

        Returns
        -------
        tensor of float, shape (N, 1)
            1: one person, for certain.
        """
        return ops.expand_dims(ops.sigmoid(-self.distance(*embeddings)), axis=1)

    def distance(self, a, b):
        """Compute what is under the sigmoid with its sign turned: smaller is more alike.

        Parameters
        ----------
        a, b : tensor of float, shape (N, D)
            For example stored vectors of a gallery: no image passes through the network again.

        Returns
        -------
        tensor of float, shape (N,)
            0 where the probability is one half.
        """
        return -(ops.sum(self.weights_of_differences * DIFFERENCES[self.features](a, b), axis=-1) + self.bias)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "features": self.features}
