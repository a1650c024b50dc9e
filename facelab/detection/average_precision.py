"""How good a detector is: average precision."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from facelab.detection.matching import match_boxes


class PrecisionRecall(NamedTuple):
    """Precision and recall of a detector at each of its scores, the surest first.

    Parameters
    ----------
    scores, precision, recall : ndarray of float, shape (N,)
    average_precision : float
    """

    scores: np.ndarray
    precision: np.ndarray
    recall: np.ndarray
    average_precision: float


def precision_recall(
    found: Sequence[tuple[np.ndarray, np.ndarray]], truth: Sequence[np.ndarray], iou_threshold: float = 0.5
) -> PrecisionRecall:
    """Compute precision against recall over all pictures, and the area under it.

    A box that was found is right if its IoU with a true one, that no surer box has taken, is at least `iou_threshold`.
    Precision is made to fall only, as recall grows, before the area is taken.

    Parameters
    ----------
    found : sequence of (boxes (n, 4), scores (n,)), one for each picture
    truth : sequence of ndarray of float, shape (m, 4)
    iou_threshold : float

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
        raise ValueError(f"there are answers for {len(found)} pictures, and {len(truth)} pictures with true boxes.")
    n_true = sum(len(boxes) for boxes in truth)
    if not n_true:
        raise ValueError("no picture holds a true box: there is no recall.")
    scores = np.concatenate([np.asarray(each[1], np.float64) for each in found])
    matches = [match_boxes(*each, true, iou_threshold) >= 0 for each, true in zip(found, truth, strict=True)]
    order = np.argsort(-scores, kind="stable")
    right = np.cumsum(np.concatenate(matches)[order])
    precision, recall = right / np.arange(1, len(right) + 1), right / n_true
    falling = np.maximum.accumulate(precision[::-1])[::-1]
    return PrecisionRecall(scores[order], precision, recall, float(np.sum(np.diff(recall, prepend=0) * falling)))
