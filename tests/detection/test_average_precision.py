import numpy as np
import pytest

from facelab.detection import iou
from facelab.detection.average_precision import precision_recall


def naive(found, truth, iou_threshold):
    """Follow the definition with loops over all boxes of all images, the highest score first."""
    everything = sorted(
        (
            (score, -image, -i, box)
            for image, (boxes, scores) in enumerate(found)
            for i, (box, score) in enumerate(zip(boxes, scores, strict=True))
        ),
        reverse=True,
        key=lambda each: each[:3],
    )
    matched, correct, curve = set(), 0, []
    total = sum(len(boxes) for boxes in truth)
    for n, (_, image, _, box) in enumerate(everything, 1):
        best = max(
            ((iou([box], [true])[0, 0], j) for j, true in enumerate(truth[-image]) if (image, j) not in matched),
            default=(0, None),
        )
        if best[1] is not None and best[0] >= iou_threshold:
            matched.add((image, best[1]))
            correct += 1
        curve.append((correct / total, correct / n))
    area, before = 0.0, 0.0
    for i, (recall, _) in enumerate(curve):
        area += (recall - before) * max(precision for _, precision in curve[i:])
        before = recall
    return area


def test_against_the_definition():
    rng = np.random.default_rng(0)
    for _ in range(100):
        truth, found = [], []
        for _ in range(5):
            corner = rng.integers(0, 30, (rng.integers(0, 4), 2)).astype(float)
            true = np.hstack([corner, corner + rng.integers(8, 20, (len(corner), 2))])
            near = np.repeat(true, 2, axis=0) + rng.normal(0, 1.5, (2 * len(true), 4))
            truth.append(true)
            found.append((near, rng.permutation(2 * len(true)) + rng.random()))
        if sum(map(len, truth)):
            assert precision_recall(found, truth).average_precision == pytest.approx(naive(found, truth, 0.5))


def test_a_perfect_detector_and_one_that_finds_nothing():
    truth = [np.array([[0, 0, 5, 5.0]]), np.zeros((0, 4))]
    no_boxes = (np.zeros((0, 4)), np.zeros(0))
    perfect = precision_recall([(truth[0], [0.9]), no_boxes], truth)
    assert perfect.average_precision == 1 and perfect.recall.tolist() == [1] and perfect.precision.tolist() == [1]
    assert precision_recall([no_boxes, no_boxes], truth).average_precision == 0


def test_bad_input():
    with pytest.raises(ValueError, match="detections for 1 images"):
        precision_recall([([], [])], [])
    with pytest.raises(ValueError, match="recall is undefined"):
        precision_recall([([], [])], [np.zeros((0, 4))])
