"""Precision and recall of a detector, moved by the threshold on its score."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.detection import precision_recall as curve_of
from facelab.detection.matching import match_boxes
from facelab.images import check_images
from facelab.plotting import COLORS, boxes_grid
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

IMAGE_HEIGHT = 200
N_STEPS = 100  # of the slider


def precision_recall(
    images: np.ndarray,
    found: Sequence[tuple[np.ndarray, np.ndarray]],
    truth: Sequence[np.ndarray],
    shown: Sequence[int] = (0, 1),
    threshold: float = 0.6,
) -> Interactive:
    """Move the score's threshold, and see what is right, wrong and missed, and the point on the precision-recall curve.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W)
    found : sequence of (boxes (n, 4), scores (n,))
        What a detector found in each image, after non-max suppression.
    truth : sequence of ndarray of float, shape (m, 4)
        The true boxes of each image.
    shown : sequence of int, default (0, 1)
        Which images are shown. Precision and recall are those of all images.
    threshold : float, default 0.6
        Boxes with a score above it count at the start; the nearest step of the slider is taken.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If no image has a true box, nothing was found, or the lists are not of one length.

    Examples
    --------
    >>> found = [([[10, 10, 50, 60], [60, 5, 90, 40]], [0.9, 0.7])]
    >>> figure = precision_recall(np.full((1, 100, 100), 200, np.uint8), found, [[[12, 10, 50, 62]]], shown=[0])
    >>> figure.title
    'Precision and recall of 2 boxes'
    """
    check_images(images)
    if len(images) != len(found):
        raise ValueError(f"there are {len(images)} images, but detections for {len(found)}.")
    curve_of(found, truth)  # checks the other arguments
    scores = np.concatenate([np.asarray(each[1], np.float64) for each in found])
    if not len(scores):
        raise ValueError("nothing was found in any image.")
    matches = [match_boxes(*each, true) for each, true in zip(found, truth, strict=True)]
    right, n_faces = np.concatenate(matches) >= 0, sum(len(boxes) for boxes in truth)
    thresholds = np.linspace(scores.min(), scores.max(), N_STEPS + 1)[:-1]  # some box has a score above each
    first = int(np.abs(thresholds - threshold).argmin())
    counts = [[int((scores > t).sum()), int(right[scores > t].sum())] for t in thresholds]
    scenes = [
        {
            "image": data_urls([images[i]], IMAGE_HEIGHT)[0],
            "boxes": np.reshape(found[i][0], (-1, 4)).tolist(),
            "scores": np.asarray(found[i][1], np.float64).tolist(),
            "matches": matches[i].tolist(),
            "truth": np.reshape(truth[i], (-1, 4)).tolist(),
        }
        for i in shown
    ]
    data = {
        "scenes": scenes,
        "size": [images.shape[2], images.shape[1]],
        "thresholds": thresholds.tolist(),
        "counts": counts,
        "faces": n_faces,
        "first": first,
    }

    def draw() -> Figure:
        figure, (left, chart) = plt.subplots(1, 2, figsize=(9, 3), width_ratios=[len(shown), 1.1])
        counted = [np.reshape(found[i][0], (-1, 4))[np.asarray(found[i][1]) > thresholds[first]] for i in shown]
        boxes_grid([images[i] for i in shown], counted, [truth[i] for i in shown], columns=len(shown), ax=left)
        left.set_title(f"found (solid) and true (dashed) at a score above {thresholds[first]:.2f}", fontsize="medium")
        boxes, hits = np.array(counts).T
        chart.plot(hits / n_faces, hits / boxes, color="black")
        chart.plot(hits[first] / n_faces, hits[first] / boxes[first], "o", color=COLORS[1], markersize=9)
        chart.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.05))
        plt.close(figure)
        return figure

    title = f"Precision and recall of {len(scores):,} boxes"
    return Interactive("precision_recall", title, data, draw)
