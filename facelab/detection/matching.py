"""Matching: which detected box belongs to which true one."""

import numpy as np
from numpy.typing import ArrayLike

from facelab.detection.boxes import check_boxes, iou


def match_boxes(boxes: ArrayLike, scores: ArrayLike, truth: ArrayLike, iou_threshold: float = 0.5) -> np.ndarray:
    """Match each box, the highest score first, with the free true box that it overlaps most: its position, or −1.

    As in M. Everingham et al., The PASCAL visual object classes challenge, IJCV 88, 2010, section 4.2, but there a box
    that overlaps most with a matched true box is wrong even if another is free; here it gets the best free one.
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
