"""MTCNN, from the package mtcnn: three small networks, one after the other."""

from functools import cache

import numpy as np

from facelab.detection.detection import Detection, enlarge, to_detections


def mtcnn_faces(image: np.ndarray, upsample: int, min_size: float, score_threshold: float | None) -> list[Detection]:
    """Find faces; the score is the last network's probability, and 0.8 its own limit."""
    options = {} if score_threshold is None else {"threshold_onet": score_threshold}
    found = _detector().detect_faces(enlarge(image, upsample), box_format="xyxy", fit_to_image=False, **options)
    boxes = np.array([each["box"] for each in found], np.float64)
    return to_detections(boxes, np.array([each["confidence"] for each in found]), upsample)


@cache
def _detector():
    from facelab import backend  # noqa: F401

    # isort: split
    from mtcnn import MTCNN

    return MTCNN()
