"""The networks that the course has trained, dlib's and OpenCV's: loaded by name, or trained again.

`facelab.zoo.recipes` and `facelab.zoo.evaluate` load TensorFlow, so they are imported by themselves.
"""

from facelab.zoo.load import load_trained
from facelab.zoo.pretrained import pretrained
from facelab.zoo.registry import Entry, find_entry, registry
from facelab.zoo.thresholds import THRESHOLDS

__all__ = ["THRESHOLDS", "Entry", "find_entry", "load_trained", "pretrained", "registry"]
