"""Changes of the pixels that leave the face where it is, and the mirror; all the same for a whole batch."""

import cv2
import numpy as np

from facelab.images import check_images


def flip_horizontal(images: np.ndarray) -> np.ndarray:
    """Swap left and right.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> flip_horizontal(np.array([[[1, 2]]], np.uint8))
    array([[[2, 1]]], dtype=uint8)
    """
    check_images(images)
    return images[:, :, ::-1].copy()


def brightness(images: np.ndarray, levels: float) -> np.ndarray:
    """Make pictures brighter, or with a negative number darker.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    levels : float
        Gray levels to add.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> brightness(np.array([[[10, 250]]], np.uint8), 20)
    array([[[ 30, 255]]], dtype=uint8)
    """
    check_images(images)
    return _rounded(images.astype(np.float64) + levels)


def contrast(images: np.ndarray, factor: float) -> np.ndarray:
    """Stretch the differences from each picture's mean.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    factor : float
        Above 1 for more contrast, 0 for none.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> contrast(np.array([[[90, 110]]], np.uint8), 2)
    array([[[ 80, 120]]], dtype=uint8)
    """
    check_images(images)
    if not 0 <= factor < np.inf:
        raise ValueError(f"factor={factor}: take a number from 0 on.")
    mean = images.mean(axis=tuple(range(1, images.ndim)), keepdims=True)
    return _rounded((images - mean) * factor + mean)


def blur(images: np.ndarray, sigma: float) -> np.ndarray:
    """Blur pictures with a Gaussian.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    sigma : float
        Its standard deviation, pixels; 0 changes nothing.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> blur(np.full((1, 1, 2), 7, np.uint8), 2)
    array([[[7, 7]]], dtype=uint8)
    """
    check_images(images)
    if not 0 <= sigma < np.inf:
        raise ValueError(f"sigma={sigma}: take a number of pixels, 0 or more.")
    return np.stack([cv2.GaussianBlur(image, (0, 0), sigma) for image in images]) if sigma and len(images) else images


def noise(images: np.ndarray, levels: float, rng: np.random.Generator) -> np.ndarray:
    """Add noise to each pixel, as a camera does in the dark.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    levels : float
        Its standard deviation, gray levels.
    rng : numpy Generator

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> noise(np.full((1, 1, 2), 100, np.uint8), 0, np.random.default_rng(0))
    array([[[100, 100]]], dtype=uint8)
    """
    check_images(images)
    if not 0 <= levels < np.inf:
        raise ValueError(f"levels={levels}: take a number of gray levels, 0 or more.")
    return _rounded(images + rng.normal(0, levels, images.shape))


def occlude(images: np.ndarray, share: float, gray: int = 128) -> np.ndarray:
    """Paint a strip over the lower part of the pictures, as a scarf does.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    share : float
        Of the height, from 0 to 1.
    gray : int
        The strip's brightness.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> occlude(np.zeros((1, 4, 1), np.uint8), 0.25)[0, :, 0]
    array([  0,   0,   0, 128], dtype=uint8)
    """
    check_images(images)
    if not 0 <= share <= 1:
        raise ValueError(f"share={share}: take a number from 0 to 1.")
    covered, height = images.copy(), images.shape[1]
    covered[:, height - round(share * height) :] = gray
    return covered


def _rounded(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
