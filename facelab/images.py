"""Images as arrays: checking shapes, converting to gray, processing them in batches."""

from collections.abc import Callable
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
    """Refuse anything but a batch of uint8 images: TypeError for another dtype, ValueError for another shape."""
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
    """Convert a batch from RGB to gray, with the luma weights of ITU-R BT.601; leave gray as it is."""
    if images.ndim == 3:
        return images
    if len(images) == 0:
        return images[..., 0]
    return np.stack([cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) for image in images])


def to_rgb(images: np.ndarray) -> np.ndarray:
    """Convert gray to RGB with three equal values; leave RGB as it is.

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
    """Apply a function to one batch of gray images after the other, and concatenate the results."""
    check_images(images)
    if len(images) == 0:
        raise ValueError("there are no images (N = 0).")
    starts = range(0, len(images), BATCH_SIZE)
    return np.concatenate([function(to_gray(images[start : start + BATCH_SIZE])) for start in starts])


def flatten_images(images: Images) -> Any:
    """Turn each image into a row of gray values; leave an array of rows as it is.

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
    return map_rows(lambda rows: rows, images, shape=None)


def map_rows(function: Callable[[np.ndarray], np.ndarray], images: Images, shape: tuple[int, int] | None) -> np.ndarray:
    """Apply a function to rows (N, D), or to images, flattened batch by batch, if their size is the fitted `shape`."""
    if getattr(images, "ndim", 2) <= 2:
        return function(images)  # type: ignore[arg-type]
    check_images(images)
    height, width = images.shape[1:3]
    if shape is not None and shape != (height, width):
        raise ValueError(
            f"images are {height} × {width} pixels; it was fitted on {shape[0]} × {shape[1]}: resize them first."
        )
    return map_batches(lambda batch: function(batch.reshape(len(batch), -1)), images)
