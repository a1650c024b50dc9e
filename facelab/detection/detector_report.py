"""How good a detector is on images whose faces are known: recall, false positives, place of the boxes, time."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from facelab.detection.detection import Detection
from facelab.detection.matching import match_boxes

IOU_THRESHOLD = 0.3  # detectors frame a face in different ways: two good boxes of one face overlap by 0.4 to 0.8


class DetectorReport(NamedTuple):
    """How well a detector did on a set of images."""

    recall: float  # share of the faces that it found; NaN if there are none
    false_positives: float  # boxes without a face, per image
    mean_offset: np.ndarray  # of a box's center from the face's: x and y, in face widths
    localization_error: float  # median distance of a box's center from the mean offset, in face widths
    milliseconds: float  # per image
    found: list[list[Detection]]  # the detections in each image


def evaluate_detector(
    detector: Callable[[np.ndarray], list[Detection]], images: Sequence[np.ndarray], truth: Sequence[np.ndarray]
) -> DetectorReport:
    """Run a detector on images, and compare what it finds with the true boxes.

    A face counts as found if a box overlaps it with an IoU of at least 0.3. Where a detector puts its boxes on average
    is a convention (brows to chin, or the whole head), not an error; how much that varies is one.

    Parameters
    ----------
    detector : callable
        From an image to detections.
    images : sequence of ndarray of uint8, shape (H, W) or (H, W, 3)
    truth : sequence of ndarray of float, shape (n, 4)
        left, top, right, bottom of the faces in each image.

    Returns
    -------
    DetectorReport

    Examples
    --------
    >>> detector = lambda image: [Detection((0.0, 0.0, 80.0, 80.0), 1.0)]
    >>> report = evaluate_detector(detector, [np.zeros((80, 80), np.uint8)] * 2, [[[5, 5, 75, 75]], []])
    >>> report.recall, report.false_positives
    (1.0, 0.5)
    """
    detector(images[0])  # not timed: it loads its model
    start = time.perf_counter()
    found = [detector(image) for image in images]
    milliseconds = 1000 * (time.perf_counter() - start) / len(images)
    offsets = np.concatenate([_offsets(each, boxes) for each, boxes in zip(found, truth, strict=True)])
    n_true, n_found = sum(len(boxes) for boxes in truth), sum(len(each) for each in found)
    mean_offset = offsets.mean(axis=0) if len(offsets) else np.full(2, np.nan)
    spread = np.linalg.norm(offsets - mean_offset, axis=1)
    return DetectorReport(
        recall=len(offsets) / n_true if n_true else np.nan,
        false_positives=(n_found - len(offsets)) / len(images),
        mean_offset=mean_offset,
        localization_error=float(np.median(spread)) if len(spread) else np.nan,
        milliseconds=milliseconds,
        found=found,
    )


def _offsets(found: list[Detection], truth: np.ndarray) -> np.ndarray:
    """Compute the offsets of the centers of matched boxes from those of the faces, in face widths, shape (n, 2)."""
    boxes, truth = np.reshape([each.box for each in found], (-1, 4)), np.reshape(truth, (-1, 4))
    matched = match_boxes(boxes, [each.score for each in found], truth, IOU_THRESHOLD)
    boxes, faces = boxes[matched >= 0], truth[matched[matched >= 0]]
    return (boxes[:, :2] + boxes[:, 2:] - faces[:, :2] - faces[:, 2:]) / 2 / (faces[:, 2:3] - faces[:, :1])
