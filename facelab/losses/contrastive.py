"""The contrastive loss of Siamese networks."""

import keras
from keras import ops

from facelab.losses.margin import MarginLoss


@keras.saving.register_keras_serializable(package="facelab")
class ContrastiveLoss(MarginLoss):
    """Pull genuine pairs together, push impostor pairs apart until they are a margin away.

    A pair at distance d has the loss d² / 2 if it is genuine and max(margin − d, 0)² / 2 if not.

    Parameters
    ----------
    margin : float, default 1.0
        m in the paper: beyond this distance an impostor pair is left alone.
    **kwargs
        name, reduction and dtype, as in `keras.losses.Loss`.

    References
    ----------
    R. Hadsell, S. Chopra, Y. LeCun, Dimensionality reduction by learning an invariant mapping, CVPR 2006,
    equation 4. There Y = 0 marks a similar pair; here `same` is 1 for it.

    Examples
    --------
    >>> loss = ContrastiveLoss(margin=1.0, reduction="none")
    >>> ops.convert_to_numpy(loss([1.0, 0.0, 0.0], [0.5, 0.5, 1.5]))
    array([0.125, 0.125, 0.   ], dtype=float32)
    """

    def __init__(self, margin: float = 1.0, **kwargs):
        super().__init__(margin, **kwargs)

    def call(self, same, distances):
        """Compute the loss of each pair (N,), from 1 for genuine or 0, and Euclidean distances, each (N,) or (N, 1)."""
        same, distances = ops.reshape(same, (-1,)), ops.reshape(distances, (-1,))
        self.warn_if_not_finite(distances)
        too_near = ops.relu(self.margin - distances)
        return (same * ops.square(distances) + (1 - same) * ops.square(too_near)) / 2
