"""How good a detector is on pictures whose faces are known: what it finds, what it makes up, where it puts the box."""

import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from facelab.detection import Detection
from facelab.detection.matching import match_boxes

IOU_THRESHOLD = 0.3  # detectors frame a face in different ways: two good boxes of one face overlap by 0.4 to 0.8


class DetectorReport(NamedTuple):
    """What a detector did on a set of pictures.

    Parameters
    ----------
    recall : float
        Share of the faces that it found; NaN if there are none.
    false_positives : float
        Boxes without a face, a picture.
    mean_offset : ndarray of float64, shape (2,)
        Mean place of a box's middle as seen from the face's, x and y, in units of the face's width.
    localisation_error : float
        Median distance of a box's middle from where it is on average, in units of the face's width.
    milliseconds : float
        A picture.
    found : list of list of Detection
        By picture.
    """

    recall: float
    false_positives: float
    mean_offset: np.ndarray
    localisation_error: float
    milliseconds: float
    found: list[list[Detection]]


def evaluate_detector(
    detector: Callable[[np.ndarray], list[Detection]], images: Sequence[np.ndarray], truth: Sequence[np.ndarray]
) -> DetectorReport:
    """Run a detector on pictures, and compare what it finds with the true boxes.

    A face counts as found if a box overlaps it by an IoU of at least 0.3. Where a detector puts its box in general is
    a convention (brows to chin, or the whole head), and no error; how much it varies is one.

    Parameters
    ----------
    detector : callable
        From a picture to detections.
    images : sequence of ndarray of uint8, shape (H, W) or (H, W, 3)
    truth : sequence of ndarray of float, shape (n, 4)
        left, top, right, bottom of the faces in each.

    Returns
    -------
    DetectorReport

    Examples
    --------
    >>> everything = lambda image: [Detection((0.0, 0.0, 80.0, 80.0), 1.0)]
    >>> report = evaluate_detector(everything, [np.zeros((80, 80), np.uint8)] * 2, [[[5, 5, 75, 75]], []])
    >>> report.recall, report.false_positives
    (1.0, 0.5)
    """
    detector(images[0])  # loads its model
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
        localisation_error=float(np.median(spread)) if len(spread) else np.nan,
        milliseconds=milliseconds,
        found=found,
    )


def _offsets(found: list[Detection], truth: np.ndarray) -> np.ndarray:
    """Compute where the middles of matched boxes lie as seen from those of the faces, shape (n, 2)."""
    boxes, truth = np.reshape([each.box for each in found], (-1, 4)), np.reshape(truth, (-1, 4))
    matched = match_boxes(boxes, [each.score for each in found], truth, IOU_THRESHOLD)
    boxes, faces = boxes[matched >= 0], truth[matched[matched >= 0]]
    return (boxes[:, :2] + boxes[:, 2:] - faces[:, :2] - faces[:, 2:]) / 2 / (faces[:, 2:3] - faces[:, :1])
