"""dlib's two detectors: histograms of oriented gradients, and a convolutional network."""

from functools import cache
from threading import Lock

import numpy as np

from facelab.detection.detection import Detection
from facelab.dlib_models import dlib_model

CNN_SMALLEST = 40  # pixels: the face that the network looks for, and less than its filters need


def hog_faces(photograph: np.ndarray, upsample: int, min_size: float, threshold: float | None) -> list[Detection]:
    """Find faces by `get_frontal_face_detector`; thresholds below 0 show what it is less sure of."""
    detector, lock = _load("hog")
    with lock:
        boxes, scores, _ = detector.run(photograph, upsample, 0.0 if threshold is None else threshold)
    return [_detection(box, score) for box, score in zip(boxes, scores, strict=True)]


def cnn_faces(photograph: np.ndarray, upsample: int, min_size: float, threshold: float | None) -> list[Detection]:
    """Find faces by `cnn_face_detection_model_v1`, which leaves out all below 0 itself."""
    if min(photograph.shape[:2]) * 2**upsample < CNN_SMALLEST:
        return []
    detector, lock = _load("cnn")
    with lock:
        found = detector(photograph, upsample)
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
