"""Sliding windows: all parts of an image that a window classifier looks at."""

import numpy as np

from facelab.images import check_images


def sliding_windows(image: np.ndarray, shape: tuple[int, int], stride: int) -> np.ndarray:
    """Cut an image into overlapping windows.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    shape : (int, int)
        Height and width of a window, pixels.
    stride : int
        Pixels from one window to the next.

    Returns
    -------
    ndarray of uint8, shape (rows, columns, height, width)
        A view of the image. Without rows and columns if no window fits.

    Examples
    --------
    >>> sliding_windows(np.zeros((100, 80), np.uint8), (32, 28), stride=4).shape
    (18, 14, 32, 28)
    """
    check_images(np.asarray(image)[None])
    if image.ndim != 2 or stride < 1 or min(shape) < 1:
        raise ValueError(f"image {image.shape}, window {shape}, stride={stride}: expected (H, W), and 1 or more.")
    if image.shape[0] < shape[0] or image.shape[1] < shape[1]:
        return np.empty((0, 0, *shape), np.uint8)
    return np.lib.stride_tricks.sliding_window_view(image, shape)[::stride, ::stride]


def window_boxes(rows: int, columns: int, shape: tuple[int, int], stride: int, scale: float = 1) -> np.ndarray:
    """Compute the boxes of sliding windows.

    Parameters
    ----------
    rows, columns : int
        Number of windows.
    shape : (int, int)
        Height and width of a window, pixels.
    stride : int
        Pixels from one window to the next.
    scale : float, default 1
        Size of the image that was searched, in units of the original one.

    Returns
    -------
    ndarray of float64, shape (rows, columns, 4)
        left, top, right, bottom, pixels of the original image.

    Examples
    --------
    >>> window_boxes(1, 2, (32, 28), stride=4, scale=0.5)
    array([[[ 0.,  0., 56., 64.],
            [ 8.,  0., 64., 64.]]])
    """
    top, left = np.meshgrid(np.arange(rows) * stride, np.arange(columns) * stride, indexing="ij")
    return np.stack([left, top, left + shape[1], top + shape[0]], axis=-1) / scale
