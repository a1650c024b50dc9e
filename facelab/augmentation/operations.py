"""The operations of augmentation side by side: what each teaches, and what it may do to the contrary."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from facelab.augmentation import geometric, photometric


class Operation(NamedTuple):
    """A change of pictures that leaves the person the same.

    Parameters
    ----------
    change : callable
        From pictures (N, H, W) and an amount to changed pictures.
    amounts : tuple of float
        From one end of what is reasonable, over no change, to the other or beyond.
    unit : str
        Of the amounts.
    teaches : str
        What a network gets used to.
    risk : str
        What it does to the contrary if it is overdone, or where it does not fit.
    """

    change: Callable[[np.ndarray, float], np.ndarray]
    amounts: tuple[float, ...]
    unit: str
    teaches: str
    risk: str


OPERATIONS = {
    "shift": Operation(
        lambda images, amount: geometric.shift(images, right=amount),
        (-16, -8, 0, 8, 16),
        "pixels",
        "faces that were cut out a little beside",
        "what leaves the picture is lost, and what enters is invented",
    ),
    "rotate": Operation(
        geometric.rotate,
        (-30, -10, 0, 10, 30),
        "degrees",
        "heads held at an angle, wrong landmarks",
        "aligned faces are never turned that far: capacity is spent on what does not happen",
    ),
    "zoom": Operation(
        geometric.zoom,
        (0.7, 0.85, 1, 1.15, 1.4),
        "×",
        "boxes that are too large or too small",
        "chin and hair are cut away, or the border is invented",
    ),
    "flip_horizontal": Operation(
        lambda images, amount: photometric.flip_horizontal(images) if amount else images,
        (0, 1),
        "times",
        "twice as many poses",
        "faces are not symmetric: a mole changes sides, and right and left landmarks have to be swapped",
    ),
    "side light": Operation(
        geometric.side_light,
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
        "white and black are cut off; useless if each picture is standardized anyway",
    ),
    "contrast": Operation(
        photometric.contrast,
        (0.3, 0.6, 1, 1.5, 2.5),
        "×",
        "cameras and haze",
        "the same: standardization undoes it, and what was cut off does not come back",
    ),
    "blur": Operation(
        photometric.blur,
        (0, 1, 2, 4),
        "pixels",
        "small faces that were made larger, movement",
        "wrinkles, moles and eyelashes go, of which an identity is made",
    ),
    "noise": Operation(
        lambda images, amount: photometric.noise(images, amount, np.random.default_rng(0)),
        (0, 10, 25, 50),
        "gray levels",
        "dark rooms",
        "a network that has learned to smooth sees less in clean pictures",
    ),
    "occlude": Operation(
        photometric.occlude,
        (0, 0.15, 0.3, 0.45),
        "of the height",
        "masks, scarves, hands",
        "if too much is covered, two people look the same, and the label says that they are not",
    ),
}
