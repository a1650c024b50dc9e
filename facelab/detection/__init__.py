"""Finding faces: ready detectors behind one call, and the parts of one made by hand."""

from facelab.detection.detect import DETECTORS, detect
from facelab.detection.detection import Box, Detection
from facelab.detection.windows import sliding_windows, window_boxes

__all__ = ["DETECTORS", "Box", "Detection", "detect", "sliding_windows", "window_boxes"]
