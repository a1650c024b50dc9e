"""dlib's two detectors: histograms of oriented gradients, and a convolutional network."""

from functools import cache

import numpy as np

from facelab.detection.detection import Detection
from facelab.dlib_models import dlib_model

CNN_WINDOW_SIZE = 40  # pixels; its filters do not fit into smaller images


def hog_faces(image: np.ndarray, upsample: int, min_size: float, score_threshold: float | None) -> list[Detection]:
    """Find faces with `get_frontal_face_detector`; score thresholds below 0 show what it is less certain of."""
    boxes, scores, _ = _hog_detector().run(image, upsample, 0.0 if score_threshold is None else score_threshold)
    return [_detection(box, score) for box, score in zip(boxes, scores, strict=True)]


def cnn_faces(image: np.ndarray, upsample: int, min_size: float, score_threshold: float | None) -> list[Detection]:
    """Find faces with `cnn_face_detection_model_v1`, which itself drops scores below 0."""
    if min(image.shape[:2]) * 2**upsample < CNN_WINDOW_SIZE:
        return []
    return [_detection(each.rect, each.confidence) for each in _cnn_detector()(image, upsample)]


def _detection(box, score: float) -> Detection:
    """Turn dlib's rectangle, whose last pixels are inside, into a box."""
    return Detection((float(box.left()), float(box.top()), box.right() + 1.0, box.bottom() + 1.0), float(score))


@cache
def _hog_detector():
    import dlib

    return dlib.get_frontal_face_detector()


@cache
def _cnn_detector():
    import dlib

    return dlib.cnn_face_detection_model_v1(str(dlib_model("cnn")))
