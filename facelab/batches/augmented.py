"""What all kinds of batches share: seeds, epochs and augmentation."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from facelab.images import Images, check_images

Augment = Callable[[np.ndarray, np.random.Generator], np.ndarray] | None


class AugmentedBatches(keras.utils.PyDataset, ABC):
    """Batches of augmented images, each of which depends on the seed, the epoch and its number, on nothing else."""

    # Keras draws batches in a separate thread, ahead of the training step. It shuffles their order by Python's random
    # numbers: call `keras.utils.set_random_seed` too. With `steps_per_epoch` the thread runs ahead of the epoch's end,
    # and a training cannot be repeated.

    def __init__(self, images: Images, n_batches: int, augment: Augment, seed: int):
        super().__init__()
        check_images(images)
        if n_batches < 1:
            raise ValueError(f"n_batches={n_batches}: an epoch needs at least one batch.")
        self.images, self.n_batches, self.augment, self.seed = images, n_batches, augment, seed
        self.epoch = 0

    def __len__(self) -> int:
        return self.n_batches

    def __getitem__(self, number: int) -> tuple[Any, np.ndarray]:
        """Draw batch `number` of the epoch."""
        return self.draw(number, np.random.default_rng([self.seed, self.epoch, number]))

    @abstractmethod
    def draw(self, number: int, rng: np.random.Generator) -> tuple[Any, np.ndarray]:
        """Draw what goes into the network, uint8 (n, H, W, C), and what the loss compares its output with, (n,)."""

    def on_epoch_end(self) -> None:
        """Let the next epoch draw other batches."""
        self.epoch += 1

    def get_images(self, positions: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Return the images at these positions, augmented, with an axis for channels: uint8 (n, H, W, C)."""
        images = self.images[positions]
        if self.augment:
            images = self.augment(images, rng)
        return images if images.ndim == 4 else images[..., None]
