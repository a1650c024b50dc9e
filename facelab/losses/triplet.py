"""The triplet loss, over the triplets that a batch holds."""

import keras
from keras import ops

from facelab.losses.batch_distances import METRICS, batch_distances
from facelab.losses.margin import MeanTripletLoss
from facelab.losses.warn import WarnOnce
from facelab.mining.online import positive_and_negative_masks, signed_active_counts

NO_TRIPLET = (
    "a batch held no triplet: no person with two images beside another person. Its loss is 0 and teaches nothing; "
    "draw batches of several people with at least two images each, as PeopleBatches does."
)


@keras.saving.register_keras_serializable(package="facelab")
class TripletLoss(MeanTripletLoss):
    """Pull each anchor nearer to its positives than to its negatives, by a margin.

    A triplet of anchor a, positive p and negative n has the loss max(d(a, p) − d(a, n) + margin, 0). The loss is called
    with the labels (N,), which are numbers, and the embeddings (N, D) of a batch.

    Parameters
    ----------
    margin : float, default 0.2
        α in the paper. In the units of the distance; 0 or more.
    mining : {"all", "semi-hard", "hard"}, default "hard"
        Which triplets of the batch count.
        all: the mean over all triplets whose loss is not 0.
        semi-hard: the mean over those with d(a, p) < d(a, n) < d(a, p) + margin.
        hard: for each anchor, its farthest positive and its nearest negative; the mean over anchors.
    metric : {"squared_euclidean", "euclidean"}, default "squared_euclidean"
        As in `facelab.distances`; FaceNet takes the square.
    soft : bool, default False
        log(1 + exp(d(a, p) − d(a, n))) instead of the hinge and its margin. Only with mining="hard": a
        soft loss is never 0, so there is no position to count up to.
    **kwargs
        name and dtype, as in `keras.losses.Loss`.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet: A unified embedding for face recognition and
    clustering, CVPR 2015, equation 3 (the hinge, semi-hard negatives).
    A. Hermans, L. Beyer, B. Leibe, In defense of the triplet loss for person re-identification, 2017,
    equations 5 and 7 (batch-hard, batch-all; the mean over active triplets is their L_BA≠0).

    Examples
    --------
    >>> embeddings = ops.convert_to_tensor([[0.0], [1.0], [1.1]])
    >>> loss = TripletLoss(margin=0.5, mining="hard")
    >>> round(float(loss([7, 7, 8], embeddings)), 3)  # (1 − 1.21 + 0.5 + 1 − 0.01 + 0.5) / 2
    0.89
    """

    def __init__(
        self,
        margin: float = 0.2,
        mining: str = "hard",
        metric: str = "squared_euclidean",
        soft: bool = False,
        **kwargs,
    ):
        super().__init__(margin, **kwargs)
        if mining not in ("all", "semi-hard", "hard"):
            raise ValueError(f"mining={mining!r}; expected one of all, semi-hard, hard.")
        if metric not in METRICS:
            raise ValueError(f"metric={metric!r}; expected one of {', '.join(METRICS)}.")
        if soft and mining != "hard":
            raise ValueError(f"soft=True works only with mining='hard', not with {mining!r}.")
        if self.dtype not in ("float32", "float64"):
            raise ValueError(f"dtype={self.dtype!r}: distances need float32 or float64.")
        self.mining, self.metric, self.soft = mining, metric, soft
        self._warn_no_triplet = WarnOnce(NO_TRIPLET)

    def __call__(self, labels, embeddings, sample_weight=None):
        """Compute the loss of people numbered from 0: Keras turns labels into floats, which merge large numbers."""
        labels = ops.reshape(ops.convert_to_tensor(labels), (-1,))
        kind = keras.backend.standardize_dtype(labels.dtype)
        if kind == "string":
            raise TypeError("labels are strings; number the people, e.g. by np.unique(names, return_inverse=True).")
        labels = ops.cast(labels, "float64" if "float" in kind else "int64")
        return super().__call__(ops.searchsorted(ops.sort(labels), labels), embeddings, sample_weight)

    def call(self, labels, embeddings):
        """Compute the mean loss of the batch."""
        _check_shapes(labels, embeddings)
        distances = batch_distances(embeddings, self.metric)
        positive, negative = positive_and_negative_masks(labels)
        complete = ops.logical_and(ops.any(positive, axis=1), ops.any(negative, axis=1))
        self._warn_no_triplet(ops.logical_not(ops.any(complete)))
        self.warn_if_not_finite(embeddings)
        if self.mining == "hard":
            loss = self._hardest(distances, positive, negative, complete)
        else:
            loss = self._active(distances, labels)
        return loss + 0 * ops.sum(embeddings)  # NaN if one of them is, though no triplet has it

    def _hardest(self, distances, positive, negative, complete):
        farthest_positive = ops.max(ops.where(positive, distances, 0), axis=1)
        nearest_negative = ops.min(ops.where(negative, distances, float("inf")), axis=1)
        difference = ops.where(complete, farthest_positive - nearest_negative, 0)
        losses = ops.softplus(difference) if self.soft else ops.relu(difference + self.margin)
        n_anchors = ops.sum(ops.cast(complete, losses.dtype))
        return ops.sum(ops.where(complete, losses, 0)) / ops.maximum(n_anchors, 1)

    def _active(self, distances, labels):
        counts = signed_active_counts(ops.stop_gradient(distances), labels, self.margin, self.mining == "semi-hard")
        counts = ops.cast(counts, distances.dtype)
        n_active = ops.sum(ops.relu(counts))
        return (ops.sum(counts * distances) + self.margin * n_active) / ops.maximum(n_active, 1)

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "mining": self.mining, "metric": self.metric, "soft": self.soft}


def _check_shapes(labels, embeddings) -> None:
    if len(embeddings.shape) != 2 or embeddings.shape[0] == 0:
        raise ValueError(f"embeddings have the shape {tuple(embeddings.shape)}; expected (images, embedding size).")
    n_labels, n_embeddings = labels.shape[0], embeddings.shape[0]
    if None not in (n_labels, n_embeddings) and n_labels != n_embeddings:
        raise ValueError(f"there are {n_labels} labels and {n_embeddings} embeddings; each needs one label.")
