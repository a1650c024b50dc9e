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
        self.triplets, self.n_triplets = triplets, n_triplets

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw anchors, positives and negatives in one array, uint8 (3·n, H, W, C), for `OfflineTripletLoss`.

        The second array, zeros, is what Keras asks for; there is nothing to compare with.
        """
        order = np.random.default_rng([self.seed, self.epoch]).permutation(len(self.triplets))
        chosen = order[number * self.n_triplets : (number + 1) * self.n_triplets]
        columns = self.triplets.anchor, self.triplets.positive, self.triplets.negative
        positions = np.concatenate([column[chosen] for column in columns])
        return self.take(positions, rng), np.zeros(len(positions), np.float32)
