"""Boxes around faces: overlap, non-max suppression, and the targets of a grid detector."""

from facelab.boxes.grid import Grid
from facelab.boxes.matching import match_boxes
from facelab.boxes.overlap import iou
from facelab.boxes.suppression import nms, nms_per_class

__all__ = ["Grid", "iou", "match_boxes", "nms", "nms_per_class"]
