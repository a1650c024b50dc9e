"""MTCNN, from the package mtcnn: three small networks, one after the other."""

from functools import cache
from threading import Lock

import numpy as np

from facelab.detection.detection import Detection, as_detections, doubled


def mtcnn_faces(photograph: np.ndarray, upsample: int, min_size: float, threshold: float | None) -> list[Detection]:
    """Find faces; the score is the last network's probability, and 0.8 its own threshold."""
    options = {} if threshold is None else {"threshold_onet": threshold}
    detector, lock = _load()
    with lock:
        found = detector.detect_faces(doubled(photograph, upsample), box_format="xyxy", fit_to_image=False, **options)
    boxes = np.array([each["box"] for each in found], np.float64)
    return as_detections(boxes, np.array([each["confidence"] for each in found]), upsample)


@cache
def _load():
    """Load the networks once; threads take turns."""
    from facelab import backend  # noqa: F401

    # isort: split
    from mtcnn import MTCNN

    return MTCNN(), Lock()
