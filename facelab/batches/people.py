"""Batches of P people with K images each: every image finds positives and negatives in its batch."""

import numpy as np

from facelab.batches.augmented import Augment, AugmentedBatches
from facelab.images import Images
from facelab.protocols.splits import check_labels


class PeopleBatches(AugmentedBatches):
    """Draw P people, and K images of each, for a loss that mines its triplets online.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    labels : ndarray of int, shape (N,)
    n_people : int
        P, at least 2.
    images_per_person : int
        K, at least 2.
    n_batches : int
        In an epoch.
    augment : callable, optional
        From images and a random generator to images, e.g. `RandomAugmentation()`.
    seed : int, default 0

    Raises
    ------
    ValueError
        If there are fewer people than P, or a person has fewer images than K.

    References
    ----------
    A. Hermans, L. Beyer, B. Leibe, In defense of the triplet loss for person re-identification, 2017, section 2.

    Examples
    --------
    >>> batches = PeopleBatches(np.zeros((6, 8, 8), np.uint8), np.array([0, 0, 1, 1, 2, 2]), 2, 2, n_batches=10)
    >>> images, labels = batches[0]
    >>> images.shape, len(set(labels.tolist()))
    ((4, 8, 8, 1), 2)
    """

    def __init__(
        self,
        images: Images,
        labels: np.ndarray,
        n_people: int,
        images_per_person: int,
        n_batches: int,
        augment: Augment = None,
        seed: int = 0,
    ):
        super().__init__(images, n_batches, augment, seed)
        self.labels, self.n_people, self.images_per_person = labels, n_people, images_per_person
        self.positions = positions_of_people(images, labels)
        if not 2 <= n_people <= len(self.positions):
            raise ValueError(f"n_people={n_people}; expected 2 to {len(self.positions)}, the number of people.")
        if images_per_person < 2:
            raise ValueError(f"images_per_person={images_per_person}; a positive needs at least 2.")
        for positions in self.positions:
            if len(positions) < images_per_person:
                raise ValueError(
                    f"images_per_person={images_per_person}, but person {labels[positions[0]]} has only "
                    f"{len(positions)}; use fewer, or omit the people with few images."
                )

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw images, uint8 (P·K, H, W, C), and their labels (P·K,)."""
        people = rng.choice(len(self.positions), self.n_people, replace=False)
        chosen = [rng.choice(self.positions[person], self.images_per_person, replace=False) for person in people]
        positions = np.concatenate(chosen)
        return self.get_images(positions, rng), self.labels[positions]


def positions_of_people(images: Images, labels: np.ndarray) -> list[np.ndarray]:
    """List the positions of each person's images, in the order of the labels."""
    check_labels(labels)
    if len(images) != len(labels):
        raise ValueError(f"there are {len(images)} images and {len(labels)} labels; each image needs one.")
    return [np.flatnonzero(labels == person) for person in np.unique(labels)]
