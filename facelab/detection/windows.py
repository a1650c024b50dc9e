"""Sliding windows: the same question asked at every place of a picture."""

import numpy as np

from facelab.images import check_images


def sliding_windows(image: np.ndarray, shape: tuple[int, int], stride: int) -> np.ndarray:
    """Cut a picture into windows that overlap.

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
        A view: the pixels are those of the picture. Without rows or columns if no window fits.

    Examples
    --------
    >>> sliding_windows(np.zeros((100, 80), np.uint8), (32, 28), stride=4).shape
    (18, 14, 32, 28)
    """
    check_images(np.asarray(image)[None])
    if image.ndim != 2 or stride < 1 or min(shape) < 1:
        raise ValueError(f"picture {image.shape}, stride {stride}, windows {shape}: take (H, W), and 1 or more.")
    if image.shape[0] < shape[0] or image.shape[1] < shape[1]:
        return np.empty((0, 0, *shape), np.uint8)
    return np.lib.stride_tricks.sliding_window_view(image, shape)[::stride, ::stride]


def window_boxes(rows: int, columns: int, shape: tuple[int, int], stride: int, scale: float = 1) -> np.ndarray:
    """Say where windows lie.

    Parameters
    ----------
    rows, columns : int
        How many there are.
    shape : (int, int)
        Height and width of a window, pixels.
    stride : int
        Pixels from one window to the next.
    scale : float
        Size of the picture that was searched, in units of the original one.

    Returns
    -------
    ndarray of float64, shape (rows, columns, 4)
        left, top, right, bottom in pixels of the original picture.

    Examples
    --------
    >>> window_boxes(1, 2, (32, 28), stride=4, scale=0.5)
    array([[[ 0.,  0., 56., 64.],
            [ 8.,  0., 64., 64.]]])
    """
    top, left = np.meshgrid(np.arange(rows) * stride, np.arange(columns) * stride, indexing="ij")
    return np.stack([left, top, left + shape[1], top + shape[0]], axis=-1) / scale
