"""Face chips as SFace saw them in its training, cut by OpenCV."""

from functools import cache

import cv2
import numpy as np

from facelab.detection import Detection
from facelab.opencv_models import opencv_model

SFACE_SIZE = 112  # pixels, height and width of a chip


def sface_chip(image: np.ndarray, face: Detection) -> np.ndarray:
    """Turn a face upright and scale it by its five landmarks: RGB (H, W, 3) and what yunet found, to (112, 112, 3)."""
    if face.landmarks is None:
        raise ValueError("this face has no landmarks; SFace needs the five that yunet finds.")
    row = np.array([*face.box, *np.ravel(face.landmarks), face.score], np.float32)
    return _recognizer().alignCrop(np.ascontiguousarray(image), row[None])


@cache
def _recognizer() -> cv2.FaceRecognizerSF:
    return cv2.FaceRecognizerSF.create(str(opencv_model("sface")), "")
