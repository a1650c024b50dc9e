"""Batches of single images with a vector for each, for a network that learns another one's embeddings."""

import numpy as np

from facelab.batches.augmented import Augment, AugmentedBatches
from facelab.images import Images


class VectorBatches(AugmentedBatches):
    """Draw images at random, each with the vector that belongs to it.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    vectors : ndarray of float, shape (N, D)
    n_images : int
        In a batch.
    n_batches : int
        In an epoch.
    augment : callable, optional
        From images and a random generator to images, e.g. `RandomAugmentation()`; the vector stays.
    seed : int, default 0

    Examples
    --------
    >>> batches = VectorBatches(np.zeros((3, 8, 8), np.uint8), np.eye(3), n_images=4, n_batches=10)
    >>> images, vectors = batches[0]
    >>> images.shape, vectors.shape
    ((4, 8, 8, 1), (4, 3))
    """

    def __init__(
        self,
        images: Images,
        vectors: np.ndarray,
        n_images: int,
        n_batches: int,
        augment: Augment = None,
        seed: int = 0,
    ):
        super().__init__(images, n_batches, augment, seed)
        if n_images < 1 or not len(images) or len(vectors) != len(images):
            raise ValueError(
                f"n_images={n_images}, {len(images)} images, {len(vectors)} vectors: expected a vector for each image."
            )
        self.n_images, self.vectors = n_images, vectors

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw images, uint8 (n_images, H, W, C), and their vectors (n_images, D)."""
        positions = rng.integers(len(self.images), size=self.n_images)
        return self.get_images(positions, rng), self.vectors[positions]
