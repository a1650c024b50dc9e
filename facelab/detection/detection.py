"""What every detector returns: a box and a score."""

from typing import NamedTuple

import cv2
import numpy as np

Box = tuple[float, float, float, float]  # left, top, right, bottom, pixels; right and bottom exclusive


class Detection(NamedTuple):
    """Hold a face that a detector found.

    Attributes
    ----------
    box : tuple of float, (left, top, right, bottom)
        In pixels of the image; it may extend beyond the image.
    score : float
        Larger is more certain; the scale is the detector's own.

    Examples
    --------
    >>> Detection((10.0, 20.0, 50.0, 60.0), score=0.9).box[0]
    10.0
    """

    box: Box
    score: float


def enlarge(image: np.ndarray, upsample: int) -> np.ndarray:
    """Double an RGB image `upsample` times."""
    size = image.shape[1] * 2**upsample, image.shape[0] * 2**upsample
    return cv2.resize(image, size, interpolation=cv2.INTER_LINEAR) if upsample else image


def to_detections(boxes: np.ndarray, scores: np.ndarray, upsample: int) -> list[Detection]:
    """Convert boxes, shape (N, 4), that were found in an enlarged image to detections in the original's pixels."""
    boxes = np.asarray(boxes, np.float64).reshape(-1, 4) / 2**upsample
    return [Detection((*box,), float(score)) for box, score in zip(boxes.tolist(), scores, strict=True)]
