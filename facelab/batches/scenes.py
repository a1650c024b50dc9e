"""Batches of images with known boxes, for a grid detector."""

from collections.abc import Sequence

import numpy as np

from facelab.batches.augmented import Augment, AugmentedBatches
from facelab.detection import Grid
from facelab.images import Images


class SceneBatches(AugmentedBatches):
    """Draw images at random, half of them flipped horizontally, with the targets of a grid detector.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W)
    boxes : sequence of ndarray of float, shape (n, 4)
        left, top, right, bottom of the faces in each image, pixels.
    grid : Grid
        The cells and anchors of the detector.
    n_images : int
        In a batch.
    n_batches : int
        In an epoch.
    augment : callable, optional
        From images and a random generator to images, whose faces must stay where they are.
    seed : int, default 0

    Examples
    --------
    >>> grid = Grid((64, 64), (4, 4), anchors=((32, 24),))
    >>> batches = SceneBatches(np.zeros((3, 64, 64), np.uint8), [[[8, 8, 32, 40]]] * 3, grid, n_images=2, n_batches=5)
    >>> images, targets = batches[0]
    >>> images.shape, targets.shape
    ((2, 64, 64, 1), (2, 4, 4, 1, 5))
    """

    def __init__(
        self,
        images: Images,
        boxes: Sequence[np.ndarray],
        grid: Grid,
        n_images: int,
        n_batches: int,
        augment: Augment = None,
        seed: int = 0,
    ):
        super().__init__(images, n_batches, augment, seed)
        if len(images) != len(boxes):
            raise ValueError(f"there are {len(images)} images and {len(boxes)} lists of boxes; each image needs one.")
        if n_images < 1:
            raise ValueError(f"n_images={n_images}: a batch needs at least one image.")
        self.n_images = n_images
        flipped = [_flip_horizontal(each, grid.image_shape[1]) for each in boxes]
        self.targets = np.array([[grid.encode(each) for each in both] for both in zip(boxes, flipped, strict=True)])

    def draw(self, number: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
        """Draw images, uint8 (n_images, H, W, 1), and targets (n_images, rows, columns, anchors, 5)."""
        positions = rng.integers(len(self.images), size=self.n_images)
        flip = rng.integers(2, size=self.n_images)
        images = self.get_images(positions, rng)
        images = np.where(flip[:, None, None, None], images[:, :, ::-1], images)
        return images, self.targets[positions, flip].astype(np.float32)


def _flip_horizontal(boxes: np.ndarray, width: int) -> np.ndarray:
    boxes = np.reshape(boxes, (-1, 4)).astype(np.float64)
    return np.stack([width - boxes[:, 2], boxes[:, 1], width - boxes[:, 0], boxes[:, 3]], axis=1)
