"""Face detection: boxes, ready-made detectors behind one call, the parts to build one, and detection metrics."""

from facelab.detection.average_precision import precision_recall
from facelab.detection.boxes import iou
from facelab.detection.detect import DETECTORS, detect
from facelab.detection.detection import Box, Detection, NotOneFaceError
from facelab.detection.detector_report import evaluate_detector
from facelab.detection.grid import Grid
from facelab.detection.suppression import nms, nms_per_class
from facelab.detection.windows import sliding_windows, window_boxes

__all__ = [
    "DETECTORS",
    "Box",
    "Detection",
    "Grid",
    "NotOneFaceError",
    "detect",
    "evaluate_detector",
    "iou",
    "nms",
    "nms_per_class",
    "precision_recall",
    "sliding_windows",
    "window_boxes",
]
