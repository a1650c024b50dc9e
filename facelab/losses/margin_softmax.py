"""Softmax over angles with a margin: SphereFace, CosFace and ArcFace as three settings of one head."""

import math
from numbers import Real

import keras
from keras import ops

from facelab.losses.schedules import check_schedule, margin_share
from facelab.losses.settings import check_no_bias, check_range
from facelab.losses.softmax_head import SoftmaxHead, angles, unit


@keras.saving.register_keras_serializable(package="facelab")
class MarginSoftmax(SoftmaxHead):
    """Classify by angles, and make the angle to one's own person harder by a margin.

    Rows of W have length 1 and there is no bias. The logit of person j is s · cos θⱼ; that of the image's own person is
    s · (ψ(m1 · θ + m2) − m3), where ψ(φ) = (−1)ᵏ cos φ − 2k for φ in [kπ, (k + 1)π]: ψ falls over the whole range of φ,
    while cos φ would rise again beyond π.

    ========================  ====  ====  ====  =========
    setting                   m1    m2    m3    scale s
    ========================  ====  ====  ====  =========
    modified softmax          1     0     0     None: ‖x‖
    A-softmax (SphereFace)    4     0     0     None: ‖x‖
    CosFace                   1     0     0.35  64
    ArcFace                   1     0.5   0     64
    ========================  ====  ====  ====  =========

    Parameters
    ----------
    n_people : int
        In the training; its labels are 0 … n_people − 1.
    m1 : float, default 1.0
        Factor of the angle, from 1 to 16.
    m2 : float, default 0.0
        Added to the angle, in radians, from 0 to π.
    m3 : float, default 0.0
        Subtracted from the cosine, from 0 to 2.
    scale : float, optional
        s; without it, the length of each embedding.
    annealing : (float, float, float), optional
        λ at the start, its lowest value, and the rate of its decay: the logit is (λ s cos θ + s ψ) / (1 + λ) with
        λ = max(lowest, start / (1 + rate · step)). SphereFace takes (1000, 5, 0.12). Without it a large m1
        is learned far more slowly.
    warm_up : int, default 0
        Steps in which the margin grows from nothing to its full size. Not together with annealing.
    **kwargs
        As in `keras.layers.Layer`.

    Raises
    ------
    ValueError
        If a margin, the scale or a schedule is outside its range.

    References
    ----------
    W. Liu et al., SphereFace: Deep hypersphere embedding for face recognition, CVPR 2017, equations 5 to 7.
    H. Wang et al., CosFace: Large margin cosine loss for deep face recognition, CVPR 2018, equation 4.
    J. Deng et al., ArcFace: Additive angular margin loss for deep face recognition, CVPR 2019, equations 3
    and 4 (combined).
    Beyond θ + m2 = π, which hardly occurs, ArcFace's code continues with a straight line in cos θ, and this with ψ.

    Examples
    --------
    >>> head = MarginSoftmax(n_people=2, m2=0.5, scale=64)
    >>> head.build((None, 2))
    >>> _ = head.people.assign([[1.0, 0.0], [0.0, 1.0]])
    >>> ops.convert_to_numpy(head.logits(ops.convert_to_tensor([[3.0, 0.0]]), ops.convert_to_tensor([0]))).round(1)
    array([[56.2,  0. ]], dtype=float32)
    """

    def __init__(
        self,
        n_people: int,
        m1: float = 1.0,
        m2: float = 0.0,
        m3: float = 0.0,
        scale: float | None = None,
        annealing: tuple[float, float, float] | None = None,
        warm_up: int = 0,
        **kwargs,
    ):
        check_no_bias(kwargs)
        super().__init__(n_people, use_bias=False, **kwargs)
        check_range("m1", m1, 1, 16)
        check_range("m2", m2, 0, math.pi)
        check_range("m3", m3, 0, 2)
        if scale is not None and not (isinstance(scale, Real) and 0 < scale < math.inf):
            raise ValueError(f"scale={scale!r}: expected a number above 0, or None for the length of the embedding.")
        check_schedule(annealing, warm_up)
        self.m1, self.m2, self.m3, self.scale = m1, m2, m3, scale
        self.annealing, self.warm_up = annealing, warm_up

    def build(self, embeddings_shape, labels_shape=None):
        """Make W, and the count of steps that schedules follow."""
        super().build(embeddings_shape)
        self.step = self.add_weight((), "zeros", trainable=False, name="step")

    def logits(self, embeddings, labels=None, training=False):
        """Compute s · cos θ for each person (N, n_people); with labels, the margin is in those of the labels."""
        lengths, directions = self.directions(embeddings)
        people = unit(self.people)
        cosines = ops.matmul(directions, ops.transpose(people))
        if labels is not None:
            theta = angles(directions, ops.take(people, labels, axis=0))
            m2, m3 = self.margins(lengths[:, 0], training)
            share = margin_share(self.step, self.annealing, self.warm_up)
            target = share * (falling_cosine(self.m1 * theta + m2) - m3) + (1 - share) * ops.cos(theta)
            cosines = self.replace_target(cosines, labels, target)
            if training:
                self.step.assign_add(1)
        return (lengths if self.scale is None else self.scale) * cosines

    def margins(self, lengths, training):
        """Return m2 and m3 for images whose embeddings have these lengths (N,): here, the same for all."""
        return self.m2, self.m3

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        config = super().get_config()
        del config["use_bias"]
        names = "m1", "m2", "m3", "scale", "annealing", "warm_up"
        return {**config, **{name: getattr(self, name) for name in names}}


def falling_cosine(angle):
    """Compute ψ(φ) = (−1)ᵏ cos φ − 2k for φ in [kπ, (k + 1)π]: the cosine up to π, and falling on beyond it."""
    angle = ops.relu(angle)
    k = ops.stop_gradient(ops.floor(angle / math.pi))
    return (1 - 2 * (k % 2)) * ops.cos(angle) - 2 * k
