"""Finding faces: boxes, ready detectors behind one call, the parts of one made by hand, and how good they are."""

from facelab.detection.average_precision import PrecisionRecall, precision_recall
from facelab.detection.boxes import iou
from facelab.detection.detect import DETECTORS, detect
from facelab.detection.detection import Box, Detection
from facelab.detection.detector_report import DetectorReport, evaluate_detector
from facelab.detection.grid import Grid
from facelab.detection.matching import match_boxes
from facelab.detection.suppression import nms, nms_per_class
from facelab.detection.windows import sliding_windows, window_boxes

__all__ = [
    "DETECTORS",
    "Box",
    "Detection",
    "DetectorReport",
    "Grid",
    "PrecisionRecall",
    "detect",
    "evaluate_detector",
    "iou",
    "match_boxes",
    "nms",
    "nms_per_class",
    "precision_recall",
    "sliding_windows",
    "window_boxes",
]
