"""Precision, recall and average precision of a detector."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from facelab.detection.matching import match_boxes


class PrecisionRecall(NamedTuple):
    """Precision and recall of a detector at each of its N scores, the highest first."""

    scores: np.ndarray  # shape (N,)
    precision: np.ndarray  # shape (N,)
    recall: np.ndarray  # shape (N,)
    average_precision: float


def precision_recall(
    found: Sequence[tuple[np.ndarray, np.ndarray]], truth: Sequence[np.ndarray], iou_threshold: float = 0.5
) -> PrecisionRecall:
    """Compute precision against recall over all images, and the area under the curve.

    A detection is correct if it overlaps a true box that no detection of a higher score has matched. Precision is made
    non-increasing in recall before the area is computed.

    Parameters
    ----------
    found : sequence of (boxes (n, 4), scores (n,))
        What was detected in each image.
    truth : sequence of ndarray of float, shape (m, 4)
        The true boxes of each image.
    iou_threshold : float, default 0.5
        The smallest IoU of a correct detection.

    Returns
    -------
    PrecisionRecall

    References
    ----------
    M. Everingham et al., The PASCAL visual object classes challenge, IJCV 88, 2010, section 4.2; the area without
    sampling as in its development kit since 2010.

    Examples
    --------
    >>> truth, found = [[[0, 0, 9, 9]], [[5, 5, 9, 9]]], [([[0, 0, 9, 8]], [0.9]), ([[0, 0, 3, 3]], [0.8])]
    >>> precision_recall(found, truth).average_precision
    0.5
    """
    if len(found) != len(truth):
        raise ValueError(f"there are detections for {len(found)} images, but true boxes for {len(truth)}.")
    n_true = sum(len(boxes) for boxes in truth)
    if not n_true:
        raise ValueError("no image has a true box: recall is undefined.")
    scores = np.concatenate([np.asarray(each[1], np.float64) for each in found])
    matches = [match_boxes(*each, true, iou_threshold) >= 0 for each, true in zip(found, truth, strict=True)]
    order = np.argsort(-scores, kind="stable")
    n_correct = np.cumsum(np.concatenate(matches)[order])
    precision, recall = n_correct / np.arange(1, len(n_correct) + 1), n_correct / n_true
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return PrecisionRecall(scores[order], precision, recall, float(np.sum(np.diff(recall, prepend=0) * envelope)))
