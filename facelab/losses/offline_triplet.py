"""The triplet loss, over triplets that were mined offline."""

import keras
from keras import ops

from facelab.losses.margin import MeanTripletLoss


@keras.saving.register_keras_serializable(package="facelab")
class OfflineTripletLoss(MeanTripletLoss):
    """Average max(‖a − p‖² − ‖a − n‖² + margin, 0) over given triplets.

    The embeddings (3·n, D) are all anchors, then all positives, then all negatives, as `TripletBatches` orders them.

    Parameters
    ----------
    margin : float, default 0.2
        0 or more.
    **kwargs
        name and dtype, as in `keras.losses.Loss`.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, equation 3.

    Examples
    --------
    >>> loss = OfflineTripletLoss(margin=0.5)
    >>> float(loss([0, 0, 0], [[0.0], [1.0], [0.5]]))  # 1 − 0.25 + 0.5
    1.25
    """

    def __init__(self, margin: float = 0.2, **kwargs):
        super().__init__(margin, **kwargs)

    def call(self, _, embeddings):
        """Compute the mean loss of the triplets."""
        n = ops.shape(embeddings)[0]
        if isinstance(n, int) and n % 3:
            raise ValueError(f"{n} embeddings cannot be split into triplets; expected a multiple of 3.")
        self.warn_if_not_finite(embeddings)
        anchor, positive, negative = ops.split(embeddings, 3)
        d_ap, d_an = (ops.sum(ops.square(anchor - other), axis=1) for other in (positive, negative))
        loss = ops.mean(ops.relu(d_ap - d_an + self.margin))
        return loss + 0 * ops.sum(embeddings)  # NaN if one of them is infinite, too
