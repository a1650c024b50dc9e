"""Two boxes over a face, and how much they overlap."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from facelab.detection import iou
from facelab.detection.boxes import check_boxes
from facelab.images import check_images
from facelab.plotting import boxes_grid
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

IMAGE_HEIGHT = 240
SMALLEST = 4  # pixels: width and height of a box


def overlap(image: np.ndarray, boxes: ArrayLike | None = None, least: float = 0.5) -> Interactive:
    """Move two boxes over a face, and see their intersection, their union, and the IoU.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    boxes : array_like, shape (2, 4), optional
        left, top, right, bottom of both boxes at the start, rounded to whole pixels; by default one in the middle of
        the image, and another a little beside it.
    least : float, default 0.5
        The IoU from which on two boxes count as the same face, at the start.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If there are not two boxes, or one is smaller than 4 pixels or extends beyond the image.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> figure = overlap(load_orl().images[0], [[10, 10, 50, 60], [30, 20, 70, 70]])
    >>> figure.title
    'Two boxes over a face, and their overlap'
    """
    check_images(image[None])
    height, width = image.shape[:2]
    both = np.rint(check_boxes(_in_the_middle(width, height) if boxes is None else boxes))
    if both.shape != (2, 4):
        raise ValueError(f"{len(both)} boxes are given; two are compared here.")
    if (both[:, 2:] - both[:, :2]).min() < SMALLEST:
        raise ValueError(f"a box is smaller than {SMALLEST} pixels: it could not be seen.")
    if (both < 0).any() or (both[:, 2:] > (width, height)).any():
        raise ValueError(f"a box extends beyond the image of {width} × {height} pixels.")
    if not 0 < least <= 1:
        raise ValueError(f"least={least}: expected an IoU above 0, at most 1.")
    data = {
        "image": data_urls([image], IMAGE_HEIGHT)[0],
        "size": [width, height],
        "boxes": both.astype(int).tolist(),
        "least": least,
        "smallest": SMALLEST,
    }

    def draw() -> Figure:
        figure, ax = plt.subplots(figsize=(4, 4.4))
        boxes_grid([image], [both[1:]], [both[:1]], ax=ax)
        ax.set_title(f"IoU {iou(both[:1], both[1:])[0, 0]:.3f}")
        plt.close(figure)
        return figure

    return Interactive("overlap", "Two boxes over a face, and their overlap", data, draw)


def _in_the_middle(width: int, height: int) -> np.ndarray:
    """Choose a box around the middle of the image, and one beside it: neighbors that overlap by about a half."""
    shares = np.array([[0.16, 0.2, 0.74, 0.8], [0.3, 0.3, 0.88, 0.9]])
    return shares * [width, height, width, height]
