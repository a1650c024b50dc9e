"""The triplet loss, over triplets that were mined offline."""

import keras
from keras import ops

from facelab.losses.warn import NOT_A_NUMBER, WarnOnce
from facelab.mining.kinds import check_margin


@keras.saving.register_keras_serializable(package="facelab")
class OfflineTripletLoss(keras.losses.Loss):
    """Average max(‖a − p‖² − ‖a − n‖² + margin, 0) over given triplets.

    Parameters
    ----------
    margin : float
        0 or more.
    name, dtype : as in `keras.losses.Loss`

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, equation 3.

    Examples
    --------
    >>> loss = OfflineTripletLoss(margin=0.5)
    >>> float(loss([0, 0, 0], [[0.0], [1.0], [0.5]]))  # 1 − 0.25 + 0.5
    1.25
    """

    def __init__(self, margin: float = 0.2, name: str = "offline_triplet_loss", dtype=None):
        super().__init__(name=name, reduction="sum_over_batch_size", dtype=dtype)
        check_margin(margin)
        self.margin = margin
        self._warn_not_finite = WarnOnce(NOT_A_NUMBER)

    def __call__(self, y_true, embeddings, sample_weight=None):
        """Compute the mean loss; weights for single images are refused."""
        if sample_weight is not None:
            raise ValueError("a triplet has three images, so a weight for each image means nothing; leave them away.")
        return super().__call__(y_true, embeddings)

    def call(self, _, embeddings):
        """Compute the mean loss.

        Parameters
        ----------
        _ : tensor
            Not used.
        embeddings : tensor of float, shape (3·n, D)
            All anchors, then all positives, then all negatives, as `TripletBatches` orders them.

        Returns
        -------
        tensor of float, shape ()
        """
        n = ops.shape(embeddings)[0]
        if isinstance(n, int) and n % 3:
            raise ValueError(f"{n} embeddings are no triplets: their number is a multiple of 3.")
        self._warn_not_finite(ops.logical_not(ops.all(ops.isfinite(embeddings))))
        anchor, positive, negative = ops.split(embeddings, 3)
        d_ap, d_an = (ops.sum(ops.square(anchor - other), axis=1) for other in (positive, negative))
        loss = ops.mean(ops.relu(d_ap - d_an + self.margin))
        return loss + 0 * ops.sum(embeddings)  # NaN if one of them is infinite, too

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        config = {**super().get_config(), "margin": self.margin, "dtype": self.dtype}
        del config["reduction"]
        return config
