"""Boxes: their overlap, their area, and what a valid one is."""

import numpy as np
from numpy.typing import ArrayLike


def iou(a: ArrayLike, b: ArrayLike) -> np.ndarray:
    """Compute the intersection over union of every box of one set with every box of another.

    Parameters
    ----------
    a, b : array_like of float, shape (N, 4) and (M, 4)
        left, top, right, bottom, pixels; right and bottom exclusive.

    Returns
    -------
    ndarray of float64, shape (N, M)
        0 for disjoint boxes, 1 for equal ones.

    Raises
    ------
    ValueError
        If a box is empty or not finite, or the shapes are not (N, 4) and (M, 4).

    References
    ----------
    P. Jaccard, The distribution of the flora in the alpine zone, New Phytologist 11, 1912: the same for any two sets.

    Examples
    --------
    >>> iou([[0, 0, 2, 2]], [[1, 0, 3, 2], [0, 0, 2, 2], [5, 5, 6, 6]]).round(3)
    array([[0.333, 1.   , 0.   ]])
    """
    a, b = check_boxes(a)[:, None], check_boxes(b)[None]
    width = np.minimum(a[..., 2], b[..., 2]) - np.maximum(a[..., 0], b[..., 0])
    height = np.minimum(a[..., 3], b[..., 3]) - np.maximum(a[..., 1], b[..., 1])
    intersection = np.maximum(width, 0) * np.maximum(height, 0)
    return intersection / (area(a) + area(b) - intersection)


def area(boxes: np.ndarray) -> np.ndarray:
    """Compute areas of boxes, shape (…, 4), in square pixels."""
    return (boxes[..., 2] - boxes[..., 0]) * (boxes[..., 3] - boxes[..., 1])


def check_boxes(boxes: ArrayLike) -> np.ndarray:
    """Convert boxes to float64, shape (N, 4); refuse other shapes and boxes that are empty or not finite."""
    boxes = np.asarray(boxes, np.float64)
    boxes = boxes.reshape(0, 4) if boxes.size == 0 else boxes
    if boxes.ndim != 2 or boxes.shape[1] != 4:
        raise ValueError(f"boxes have the shape {boxes.shape}; expected (N, 4): left, top, right, bottom.")
    valid = np.isfinite(boxes).all(axis=1) & (boxes[:, 0] < boxes[:, 2]) & (boxes[:, 1] < boxes[:, 3])
    if not valid.all():
        i = int(np.argmin(valid))
        raise ValueError(f"box {i} is {boxes[i].tolist()}: expected left < right and top < bottom.")
    return boxes
