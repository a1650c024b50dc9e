"""Changes to images: the same one for a whole batch, or a random one for each image, as training uses them."""

from facelab.augmentation.geometric import rotate, shift, zoom
from facelab.augmentation.operations import OPERATIONS
from facelab.augmentation.photometric import side_light
from facelab.augmentation.random import RandomAugmentation

__all__ = ["OPERATIONS", "RandomAugmentation", "rotate", "shift", "side_light", "zoom"]
