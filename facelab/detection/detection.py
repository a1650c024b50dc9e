"""What every detector gives: a box and a score."""

from typing import NamedTuple

import cv2
import numpy as np

Box = tuple[float, float, float, float]  # left, top, right, bottom


class Detection(NamedTuple):
    """A face that was found.

    Parameters
    ----------
    box : tuple of float
        left, top, right, bottom in pixels; right and bottom exclusive. It may reach beyond the photograph.
    score : float
        Larger is surer; the scale is the detector's own.
    """

    box: Box
    score: float


def doubled(photograph: np.ndarray, upsample: int) -> np.ndarray:
    """Make a photograph larger, 2 ** upsample times.

    Parameters
    ----------
    photograph : ndarray of uint8, shape (H, W, 3)
    upsample : int

    Returns
    -------
    ndarray of uint8, shape (H · 2^upsample, W · 2^upsample, 3)
    """
    size = photograph.shape[1] * 2**upsample, photograph.shape[0] * 2**upsample
    return cv2.resize(photograph, size, interpolation=cv2.INTER_LINEAR) if upsample else photograph


def as_detections(boxes: np.ndarray, scores: np.ndarray, upsample: int) -> list[Detection]:
    """Bring boxes that were found in a doubled photograph back to its own pixels.

    Parameters
    ----------
    boxes : ndarray of float, shape (N, 4)
        left, top, right, bottom.
    scores : ndarray of float, shape (N,)
    upsample : int

    Returns
    -------
    list of Detection
    """
    boxes = np.asarray(boxes, np.float64).reshape(-1, 4) / 2**upsample
    return [Detection((*box,), float(score)) for box, score in zip(boxes.tolist(), scores, strict=True)]
