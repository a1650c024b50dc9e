"""OpenCV's cascade of Haar features."""

from functools import cache
from pathlib import Path
from threading import Lock

import cv2
import numpy as np

from facelab.detection.detection import Detection, as_detections, doubled

MODEL = "haarcascade_frontalface_default.xml"  # R. Lienhart's, in OpenCV's packages; Intel License Agreement
STEP = 1.1  # from one size of the window to the next
NEIGHBOURS = 5  # so many windows around a face must agree
SPARED = 0.5  # of the smallest size: below it nothing is looked for, which saves time and changes no larger face
SMALLEST = 24  # pixels: the window that it was trained with


def haar_faces(photograph: np.ndarray, upsample: int, min_size: float, threshold: float | None) -> list[Detection]:
    """Find faces; the score is the last stage's sum over its features."""
    gray = cv2.cvtColor(doubled(photograph, upsample), cv2.COLOR_RGB2GRAY)
    if min(gray.shape) < SMALLEST:
        return []
    smallest = (max(SMALLEST, int(SPARED * min_size * 2**upsample)),) * 2
    cascade, lock = _load()
    with lock:
        boxes, _, scores = cascade.detectMultiScale3(
            gray, scaleFactor=STEP, minNeighbors=NEIGHBOURS, minSize=smallest, outputRejectLevels=True
        )
    boxes = np.reshape(boxes, (-1, 4)).astype(np.float64)
    boxes[:, 2:] += boxes[:, :2]
    return as_detections(boxes, np.ravel(scores), upsample)


@cache
def _load() -> tuple[cv2.CascadeClassifier, Lock]:
    """Load the cascade once. It keeps the image that it works on, so threads take turns."""
    return cv2.CascadeClassifier(str(Path(cv2.data.haarcascades) / MODEL)), Lock()
