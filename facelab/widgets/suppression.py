"""Non-max suppression, moved by its two thresholds."""

import math

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from numpy.typing import ArrayLike

from facelab.detection import nms
from facelab.detection.boxes import check_boxes
from facelab.images import check_images
from facelab.plotting import boxes_grid
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

IMAGE_HEIGHT = 240
N_STEPS = 50  # of the score's slider, at least
MOST = 400  # boxes: more could not be told apart, and each step would take longer


def suppression(
    image: np.ndarray,
    boxes: ArrayLike,
    scores: ArrayLike,
    least_score: float | None = None,
    iou_threshold: float = 0.5,
) -> Interactive:
    """Move the score's threshold and the IoU's, and see which boxes are left and which one suppressed which.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    boxes : array_like of float, shape (N, 4)
        left, top, right, bottom of what a detector found, before suppression; 1 to 400 boxes.
    scores : array_like of float, shape (N,)
    least_score : float, optional
        Boxes with a score above it take part at the start; by default the middle between the lowest and the highest.
        It is rounded to a step of the slider.
    iou_threshold : float, default 0.5
        Boxes that overlap a better one with at least this IoU are suppressed, at the start.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If there is no box or more than 400, a box or a threshold is invalid, or a score is not finite.

    Examples
    --------
    >>> boxes = [[10, 10, 50, 60], [14, 12, 54, 62], [60, 40, 90, 80]]
    >>> figure = suppression(np.full((100, 100), 200, np.uint8), boxes, [0.9, 0.7, 0.8])
    >>> figure.title
    'Non-max suppression of 3 boxes'
    """
    check_images(image[None])
    boxes, scores = check_boxes(boxes), np.asarray(scores, np.float64)
    if not 1 <= len(boxes) <= MOST:
        raise ValueError(f"{len(boxes)} boxes are given; expected 1 to {MOST}: keep those with a higher score.")
    if not np.isfinite(scores).all():
        raise ValueError(f"score {int(np.argmin(np.isfinite(scores)))} is not finite.")
    nms(boxes, scores, iou_threshold)  # checks the other arguments
    low, high = scores.min(), scores.max()
    digits = -math.floor(math.log10((high - low or 1) / N_STEPS))
    step = 10.0**-digits
    start = round(float((low + high) / 2 if least_score is None else least_score), digits)
    data = {
        "image": data_urls([image], IMAGE_HEIGHT)[0],
        "size": [image.shape[1], image.shape[0]],
        # numbers as they are, not as float32: an IoU that equals the threshold must do so in the browser, too
        "boxes": boxes.tolist(),
        "scores": scores.tolist(),
        "least": start,
        "slider": {"min": round(float(low) - step, digits), "max": round(float(high) + step, digits), "step": step},
        "iou": iou_threshold,
    }

    def draw() -> Figure:
        figure, ax = plt.subplots(figsize=(8, 3))
        good = scores > start
        left = boxes[good][nms(boxes[good], scores[good], iou_threshold)]
        boxes_grid([image] * 2, [boxes[good], left], columns=2, ax=ax)
        ax.set_title(f"{len(left)} of {np.count_nonzero(good)} boxes are left")
        plt.close(figure)
        return figure

    return Interactive("suppression", f"Non-max suppression of {len(boxes)} boxes", data, draw)
