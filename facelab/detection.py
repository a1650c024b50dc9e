"""Find the faces in a photograph."""

from collections.abc import Callable
from functools import cache
from threading import Lock
from typing import NamedTuple

import numpy as np

from facelab.dlib_models import dlib_model
from facelab.images import check_images, to_rgb

CNN_SMALLEST = 40  # pixels: the face that the network looks for, and less than its filters need
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


def detect(image: np.ndarray, method: str = "hog", upsample: int = 0) -> list[Detection]:
    """Find the faces in a photograph.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    method : str
        hog: dlib's histograms of oriented gradients with a linear classifier. Fast; upright faces from 80 pixels on.
        cnn: dlib's convolutional network. Finds nearly all faces; some 50 times slower.
    upsample : int
        How often to double the photograph first: each time finds faces half as large, in four times the time.

    Returns
    -------
    list of Detection
        The surest first.

    Raises
    ------
    ValueError
        If the method is unknown or the image is none.

    References
    ----------
    D. E. King, Max-margin object detection, arXiv:1502.00046, 2015.

    Examples
    --------
    >>> detect(np.zeros((100, 100, 3), np.uint8))
    []
    """
    if method not in DETECTORS:
        raise ValueError(f"method={method!r}: take one of {', '.join(DETECTORS)}.")
    if upsample < 0:
        raise ValueError(f"upsample={upsample}: take 0, 1, 2 …")
    check_images(np.asarray(image)[None])
    found = DETECTORS[method](np.ascontiguousarray(to_rgb(image[None])[0]), upsample)
    return sorted(found, key=lambda detection: -detection.score)


def _hog(image: np.ndarray, upsample: int) -> list[Detection]:
    detector, lock = _load("hog")
    with lock:
        boxes, scores, _ = detector.run(image, upsample, 0.0)
    return [_detection(box, score) for box, score in zip(boxes, scores, strict=True)]


def _cnn(image: np.ndarray, upsample: int) -> list[Detection]:
    if min(image.shape[:2]) * 2**upsample < CNN_SMALLEST:
        return []
    detector, lock = _load("cnn")
    with lock:
        found = detector(image, upsample)
    return [_detection(each.rect, each.confidence) for each in found]


def _detection(box, score: float) -> Detection:
    """Turn dlib's rectangle, whose last pixels are inside, into a box."""
    return Detection((float(box.left()), float(box.top()), box.right() + 1.0, box.bottom() + 1.0), float(score))


@cache
def _load(method: str):
    """Load a detector once. dlib's detectors keep the image that they work on, so threads take turns."""
    import dlib

    if method == "hog":
        return dlib.get_frontal_face_detector(), Lock()
    return dlib.cnn_face_detection_model_v1(str(dlib_model("cnn"))), Lock()


DETECTORS: dict[str, Callable[[np.ndarray, int], list[Detection]]] = {"hog": _hog, "cnn": _cnn}
