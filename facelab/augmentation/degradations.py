"""What can be wrong with a photograph: one change each, from nothing to far too much."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from facelab.augmentation.camera import jpeg, low_resolution, turn
from facelab.augmentation.geometric import rotate, shift
from facelab.augmentation.occlusion import glasses, patch
from facelab.augmentation.photometric import blur, noise, occlude, side_light


class Degradation(NamedTuple):
    """A change that a photograph suffers, with its strengths.

    Attributes
    ----------
    change : callable
        From images, uint8 (N, H, W) or (N, H, W, 3), which the face fills, an amount and a Generator to changed images.
    amounts : tuple of float
        From no change to far too much.
    unit : str
        Of the amounts.

    Examples
    --------
    >>> images = np.full((1, 112, 92), 100, np.uint8)
    >>> change, amounts, unit = DEGRADATIONS["side light"]
    >>> change(images, 0.5, np.random.default_rng(0))[0, 0, [0, -1]].tolist(), unit
    ([50, 150], 'slope')
    """

    change: Callable[[np.ndarray, float, np.random.Generator], np.ndarray]
    amounts: tuple[float, ...]
    unit: str


def _shift_down_right(images: np.ndarray, share: float) -> np.ndarray:
    return shift(images, share * images.shape[2], share * images.shape[1])


DEGRADATIONS = {
    "blur": Degradation(
        lambda images, percent, rng: blur(images, percent / 100 * images.shape[1]),
        (0, 1, 2, 3, 5, 8),
        "σ, % of the height",
    ),
    "low resolution": Degradation(
        lambda images, height, rng: low_resolution(images, int(height)), (112, 40, 28, 20, 14, 10), "pixels of height"
    ),
    "JPEG": Degradation(lambda images, quality, rng: jpeg(images, int(quality)), (100, 30, 15, 8, 4, 1), "quality"),
    "noise": Degradation(noise, (0, 15, 30, 50, 80, 120), "σ, gray levels"),
    "side light": Degradation(
        lambda images, slope, rng: side_light(images, slope), (0, 0.3, 0.6, 0.8, 0.9, 1), "slope"
    ),
    "mask": Degradation(
        lambda images, share, rng: occlude(images, share), (0, 0.2, 0.3, 0.4, 0.5, 0.6), "covered from below"
    ),
    "glasses": Degradation(
        lambda images, opacity, rng: glasses(images, opacity), (0, 0.4, 0.6, 0.8, 0.9, 1), "opacity"
    ),
    "patch": Degradation(patch, (0, 0.2, 0.35, 0.5, 0.65, 0.8), "side, share of the width"),
    "in-plane rotation": Degradation(
        lambda images, degrees, rng: rotate(images, degrees), (0, 10, 20, 30, 45, 60), "degrees"
    ),
    "turned head": Degradation(lambda images, degrees, rng: turn(images, degrees), (0, 10, 20, 30, 40, 50), "degrees"),
    "crop error": Degradation(
        lambda images, share, rng: _shift_down_right(images, share), (0, 0.05, 0.1, 0.2, 0.3, 0.4), "share of the side"
    ),
}
