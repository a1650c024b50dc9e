"""Softmax with a center for each person, to which the person's embeddings are pulled."""

import keras
from keras import ops

from facelab.losses.settings import check_range
from facelab.losses.softmax_head import SoftmaxHead


@keras.saving.register_keras_serializable(package="facelab")
class CenterLoss(SoftmaxHead):
    """Add λ/2 · ‖x − c‖² to the softmax loss, where c is the center of the image's person.

    The centers are not trained by the gradient. After each step cⱼ moves by α · Σ (x − cⱼ) / (1 + n), over the n images
    of person j in the batch; the 1 keeps a person with one image from dragging the center, and a person without
    images stays. All centers start at 0.

    Parameters
    ----------
    n_people : int
        In the training; its labels are 0 … n_people − 1.
    weight : float, default 0.003
        λ; with 0 this is the softmax loss.
    rate : float, default 0.5
        α, from 0 to 1.
    **kwargs
        As in `SoftmaxHead`.

    References
    ----------
    Y. Wen, K. Zhang, Z. Li, Y. Qiao, A discriminative feature learning approach for deep face recognition, ECCV 2016,
    equations 2 to 5.

    Examples
    --------
    >>> head = CenterLoss(n_people=2, rate=1.0)
    >>> _ = head(ops.ones((3, 2)), ops.convert_to_tensor([0, 0, 0]), training=True)
    >>> ops.convert_to_numpy(head.centers)  # 3 · (1 − 0) / (1 + 3); nobody showed the other person
    array([[0.75, 0.75],
           [0.  , 0.  ]], dtype=float32)
    """

    def __init__(self, n_people: int, weight: float = 0.003, rate: float = 0.5, **kwargs):
        super().__init__(n_people, **kwargs)
        check_range("weight", weight, 0, 1e6)
        check_range("rate", rate, 0, 1)
        self.weight, self.rate = weight, rate

    def build(self, embeddings_shape, labels_shape=None):
        """Make W, the bias and the centers."""
        super().build(embeddings_shape)
        self.centers = self.add_weight((self.n_people, embeddings_shape[-1]), "zeros", trainable=False, name="centers")

    def call(self, embeddings, labels, training=False):
        """Compute the mean loss of a batch, as `SoftmaxHead.call` does, and move the centers."""
        differences = embeddings - ops.take(self.centers, labels, axis=0)
        pull = ops.mean(ops.sum(ops.square(differences), axis=1)) / 2
        if training:
            members = ops.one_hot(labels, self.n_people, dtype=differences.dtype)  # (N, n_people)
            total = ops.matmul(ops.transpose(members), ops.stop_gradient(differences))
            self.centers.assign_add(self.rate * total / (1 + ops.sum(members, axis=0))[:, None])
        return super().call(embeddings, labels, training) + self.weight * pull

    def get_config(self) -> dict:
        """Return the parameters, for saving."""
        return {**super().get_config(), "weight": self.weight, "rate": self.rate}
