"""Images as arrays: checking shapes, going gray, going through them in batches."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol

import cv2
import numpy as np

BATCH_SIZE = 256


class Images(Protocol):
    """What holds a batch of images: an array, or a lazy sequence that answers like one."""

    @property
    def shape(self) -> tuple[int, ...]:
        """(N, H, W) or (N, H, W, 3)."""

    @property
    def dtype(self) -> np.dtype:
        """Always uint8."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: Any, /) -> Any: ...

    def take(self, positions: Any, /, axis: int | None = ...) -> Any:
        """Choose images by position."""


def check_images(images: Images) -> None:
    """Refuse anything but a batch of uint8 images.

    Parameters
    ----------
    images : array or lazy sequence, shape (N, H, W) or (N, H, W, 3)

    Raises
    ------
    TypeError
        If the dtype is not uint8.
    ValueError
        If the shape is not that of a batch of images.

    Examples
    --------
    >>> check_images(np.zeros((2, 4, 4), np.uint8))
    >>> check_images(np.zeros((4, 4), np.uint8))
    Traceback (most recent call last):
    ...
    ValueError: images have shape (4, 4); expected (N, H, W) gray or (N, H, W, 3) RGB. One image? Pass image[None].
    """
    shape, dtype = tuple(getattr(images, "shape", ())), getattr(images, "dtype", None)
    if dtype != np.uint8:
        found = dtype if dtype is not None else type(images).__name__
        raise TypeError(f"images are {found}; expected a uint8 array with values 0 to 255.")
    looks_like_one_rgb_image = len(shape) == 3 and shape[-1] == 3 and min(shape[:2]) >= 16
    gray = len(shape) == 3 and not looks_like_one_rgb_image
    if not (gray or (len(shape) == 4 and shape[-1] == 3)):
        hint = " One image? Pass image[None]." if len(shape) in (2, 3) else ""
        raise ValueError(f"images have shape {shape}; expected (N, H, W) gray or (N, H, W, 3) RGB.{hint}")
    if 0 in shape[1:]:
        raise ValueError(f"images have shape {shape}: an image needs at least one pixel.")


def to_gray(images: np.ndarray) -> np.ndarray:
    """Turn RGB into gray, with the luma weights of ITU-R BT.601; leave gray as it is.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)

    Returns
    -------
    ndarray of uint8, shape (N, H, W)

    Examples
    --------
    >>> to_gray(np.full((1, 2, 2, 3), 100, np.uint8))[0, 0]
    array([100, 100], dtype=uint8)
    """
    if images.ndim == 3:
        return images
    if len(images) == 0:
        return images[..., 0]
    return np.stack([cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) for image in images])


def to_rgb(images: np.ndarray) -> np.ndarray:
    """Turn gray into RGB with three equal values; leave RGB as it is.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)

    Returns
    -------
    ndarray of uint8, shape (N, H, W, 3)

    Examples
    --------
    >>> to_rgb(np.full((1, 2, 2), 100, np.uint8)).shape
    (1, 2, 2, 3)
    """
    return images if images.ndim == 4 else np.repeat(images[..., None], 3, axis=3)


def map_batches(function: Callable[[np.ndarray], np.ndarray], images: Images) -> np.ndarray:
    """Apply a function to a batch of gray images at a time and stack what it returns.

    A lazy set never has more than one batch of photographs in memory.

    Parameters
    ----------
    function : callable
        From gray images, uint8 (n, H, W), to an array with n rows.
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3), N at least 1

    Returns
    -------
    ndarray with N rows

    Examples
    --------
    >>> map_batches(lambda batch: batch.mean(axis=(1, 2)), np.ones((300, 2, 2), np.uint8)).shape
    (300,)
    """
    check_images(images)
    if len(images) == 0:
        raise ValueError("there are no images (N = 0).")
    return np.concatenate([function(to_gray(batch)) for batch in _batches(images)])


def _batches(images: Images) -> Iterator[np.ndarray]:
    for start in range(0, len(images), BATCH_SIZE):
        yield images[start : start + BATCH_SIZE]


def flatten_images(images: Images) -> Any:
    """Lay each image out as a row of gray values; leave an array of rows as it is.

    Parameters
    ----------
    images : uint8 images, shape (N, H, W) or (N, H, W, 3), or rows, shape (N, D)

    Returns
    -------
    ndarray, shape (N, H·W) of uint8, or the rows

    Examples
    --------
    >>> flatten_images(np.zeros((5, 112, 92), np.uint8)).shape
    (5, 10304)
    """
    if getattr(images, "ndim", 2) <= 2:
        return images
    return map_batches(lambda batch: batch.reshape(len(batch), -1), images)


def map_rows(function: Callable[[np.ndarray], np.ndarray], images: Images, shape: tuple[int, int] | None) -> np.ndarray:
    """Apply a function to rows; to images a batch at a time, if they have the shape that was fitted.

    Parameters
    ----------
    function : callable
        From rows, shape (n, D), to an array with n rows.
    images : uint8 images, shape (N, H, W) or (N, H, W, 3), or rows, shape (N, D)
    shape : (H, W) or None
        The size of the images that a descriptor was fitted on, if they were images.

    Returns
    -------
    ndarray with N rows

    Raises
    ------
    ValueError
        If the images have another size.

    Examples
    --------
    >>> map_rows(lambda rows: rows.sum(axis=1), np.ones((2, 3, 4), np.uint8), shape=(3, 4))
    array([12, 12], dtype=uint64)
    """
    if getattr(images, "ndim", 2) <= 2:
        return function(images)  # type: ignore[arg-type]
    check_images(images)
    found = tuple(images.shape[1:3])
    if shape is not None and found != shape:
        height, width = shape
        raise ValueError(
            f"images are {found[0]} × {found[1]} pixels; it was fitted on {height} × {width}: resize them."
        )
    return map_batches(lambda batch: function(batch.reshape(len(batch), -1)), images)
