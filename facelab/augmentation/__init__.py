"""Changes to photographs: the same one for all, or another for each image as training uses them."""

from facelab.augmentation.changes import rotate, shift, side_light, zoom
from facelab.augmentation.random import RandomAugmentation

__all__ = ["RandomAugmentation", "rotate", "shift", "side_light", "zoom"]
