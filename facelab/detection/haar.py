"""OpenCV's cascade of Haar features."""

from functools import cache
from pathlib import Path

import cv2
import numpy as np

from facelab.detection.detection import Detection, enlarge, to_detections

MODEL = "haarcascade_frontalface_default.xml"  # R. Lienhart's, in OpenCV's packages; Intel License Agreement
SCALE_FACTOR = 1.1  # from one window size to the next
MIN_NEIGHBORS = 5  # this many windows around a face must agree
MIN_SIZE_SHARE = 0.5  # windows below this share of min_size are skipped: it saves time and changes no larger face
WINDOW_SIZE = 24  # pixels, in training


def haar_faces(image: np.ndarray, upsample: int, min_size: float, score_threshold: float | None) -> list[Detection]:
    """Find faces; the score is the last stage's sum over its features."""
    gray = cv2.cvtColor(enlarge(image, upsample), cv2.COLOR_RGB2GRAY)
    if min(gray.shape) < WINDOW_SIZE:
        return []
    smallest = (max(WINDOW_SIZE, int(MIN_SIZE_SHARE * min_size * 2**upsample)),) * 2
    boxes, _, scores = _cascade().detectMultiScale3(
        gray, scaleFactor=SCALE_FACTOR, minNeighbors=MIN_NEIGHBORS, minSize=smallest, outputRejectLevels=True
    )
    boxes = np.reshape(boxes, (-1, 4)).astype(np.float64)
    boxes[:, 2:] += boxes[:, :2]
    return to_detections(boxes, np.ravel(scores), upsample)


@cache
def _cascade() -> cv2.CascadeClassifier:
    return cv2.CascadeClassifier(str(Path(cv2.data.haarcascades) / MODEL))
