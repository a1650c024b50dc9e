"""Batches of single images, for a classifier."""

import numpy as np

from facelab.batches.augmented import Augment, AugmentedBatches
from facelab.batches.people import positions_of_people
from facelab.images import Images


class ImageBatches(AugmentedBatches):
    """Draw people at random, and one image of each: a person with many images counts no more than one with few.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    labels : ndarray of int, shape (N,)
    n_images : int
        In a batch.
    n_batches : int
        In an epoch.
    augment : callable, optional
        From images and a random generator to images, e.g. `RandomAugmentation()`.
    seed : int, default 0

    Examples
    --------
    >>> batches = ImageBatches(np.zeros((3, 8, 8), np.uint8), np.array([7, 7, 9]), n_images=4, n_batches=10)
    >>> images, classes = batches[0]
    >>> images.shape, sorted(set(classes.tolist()))
    ((4, 8, 8, 1), [0, 1])
    """

    def __init__(
        self, images: Images, labels: np.ndarray, n_images: int, n_batches: int, augment: Augment = None, seed: int = 0
    ):
        super().__init__(images, n_batches, augment, seed)
        if n_images < 1:
            raise ValueError(f"n_images={n_images}: a batch needs at least one image.")
        self.n_images = n_images
        self.positions = positions_of_people(images, labels)

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw images, uint8 (n_images, H, W, C), and their classes: positions in the sorted labels, from 0."""
        classes = rng.integers(len(self.positions), size=self.n_images)
        positions = np.array([rng.choice(self.positions[chosen]) for chosen in classes])
        return self.get_images(positions, rng), classes
