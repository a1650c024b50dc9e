"""Changes of where the face is in the image, the same for a whole batch of uint8 images."""

import cv2
import numpy as np

from facelab.images import check_images


def shift(images: np.ndarray, right: float = 0, down: float = 0) -> np.ndarray:
    """Move images; the space that opens repeats the outermost pixels.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    right, down : float, default 0
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
    """Enlarge (factor above 1) or shrink images around their center, in a frame of the same size.

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
        raise ValueError(f"factor={factor}: expected a finite number above 0.")
    check_images(images)
    return _warp(images, about_center(images.shape[1:], degrees=0, factor=factor))


def rotate(images: np.ndarray, degrees: float) -> np.ndarray:
    """Turn images around their center.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    degrees : float
        Counterclockwise.

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


def flip_horizontal(images: np.ndarray) -> np.ndarray:
    """Swap left and right."""
    check_images(images)
    return images[:, :, ::-1].copy()


def about_center(shape: tuple[int, ...], degrees: float, factor: float) -> np.ndarray:
    """Compute the matrix (2, 3) that turns and zooms an image (H, W) or (H, W, 3) around its center."""
    height, width = shape[:2]
    return cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), degrees, factor)


def _warp(images: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    if not np.isfinite(matrix).all():
        raise ValueError("images cannot be shifted or rotated by NaN or by an infinite amount.")
    size = images.shape[2], images.shape[1]
    warped = [cv2.warpAffine(image, matrix, size, borderMode=cv2.BORDER_REPLICATE) for image in images]
    return np.stack(warped) if warped else images
