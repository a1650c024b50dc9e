"""L-softmax, the first softmax with an angular margin: its class vectors keep their lengths."""

import keras
from keras import ops

from facelab.losses.margin_softmax import falling_cosine
from facelab.losses.schedules import check_schedule, margin_share
from facelab.losses.settings import check_no_bias, check_whole
from facelab.losses.softmax_head import SoftmaxHead, angles, safe_norm, unit


@keras.saving.register_keras_serializable(package="facelab")
class LargeMarginSoftmax(SoftmaxHead):
    """Multiply the angle to the image's own person by a margin, and leave the class vectors their lengths.

    The logit of person j is ‖Wⱼ‖ ‖x‖ cos θⱼ; that of the image's own person y is ‖W_y‖ ‖x‖ ψ(m θ_y),
    with the ψ of `MarginSoftmax`. There is no bias. A-softmax differs in one point: there ‖Wⱼ‖ = 1.

    Parameters
    ----------
    n_people : int
        In the training; its labels are 0 … n_people − 1.
    margin : int, default 2
        m, from 1 (no margin) to 8.
    annealing : (float, float, float), optional
        As in `MarginSoftmax`.
    **kwargs
        As in `keras.layers.Layer`.

    References
    ----------
    W. Liu, Y. Wen, Z. Yu, M. Yang, Large-margin softmax loss for convolutional neural networks, ICML 2016,
    equations 4 to 6.

    Examples
    --------
    >>> head = LargeMarginSoftmax(n_people=2, margin=2)
    >>> head.build((None, 2))
    >>> _ = head.people.assign([[2.0, 0.0], [0.0, 1.0]])
    >>> logits = head.logits(ops.convert_to_tensor([[3.0, 3.0]]), ops.convert_to_tensor([0]))
    >>> ops.convert_to_numpy(logits).round(3) + 0.0  # 2 · √18 · cos 90° instead of cos 45°
    array([[0., 3.]], dtype=float32)
    """

    def __init__(self, n_people: int, margin: int = 2, annealing: tuple[float, float, float] | None = None, **kwargs):
        check_no_bias(kwargs)
        super().__init__(n_people, use_bias=False, **kwargs)
        check_schedule(annealing, warm_up=0)
        self.margin, self.annealing = check_whole("margin", margin, 1, 8), annealing

    def build(self, embeddings_shape, labels_shape=None):
        """Make W, and the count of steps that the annealing follows."""
        super().build(embeddings_shape)
        self.step = self.add_weight((), "zeros", trainable=False, name="step")

    def logits(self, embeddings, labels=None, training=False):
        """Compute ‖Wⱼ‖ ‖x‖ cos θⱼ (N, n_people); with labels, the margin is in those of the labels."""
        logits = super().logits(embeddings)
        if labels is None:
            return logits
        lengths, directions = self.directions(embeddings)
        own = ops.take(self.people, labels, axis=0)
        theta = angles(directions, unit(own))
        share = margin_share(self.step, self.annealing, warm_up=0)
        cosine = share * falling_cosine(self.margin * theta) + (1 - share) * ops.cos(theta)
        if training:
            self.step.assign_add(1)
        return self.replace_target(logits, labels, (safe_norm(own) * lengths)[:, 0] * cosine)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        config = super().get_config()
        del config["use_bias"]
        return {**config, "margin": self.margin, "annealing": self.annealing}
