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
        In a batch. Triplets that do not fill a last batch are not shown in this epoch.
    augment : callable, optional
        From images and a random generator to images, e.g. `RandomAugmentation()`.
    seed : int, default 0

    Raises
    ------
    ValueError
        If there are fewer triplets than one batch needs, or they name images that do not exist.

    Examples
    --------
    >>> triplets = Triplets(np.array([0, 1]), np.array([1, 0]), np.array([2, 2]))
    >>> images, _ = TripletBatches(np.zeros((3, 8, 8), np.uint8), triplets, n_triplets=2)[0]
    >>> images.shape  # anchors, positives, negatives
    (6, 8, 8, 1)
    """

    def __init__(self, images: Images, triplets: Triplets, n_triplets: int, augment: Augment = None, seed: int = 0):
        if not 1 <= n_triplets <= len(triplets):
            raise ValueError(f"n_triplets={n_triplets}, but {len(triplets)} were mined; expected 1 to that many.")
        super().__init__(images, len(triplets) // n_triplets, augment, seed)
        self.positions = np.stack([triplets.anchor, triplets.positive, triplets.negative])
        if self.positions.min() < 0 or self.positions.max() >= len(images):
            raise ValueError(f"the triplets name images up to {self.positions.max()}, but there are {len(images)}.")
        self.n_triplets = n_triplets
        self._shuffle()

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw anchors, positives and negatives, uint8 (3·n, H, W, C), for `OfflineTripletLoss`, and unused zeros."""
        chosen = self.order[number * self.n_triplets : (number + 1) * self.n_triplets]
        positions = self.positions[:, chosen].ravel()
        return self.get_images(positions, rng), np.zeros(len(positions), np.float32)  # Keras asks for targets

    def on_epoch_end(self) -> None:
        """Shuffle the triplets for the next epoch."""
        super().on_epoch_end()
        self._shuffle()

    def _shuffle(self) -> None:
        self.order = np.random.default_rng([self.seed, self.epoch]).permutation(self.positions.shape[1])
