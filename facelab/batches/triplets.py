"""Batches of triplets that were mined offline."""

import numpy as np

from facelab.batches.augmented import Augment, AugmentedBatches
from facelab.images import Images
from facelab.mining import Triplets


class TripletBatches(AugmentedBatches):
    """Go through mined triplets in random order, once an epoch.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    triplets : Triplets
        From `mining.offline_triplets`.
    n_triplets : int
        In a batch. Triplets that do not fill a last batch wait for the next epoch's order.
    augment : callable, optional
        From images and a random generator to images.
    seed : int

    Raises
    ------
    ValueError
        If there are fewer triplets than one batch takes.

    Examples
    --------
    >>> triplets = Triplets(np.array([0, 1]), np.array([1, 0]), np.array([2, 2]))
    >>> images, nothing = TripletBatches(np.zeros((3, 8, 8), np.uint8), triplets, n_triplets=2)[0]
    >>> images.shape  # anchors, positives, negatives
    (6, 8, 8, 1)
    """

    def __init__(
        self, images: Images, triplets: Triplets, n_triplets: int, augment: Augment | None = None, seed: int = 0
    ):
        if not 1 <= n_triplets <= len(triplets):
            raise ValueError(f"n_triplets={n_triplets} a batch, but {len(triplets)} were mined; take 1 to that many.")
        super().__init__(images, len(triplets) // n_triplets, augment, seed)
        self.positions = np.stack([triplets.anchor, triplets.positive, triplets.negative])
        if self.positions.min() < 0 or self.positions.max() >= len(images):
            raise ValueError(f"the triplets name images up to {self.positions.max()}, but there are {len(images)}.")
        self.n_triplets = n_triplets
        self._new_order()

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw anchors, positives and negatives in one array, uint8 (3·n, H, W, C), for `OfflineTripletLoss`.

        The second array, zeros, is what Keras asks for; there is nothing to compare with.
        """
        chosen = self.order[number * self.n_triplets : (number + 1) * self.n_triplets]
        positions = self.positions[:, chosen].ravel()
        return self.take(positions, rng), np.zeros(len(positions), np.float32)

    def on_epoch_end(self) -> None:
        """Let the next epoch go through the triplets in another order."""
        super().on_epoch_end()
        self._new_order()

    def _new_order(self) -> None:
        self.order = np.random.default_rng([self.seed, self.epoch]).permutation(self.positions.shape[1])
