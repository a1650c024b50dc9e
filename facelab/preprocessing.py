"""Preprocessing of images before a network sees them."""

from dataclasses import dataclass

import cv2
import numpy as np

from facelab.images import Images, check_images, to_gray


@dataclass(frozen=True)
class ResizeGray:
    """Convert images to gray and resize them, each new pixel the mean of the area it covers.

    Parameters
    ----------
    height : int, default 56
        Pixels.
    width : int, default 46

    Examples
    --------
    >>> ResizeGray(56, 46)(np.zeros((3, 112, 92), np.uint8)).shape
    (3, 56, 46)
    """

    height: int = 56
    width: int = 46

    def __call__(self, images: Images) -> np.ndarray:
        """Convert images (N, H, W) or (N, H, W, 3) to uint8 (N, height, width)."""
        check_images(images)
        size = self.width, self.height
        small = [cv2.resize(image, size, interpolation=cv2.INTER_AREA) for image in to_gray(np.asarray(images))]
        return np.stack(small) if small else np.empty((0, self.height, self.width), np.uint8)


def mean_image(images: Images) -> np.ndarray:
    """Compute the mean of images, pixel by pixel: that of the training images is subtracted from all images.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)

    Returns
    -------
    ndarray of float32, shape (H, W) or (H, W, 3)

    Examples
    --------
    >>> mean_image(np.array([[[0, 10]], [[20, 30]]], np.uint8))
    array([[10., 20.]], dtype=float32)
    """
    check_images(images)
    if not len(images):
        raise ValueError("there are no images to average.")
    return np.asarray(images).mean(axis=0, dtype=np.float64).astype(np.float32)


def standardize(images: Images) -> np.ndarray:
    """Give each image the mean 0 and the standard deviation 1: brightness and contrast no longer matter.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)

    Returns
    -------
    ndarray of float32, the same shape
        An image of one gray becomes 0: the deviation is taken as at least 1 / √(number of values).

    References
    ----------
    TensorFlow's `per_image_standardization`; D. Sandberg's FaceNet calls it prewhitening.

    Examples
    --------
    >>> standardize(np.array([[[90, 110]]], np.uint8))
    array([[[-1.,  1.]]], dtype=float32)
    """
    check_images(images)
    values = np.asarray(images, np.float64)
    axes = tuple(range(1, values.ndim))
    deviation = values.std(axis=axes, keepdims=True)
    least = 1 / np.sqrt(max(1, int(np.prod(values.shape[1:]))))
    return ((values - values.mean(axis=axes, keepdims=True)) / np.maximum(deviation, least)).astype(np.float32)
