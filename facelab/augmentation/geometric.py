"""Changes to a photograph: light, place, size and turn, as a vectorized function each."""

import cv2
import numpy as np

from facelab.images import check_images


def shift(images: np.ndarray, right: float = 0, down: float = 0) -> np.ndarray:
    """Move the picture; the edge that comes free repeats the outermost pixels.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    right, down : float
        Pixels.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> shift(np.array([[[1, 2, 3]]], np.uint8), right=1)
    array([[[1, 1, 2]]], dtype=uint8)
    """
    check_images(images)
    return _warp(images, np.array([[1, 0, right], [0, 1, down]], np.float64))


def zoom(images: np.ndarray, factor: float) -> np.ndarray:
    """Make the picture larger (factor above 1) or smaller around its center, in a frame of the same size.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    factor : float
        Above 0; 1 changes nothing.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> zoom(np.array([[[1, 5, 9]]], np.uint8), 2)
    array([[[3, 5, 7]]], dtype=uint8)
    """
    if not 0 < factor < np.inf:
        raise ValueError(f"factor={factor}: a zoom needs a number above 0.")
    check_images(images)
    return _warp(images, about_center(images.shape[1:], degrees=0, factor=factor))


def rotate(images: np.ndarray, degrees: float) -> np.ndarray:
    """Turn the picture around its center.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    degrees : float
        Against the clock.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> rotate(np.array([[[1, 2], [3, 4]]], np.uint8), 90)
    array([[[2, 4],
            [1, 3]]], dtype=uint8)
    """
    check_images(images)
    return _warp(images, about_center(images.shape[1:], degrees=degrees, factor=1))


def side_light(images: np.ndarray, strength: float) -> np.ndarray:
    """Light the picture from the right: brightness is multiplied by 1 − strength … 1 + strength.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    strength : float
        From −1 (light from the left) to 1; 0 changes nothing.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> side_light(np.array([[[100, 100, 100]]], np.uint8), 0.5)
    array([[[ 50, 100, 150]]], dtype=uint8)
    """
    check_images(images)
    if not -1 <= strength <= 1:
        raise ValueError(f"strength={strength}: take a number from -1 to 1.")
    return np.clip(np.rint(images * light_from_the_right(images.shape[1:], strength)), 0, 255).astype(np.uint8)


def light_from_the_right(shape: tuple[int, ...], strength: float) -> np.ndarray:
    """Compute what a side light multiplies the columns of an image (H, W) or (H, W, 3) by: shape (W,) or (W, 1)."""
    gain = np.linspace(1 - strength, 1 + strength, shape[1])
    return gain if len(shape) == 2 else gain[:, None]


def about_center(shape: tuple[int, ...], degrees: float, factor: float) -> np.ndarray:
    """Compute the matrix (2, 3) that turns and zooms an image (H, W) or (H, W, 3) around its center."""
    height, width = shape[:2]
    return cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, factor)


def _warp(images: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    if not np.isfinite(matrix).all():
        raise ValueError("the picture cannot be moved or turned by NaN or by an infinite amount.")
    size = images.shape[2], images.shape[1]
    warped = [cv2.warpAffine(image, matrix, size, borderMode=cv2.BORDER_REPLICATE) for image in images]
    return np.stack(warped) if warped else images
