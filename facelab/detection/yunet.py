"""YuNet, OpenCV's small convolutional detector: it finds faces in profile, too, and five landmarks of each."""

from functools import cache

import cv2
import numpy as np

from facelab.detection.detection import Detection, enlarge, to_detections
from facelab.detection.suppression import nms
from facelab.opencv_models import opencv_model

OWN_LIMIT = 0.8  # at OpenCV's 0.9 it overlooks the face in the middle of 1 in 80 photographs of LFW's view 1
IOU_THRESHOLD = 0.3  # OpenCV's default
MOST = 5000  # candidates before non-max suppression, OpenCV's default
LONGEST_SIDE = 640  # pixels; as faces above 300 are missed, a larger image is searched at half its size, too, and so on


def yunet_faces(image: np.ndarray, upsample: int, min_size: float, score_threshold: float | None) -> list[Detection]:
    """Find faces; the score is the root of class probability times predicted overlap, from 0 to 1."""
    limit = OWN_LIMIT if score_threshold is None else max(score_threshold, 0.0)
    lowest = min(upsample, int(np.floor(np.log2(LONGEST_SIDE / max(image.shape)))))
    found = [face for doublings in range(upsample, lowest - 1, -1) for face in _search(image, doublings, limit)]
    kept = nms(np.reshape([face.box for face in found], (-1, 4)), [face.score for face in found], IOU_THRESHOLD)
    return [found[position] for position in kept]


def _search(image: np.ndarray, doublings: int, limit: float) -> list[Detection]:
    """Find faces of 20 to 300 pixels in the image that was doubled so often; -1 is half the size."""
    scaled = enlarge(image, doublings)
    detector = _detector()
    detector.setInputSize((scaled.shape[1], scaled.shape[0]))
    detector.setScoreThreshold(limit)
    _, rows = detector.detect(cv2.cvtColor(scaled, cv2.COLOR_RGB2BGR))
    rows = np.empty((0, 15), np.float32) if rows is None else rows
    has_area = np.isfinite(rows).all(axis=1) & (rows[:, 2:4] >= 1).all(axis=1)  # not always in images below 32 pixels
    rows = rows[has_area]
    boxes = np.concatenate([rows[:, :2], rows[:, :2] + rows[:, 2:4]], axis=1)
    return to_detections(boxes, rows[:, 14], doublings, rows[:, 4:14].reshape(-1, 5, 2))


@cache
def _detector() -> cv2.FaceDetectorYN:
    return cv2.FaceDetectorYN.create(str(opencv_model("yunet")), "", (320, 320), OWN_LIMIT, IOU_THRESHOLD, MOST)
