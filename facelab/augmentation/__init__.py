"""Changes to photographs: the same one for all, or another for each image as training uses them."""

from facelab.augmentation.geometric import rotate, shift, side_light, zoom
from facelab.augmentation.operations import OPERATIONS, Operation
from facelab.augmentation.photometric import blur, brightness, contrast, flip_horizontal, noise, occlude
from facelab.augmentation.random import RandomAugmentation

__all__ = [
    "OPERATIONS",
    "Operation",
    "RandomAugmentation",
    "blur",
    "brightness",
    "contrast",
    "flip_horizontal",
    "noise",
    "occlude",
    "rotate",
    "shift",
    "side_light",
    "zoom",
]
