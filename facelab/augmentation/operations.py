"""The augmentations side by side: what each teaches a network, and what it may spoil."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from facelab.augmentation import camera, geometric, photometric


class Operation(NamedTuple):
    """A change of images that leaves the person the same."""

    change: Callable[[np.ndarray, float], np.ndarray]  # from images (N, H, W) and an amount to changed images
    amounts: tuple[float, ...]  # from one end of what is reasonable, over no change, to the other or beyond
    unit: str  # of the amounts
    teaches: str  # what a network gets used to
    risk: str  # what goes wrong if it is overdone, or where it does not fit


OPERATIONS = {
    "shift": Operation(
        lambda images, amount: geometric.shift(images, right=amount),
        (-16, -8, 0, 8, 16),
        "pixels",
        "faces that were cropped slightly off-center",
        "what leaves the image is lost, and what enters is invented",
    ),
    "rotate": Operation(
        geometric.rotate,
        (-30, -10, 0, 10, 30),
        "degrees",
        "tilted heads, wrong landmarks",
        "aligned faces are never turned that far: capacity is spent on what does not occur",
    ),
    "zoom": Operation(
        geometric.zoom,
        (0.7, 0.85, 1, 1.15, 1.4),
        "×",
        "boxes that are too large or too small",
        "chin and hair are cut off, or the border is invented",
    ),
    "flip horizontally": Operation(
        lambda images, amount: geometric.flip_horizontal(images) if amount else images,
        (0, 1),
        "times",
        "twice as many poses",
        "faces are not symmetric: a mole changes sides, and right and left landmarks have to be swapped",
    ),
    "turn the head": Operation(
        camera.turn,
        (-40, -20, 0, 20, 40),
        "degrees",
        "heads that look to the side",
        "a head is no cylinder: no nose comes forward, and the far cheek is smeared; and the face leaves the middle",
    ),
    "side light": Operation(
        photometric.side_light,
        (-0.8, -0.4, 0, 0.4, 0.8),
        "slope",
        "lamps and windows on one side",
        "the dark side loses its detail: the label stays, the face does not",
    ),
    "brightness": Operation(
        photometric.brightness,
        (-80, -40, 0, 40, 80),
        "gray levels",
        "exposure",
        "white and black are clipped; useless if each image is standardized anyway",
    ),
    "contrast": Operation(
        photometric.contrast,
        (0.3, 0.6, 1, 1.5, 2.5),
        "×",
        "cameras and haze",
        "standardization undoes it, and what was clipped does not come back",
    ),
    "blur": Operation(
        photometric.blur,
        (0, 1, 2, 4),
        "pixels",
        "small faces that were enlarged, motion",
        "wrinkles, moles and eyelashes disappear, and identity is made of them",
    ),
    "noise": Operation(
        lambda images, amount: photometric.noise(images, amount, np.random.default_rng(0)),
        (0, 10, 25, 50),
        "gray levels",
        "dark rooms",
        "a network that has learned to smooth sees less in clean images",
    ),
    "occlude": Operation(
        photometric.occlude,
        (0, 0.15, 0.3, 0.45),
        "of the height",
        "masks, scarves, hands",
        "if too much is covered, two people look the same, and the label says that they are not",
    ),
}
