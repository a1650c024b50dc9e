"""Changes to photographs: the same one for all, or another for each image as training uses them."""

from facelab.augmentation.changes import rotate, shift, side_light, zoom
from facelab.augmentation.operations import OPERATIONS, Operation
from facelab.augmentation.pixels import blur, brightness, contrast, cover, mirror, noise
from facelab.augmentation.random import RandomAugmentation

__all__ = [
    "OPERATIONS",
    "Operation",
    "RandomAugmentation",
    "blur",
    "brightness",
    "contrast",
    "cover",
    "mirror",
    "noise",
    "rotate",
    "shift",
    "side_light",
    "zoom",
]
