"""DeepID2's two signals: who it is, and whether two images show the same person."""

import keras
from keras import ops

from facelab.losses.batch_distances import batch_distances
from facelab.losses.batch_pairs import masked_mean
from facelab.losses.settings import check_range
from facelab.losses.softmax_head import SoftmaxHead


@keras.saving.register_keras_serializable(package="facelab")
class DeepID2Loss(SoftmaxHead):
    """Add a verification loss over the pairs of the batch to the identification loss, which is softmax.

    A pair at distance d has the verification loss d²/2 if it is genuine (y = 1), and max(0, m − d)²/2 if it is an
    impostor pair (y = −1). The paper draws pairs, and each has the loss Ident + Ident + λ Verif: λ/2 Verif an image.
    Here all pairs of a batch count, genuine ones as much as impostor ones: Verif is the mean of the two means. A batch
    without a genuine pair, or without an impostor pair, lacks that half.

    Parameters
    ----------
    n_people : int
        In the training; its labels are 0 … n_people − 1.
    weight : float, default 0.05
        λ; with 0 this is the softmax loss.
    margin : float, default 1.0
        m, in the units of the embedding. The paper sets it again and again to the threshold with the fewest errors.
    **kwargs
        As in `SoftmaxHead`.

    References
    ----------
    Y. Sun, X. Wang, X. Tang, Deep learning face representation by joint identification-verification, NIPS 2014,
    equations 1 and 2, table 1; λ = 0.05 is best there (section 4.1).

    Examples
    --------
    >>> head = DeepID2Loss(n_people=2, margin=1.0)
    >>> embeddings = ops.convert_to_tensor([[0.0], [0.4], [0.5]])
    >>> genuine, impostor = head.verification(embeddings, ops.convert_to_tensor([0, 0, 1]))
    >>> round(float(genuine), 3), round(float(impostor), 4)  # 0.4²/2; (0.5² + 0.9²)/4
    (0.08, 0.265)
    """

    def __init__(self, n_people: int, weight: float = 0.05, margin: float = 1.0, **kwargs):
        super().__init__(n_people, **kwargs)
        check_range("weight", weight, 0, 1e6)
        check_range("margin", margin, 0, 1e6)
        self.weight, self.margin = weight, margin

    def call(self, embeddings, labels, training=False):
        """Compute the mean loss of a batch, as `SoftmaxHead.call` does."""
        genuine, impostor = self.verification(embeddings, labels)
        return super().call(embeddings, labels, training) + self.weight / 2 * (genuine + impostor) / 2

    def verification(self, embeddings, labels):
        """Compute the mean verification loss of the genuine and of the impostor pairs of a batch."""
        distances = batch_distances(embeddings, "euclidean")
        same = ops.equal(labels[:, None], labels[None, :])
        other_image = ops.logical_not(ops.eye(ops.shape(labels)[0], dtype="bool"))
        genuine = masked_mean(ops.square(distances) / 2, ops.logical_and(same, other_image))
        impostor = masked_mean(ops.square(ops.relu(self.margin - distances)) / 2, ops.logical_not(same))
        return genuine, impostor

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "weight": self.weight, "margin": self.margin}
