"""Which box that was found stands for which true one."""

import numpy as np
from numpy.typing import ArrayLike

from facelab.detection.boxes import check_boxes, iou


def match_boxes(boxes: ArrayLike, scores: ArrayLike, truth: ArrayLike, iou_threshold: float = 0.5) -> np.ndarray:
    """Give each box the true box that it overlaps most, the surest box first; each true box once.

    Parameters
    ----------
    boxes : array_like of float, shape (N, 4)
        left, top, right, bottom.
    scores : array_like of float, shape (N,)
    truth : array_like of float, shape (M, 4)
    iou_threshold : float
        The IoU that it takes at least.

    Returns
    -------
    ndarray of int, shape (N,)
        Position of the true box; −1 for a false alarm.

    References
    ----------
    M. Everingham et al., The PASCAL visual object classes challenge, IJCV 88, 2010, section 4.2. There a surer box that
    overlaps most with a taken one is wrong even if another is free; here it is given the best free one.

    Examples
    --------
    >>> match_boxes([[0, 0, 9, 9], [0, 0, 9, 8], [50, 50, 60, 60]], [0.8, 0.9, 0.7], [[0, 0, 9, 9]])
    array([-1,  0, -1])
    """
    boxes, truth = check_boxes(boxes), check_boxes(truth)
    matched, free = np.full(len(boxes), -1), np.ones(len(truth), bool)
    if len(boxes) and len(truth):
        overlaps = iou(boxes, truth)
        for i in np.argsort(-np.asarray(scores, np.float64), kind="stable"):
            best = np.argmax(np.where(free, overlaps[i], -1))
            if free[best] and overlaps[i, best] >= iou_threshold:
                matched[i], free[best] = best, False
    return matched
