"""The contrastive loss of Siamese networks."""

import keras
from keras import ops

from facelab.losses.warn import NOT_A_NUMBER, WarnOnce
from facelab.mining.kinds import check_margin


@keras.saving.register_keras_serializable(package="facelab")
class ContrastiveLoss(keras.losses.Loss):
    """Pull genuine pairs together, push impostor pairs apart until they are a margin away.

    A pair at distance d has the loss d² / 2 if it is genuine and max(margin − d, 0)² / 2 if not.

    Parameters
    ----------
    margin : float
        m in the paper: beyond this distance an impostor pair is left alone.
    name, reduction, dtype : as in `keras.losses.Loss`

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

    def __init__(
        self,
        margin: float = 1.0,
        name: str = "contrastive_loss",
        reduction: str = "sum_over_batch_size",
        dtype=None,
    ):
        super().__init__(name=name, reduction=reduction, dtype=dtype)
        check_margin(margin)
        self.margin = margin
        self._warn_not_finite = WarnOnce(NOT_A_NUMBER)

    def call(self, same, distances):
        """Compute the loss of each pair.

        Parameters
        ----------
        same : tensor, shape (N,) or (N, 1)
            1 for a genuine pair, 0 for an impostor pair.
        distances : tensor of float, shape (N,) or (N, 1)
            Euclidean, as `EuclideanHead` gives them.

        Returns
        -------
        tensor of float, shape (N,)
        """
        same, distances = ops.reshape(same, (-1,)), ops.reshape(distances, (-1,))
        self._warn_not_finite(ops.logical_not(ops.all(ops.isfinite(distances))))
        too_near = ops.relu(self.margin - distances)
        return (same * ops.square(distances) + (1 - same) * ops.square(too_near)) / 2

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "margin": self.margin, "dtype": self.dtype}
