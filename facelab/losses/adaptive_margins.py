"""Margins that differ from image to image: three heads, each a variation of `margins`."""

import math

import keras
from keras import ops

from facelab.losses.margin_softmax import MarginSoftmax
from facelab.losses.settings import are_numbers, check_range


@keras.saving.register_keras_serializable(package="facelab")
class ElasticFace(MarginSoftmax):
    """Draw ArcFace's margin anew for every image, from a normal distribution around m2.

    Parameters
    ----------
    n_people : int
    m2 : float, default 0.5
        The mean margin, in radians.
    sigma : float, default 0.05
        Its standard deviation.
    scale : float, default 64.0
    **kwargs
        As in `MarginSoftmax`, and `seed` for the draws.

    References
    ----------
    F. Boutros et al., ElasticFace: Elastic margin loss for deep face recognition, CVPR Workshops 2022,
    section 3.

    Examples
    --------
    >>> head = ElasticFace(n_people=2, m2=0.5, sigma=0.0)
    >>> head.margins(ops.ones(3), training=False)
    (0.5, 0.0)
    """

    def __init__(
        self, n_people: int, m2: float = 0.5, sigma: float = 0.05, scale: float = 64.0, seed: int = 0, **kwargs
    ):
        super().__init__(n_people, m2=m2, scale=scale, **kwargs)
        check_range("sigma", sigma, 0, 1)
        self.sigma, self.seed = sigma, seed
        self.draws = keras.random.SeedGenerator(seed)

    def margins(self, lengths, training):
        """Draw m2 for each image; outside of the training it is the mean."""
        if not training:
            return self.m2, self.m3
        drawn = keras.random.normal(ops.shape(lengths), self.m2, self.sigma, lengths.dtype, seed=self.draws)
        return drawn, self.m3

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "sigma": self.sigma, "seed": self.seed}


@keras.saving.register_keras_serializable(package="facelab")
class MagFace(MarginSoftmax):
    """Let ArcFace's margin grow with the length of the embedding, and reward long embeddings.

    The length becomes a measure of quality: an easy image can afford a long embedding and its large margin. The reward
    is a second term, λ g(a) with g(a) = 1/a + a/longest², which falls with the length a up to the longest.

    Parameters
    ----------
    n_people : int
    lengths : (float, float), default (10.0, 110.0)
        Between these lengths, to which embeddings are clipped, …
    limits : (float, float), default (0.45, 0.8)
        … the margin grows from the first to the second, in radians.
    weight : float, default 35.0
        λ of g.
    scale : float, default 64.0
    **kwargs
        As in `MarginSoftmax`.

    References
    ----------
    Q. Meng et al., MagFace: A universal representation for face recognition and quality assessment, CVPR 2021,
    section 3.

    Examples
    --------
    >>> m2, m3 = MagFace(n_people=2).margins(ops.convert_to_tensor([10.0, 60.0, 200.0]), training=False)
    >>> ops.convert_to_numpy(m2).round(3)
    array([0.45 , 0.625, 0.8  ], dtype=float32)
    """

    def __init__(
        self,
        n_people: int,
        lengths: tuple[float, float] = (10.0, 110.0),
        limits: tuple[float, float] = (0.45, 0.8),
        weight: float = 35.0,
        scale: float = 64.0,
        **kwargs,
    ):
        super().__init__(n_people, scale=scale, **kwargs)
        _refuse(self, "m2", "limits")
        if not are_numbers(limits, 2) or not 0 <= limits[0] <= limits[1] <= 3:
            raise ValueError(f"limits={limits}: expected two margins from 0 to 3, the smaller one first.")
        if not are_numbers(lengths, 2) or not 0 < lengths[0] < lengths[1] < math.inf:
            raise ValueError(f"lengths={lengths}: expected two lengths above 0, the smaller one first.")
        check_range("weight", weight, 0, 1e6)
        self.lengths, self.limits, self.weight = tuple(lengths), tuple(limits), weight

    def margins(self, lengths, training):
        """Return m2, a straight line in the length."""
        (shortest, longest), (low, high) = self.lengths, self.limits
        return low + (high - low) * (ops.clip(lengths, shortest, longest) - shortest) / (longest - shortest), self.m3

    def call(self, embeddings, labels, training=False):
        """Compute the mean loss of a batch, as `SoftmaxHead.call` does, and add λ g."""
        lengths = ops.clip(self.directions(embeddings)[0], *self.lengths)
        reward = ops.mean(1 / lengths + lengths / self.lengths[1] ** 2)
        return super().call(embeddings, labels, training) + self.weight * reward

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        config = super().get_config()
        return {**config, "lengths": self.lengths, "limits": self.limits, "weight": self.weight}


@keras.saving.register_keras_serializable(package="facelab")
class AdaFace(MarginSoftmax):
    """Weigh hard images by their quality, for which the length of the embedding stands.

    With ẑ = the length minus its mean, over its standard deviation, times h, clipped to −1 … 1: m2 = −m ẑ and
    m3 = m + m ẑ. At ẑ = −1 this is ArcFace's margin, at 0 CosFace's, at 1 a negative angle.

    Parameters
    ----------
    n_people : int
    margin : float, default 0.4
        m.
    h : float, default 0.333
    rate : float, default 0.01
        How fast mean and standard deviation follow the batches.
    scale : float, default 64.0
    **kwargs
        As in `MarginSoftmax`.

    References
    ----------
    M. Kim, A. K. Jain, X. Liu, AdaFace: Quality adaptive margin for face recognition, CVPR 2022, section 3.

    Examples
    --------
    >>> head = AdaFace(n_people=2, margin=0.4)
    >>> head.build((None, 4))
    >>> m2, m3 = head.margins(ops.convert_to_tensor([20.0, 20.0]), training=False)  # lengths as expected: CosFace
    >>> ops.convert_to_numpy(m3)
    array([0.4, 0.4], dtype=float32)
    """

    def __init__(
        self,
        n_people: int,
        margin: float = 0.4,
        h: float = 0.333,
        rate: float = 0.01,
        scale: float = 64.0,
        **kwargs,
    ):
        super().__init__(n_people, scale=scale, **kwargs)
        _refuse(self, "m2", "margin")
        _refuse(self, "m3", "margin")
        check_range("margin", margin, 0, 1)
        check_range("h", h, 0, 1e6)
        check_range("rate", rate, 0, 1)
        self.margin, self.h, self.rate = margin, h, rate

    def build(self, embeddings_shape, labels_shape=None):
        """Make W, and the running mean and standard deviation of the lengths."""
        super().build(embeddings_shape)
        self.mean = self.add_weight((), keras.initializers.Constant(20.0), trainable=False, name="mean")
        self.std = self.add_weight((), keras.initializers.Constant(100.0), trainable=False, name="std")

    def margins(self, lengths, training):
        """Return m2 and m3, which follow the quality ẑ."""
        lengths = ops.stop_gradient(lengths)
        if training:
            self.mean.assign(self.rate * ops.mean(lengths) + (1 - self.rate) * self.mean)
            self.std.assign(self.rate * ops.std(lengths) + (1 - self.rate) * self.std)
        quality = ops.clip(self.h * (lengths - self.mean) / (self.std + 1e-3), -1, 1)
        return -self.margin * quality, self.margin + self.margin * quality

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "margin": self.margin, "h": self.h, "rate": self.rate}


def _refuse(head: MarginSoftmax, name: str, instead: str) -> None:
    """Refuse a margin that the head sets itself, image by image."""
    if getattr(head, name):
        raise ValueError(f"{name}={getattr(head, name)}: {type(head).__name__} sets it for each image; give {instead}.")
