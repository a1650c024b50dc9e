"""Changes to images: the same one for a whole batch, a random one for each image as in training, or a degradation."""

from facelab.augmentation.degradations import DEGRADATIONS
from facelab.augmentation.geometric import rotate, shift, zoom
from facelab.augmentation.operations import OPERATIONS
from facelab.augmentation.photometric import side_light
from facelab.augmentation.random import RandomAugmentation

__all__ = ["DEGRADATIONS", "OPERATIONS", "RandomAugmentation", "rotate", "shift", "side_light", "zoom"]
