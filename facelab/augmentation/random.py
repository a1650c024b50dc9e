"""Random augmentation for training: each image is moved, turned, lit and occluded a little."""

from dataclasses import dataclass

import cv2
import numpy as np

from facelab.augmentation.geometric import about_center
from facelab.augmentation.photometric import side_light_gain
from facelab.images import check_images


@dataclass(frozen=True)
class RandomAugmentation:
    """Change each image of a batch at random, so that a network never sees the same image twice.

    Place and light are drawn from normal distributions around no change. Called with images, uint8 (N, H, W) or
    (N, H, W, 3), and a numpy Generator, it returns images of the same shape.

    Parameters
    ----------
    shift : float, default 0.04
        Standard deviation, as a share of the image's height and width.
    degrees : float, default 6.0
        Standard deviation of the rotation.
    zoom : float, default 0.06
        Standard deviation of the logarithm of the size.
    flip_horizontal : bool, default True
        Swap left and right in half of the images.
    side_light : float, default 0.25
        Standard deviation of the light's slope from left to right.
    contrast : float, default 0.2
        Standard deviation of the logarithm of the contrast; that of the brightness is 40 gray levels times it.
    occlude : float, default 0.5
        Share of the images of which a rectangle, 0.15 to 0.4 of each side, is painted over with one gray.

    Examples
    --------
    >>> images = np.full((2, 56, 46), 128, np.uint8)
    >>> changed = RandomAugmentation()(images, np.random.default_rng(0))
    >>> changed.shape, changed.dtype
    ((2, 56, 46), dtype('uint8'))
    """

    shift: float = 0.04
    degrees: float = 6.0
    zoom: float = 0.06
    flip_horizontal: bool = True
    side_light: float = 0.25
    contrast: float = 0.2
    occlude: float = 0.5

    def __call__(self, images: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        """Change a batch of images."""
        check_images(images)
        changed = [self._occlude(self._light(self._move(image, rng), rng), rng) for image in images]
        return np.rint(np.clip(changed, 0, 255)).astype(np.uint8).reshape(images.shape)

    def _move(self, image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        height, width = image.shape[:2]
        factor = float(np.exp(rng.normal(0, self.zoom)))
        matrix = about_center(image.shape, rng.normal(0, self.degrees), factor)
        matrix[:, 2] += rng.normal(0, self.shift, 2) * (width, height)
        if self.flip_horizontal and rng.random() < 0.5:
            matrix = matrix @ np.array([[-1, 0, width - 1], [0, 1, 0], [0, 0, 1]])
        return cv2.warpAffine(image, matrix, (width, height), borderMode=cv2.BORDER_REPLICATE).astype(np.float32)

    def _light(self, image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        lit = image * side_light_gain(image.shape, rng.normal(0, self.side_light)).astype(np.float32)
        mean = lit.mean()
        return (lit - mean) * np.exp(rng.normal(0, self.contrast)) + mean + rng.normal(0, 40 * self.contrast)

    def _occlude(self, image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
        if rng.random() < self.occlude:
            height, width = (int(side * rng.uniform(0.15, 0.4)) for side in image.shape[:2])
            top, left = rng.integers(image.shape[0] - height), rng.integers(image.shape[1] - width)
            image[top : top + height, left : left + width] = rng.uniform(0, 255)
        return image
