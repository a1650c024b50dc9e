"""Batches of pairs, for a Siamese network."""

import numpy as np

from facelab.batches.augmented import Augment, AugmentedBatches
from facelab.batches.people import positions_of_people
from facelab.images import Images


class PairBatches(AugmentedBatches):
    """Draw genuine and impostor pairs.

    A genuine pair is two images of a person drawn at random, an impostor pair is one image each of two people.
    So a person with many images counts no more than one with few.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    labels : ndarray of int, shape (N,)
    n_pairs : int
        In a batch.
    n_batches : int
        In an epoch.
    genuine_share : float, default 0.5
        Share of the pairs that are genuine, rounded to whole pairs.
    augment : callable, optional
        From images and a random generator to images, e.g. `RandomAugmentation()`.
    seed : int, default 0

    Raises
    ------
    ValueError
        If no person has two images, or there is only one person.

    Examples
    --------
    >>> batches = PairBatches(np.zeros((6, 8, 8), np.uint8), np.array([0, 0, 1, 1, 2, 2]), n_pairs=4, n_batches=10)
    >>> (left, right), same = batches[0]
    >>> left.shape, same
    ((4, 8, 8, 1), array([1., 1., 0., 0.], dtype=float32))
    """

    def __init__(
        self,
        images: Images,
        labels: np.ndarray,
        n_pairs: int,
        n_batches: int,
        genuine_share: float = 0.5,
        augment: Augment = None,
        seed: int = 0,
    ):
        super().__init__(images, n_batches, augment, seed)
        if n_pairs < 1 or not 0 <= genuine_share <= 1:
            raise ValueError(
                f"n_pairs={n_pairs}, genuine_share={genuine_share}; expected 1 or more, a share of 0 to 1."
            )
        self.positions = positions_of_people(images, labels)
        self.pairable = [positions for positions in self.positions if len(positions) > 1]
        self.n_genuine = round(n_pairs * genuine_share)
        self.n_impostor = n_pairs - self.n_genuine
        if self.n_genuine and not self.pairable:
            raise ValueError("no person has two images, so there is no genuine pair.")
        if self.n_impostor and len(self.positions) < 2:
            raise ValueError("there is only one person, so there is no impostor pair.")

    def draw(self, number: int, rng: np.random.Generator) -> tuple[tuple[np.ndarray, np.ndarray], np.ndarray]:
        """Draw two batches of images, uint8 (n_pairs, H, W, C), and 1 or 0 for each pair, float32 (n_pairs,)."""
        genuine = [self._draw_genuine(rng) for _ in range(self.n_genuine)]
        impostor = [self._draw_impostor(rng) for _ in range(self.n_impostor)]
        left, right = np.transpose(genuine + impostor)
        same = np.repeat(np.array([1, 0], np.float32), [self.n_genuine, self.n_impostor])
        return (self.get_images(left, rng), self.get_images(right, rng)), same

    def _draw_genuine(self, rng: np.random.Generator) -> list[int]:
        positions = self.pairable[rng.integers(len(self.pairable))]
        return rng.choice(positions, 2, replace=False).tolist()

    def _draw_impostor(self, rng: np.random.Generator) -> list[int]:
        people = rng.choice(len(self.positions), 2, replace=False)
        return [int(rng.choice(self.positions[person])) for person in people]
