import cv2
import numpy as np
import pytest

from facelab.detection import iou, nms, nms_per_class


def naive(boxes, scores, iou_threshold):
    """Pick the best, drop what overlaps it by the threshold or more, until nothing is left."""
    left, kept = list(range(len(boxes))), []
    while left:
        best = max(left, key=lambda i: (scores[i], -i))
        kept.append(best)
        overlaps = {i: iou(boxes[[i]], boxes[[best]])[0, 0] for i in left if i != best}
        left = [i for i, overlap in overlaps.items() if overlap == 0 or overlap < iou_threshold]
    return kept


def random_boxes(rng, n, size=40):
    corner = rng.integers(0, 60, (n, 2))
    return np.hstack([corner, corner + rng.integers(1, size, (n, 2))]).astype(float)


def test_like_a_loop():
    rng = np.random.default_rng(0)
    for _ in range(300):
        n, threshold = rng.integers(0, 12), rng.choice([0.0, 0.3, 0.5, 1.0])
        boxes, scores = random_boxes(rng, n), rng.integers(0, 4, n) / 4
        assert nms(boxes, scores, threshold).tolist() == naive(boxes, scores, threshold)


def test_a_box_at_the_threshold_is_dropped_and_boxes_apart_never_are():
    half = [[0, 0, 10, 10], [0, 0, 10, 5], [20, 0, 30, 10]]
    assert nms(half, [0.9, 0.8, 0.7], 0.5).tolist() == [0, 2]
    assert nms(half, [0.9, 0.8, 0.7], 0.51).tolist() == [0, 1, 2]
    assert nms(half, [0.9, 0.8, 0.7], 0.0).tolist() == [0, 2]
    assert nms([[0, 0, 10, 10]] * 2, [0.5, 0.5], 1.0).tolist() == [0]


def test_like_opencv_in_10_000_cases():
    rng = np.random.default_rng(1)
    for _ in range(10_000):
        n, threshold = rng.integers(1, 40), float(rng.uniform(0.05, 0.95))
        boxes, scores = random_boxes(rng, n), (1.0 + rng.permutation(n)) / 64  # OpenCV leaves equal scores in no order
        sizes = np.hstack([boxes[:, :2], boxes[:, 2:] - boxes[:, :2]])
        theirs = cv2.dnn.NMSBoxes(sizes, scores, 0.0, threshold)
        assert nms(boxes, scores, threshold).tolist() == np.ravel(theirs).tolist()


def test_classes_do_not_suppress_each_other():
    rng = np.random.default_rng(2)
    for _ in range(100):
        boxes, scores, classes = random_boxes(rng, 20), rng.random(20), rng.integers(0, 3, 20)
        kept = nms_per_class(boxes, scores, classes, 0.3)
        naively = [i for c in range(3) for i in np.flatnonzero(classes == c)[naive_of(boxes, scores, classes == c)]]
        assert sorted(kept) == sorted(naively) and (np.diff(scores[kept]) <= 0).all()
    assert nms_per_class([], [], []).tolist() == []


def naive_of(boxes, scores, chosen):
    return naive(boxes[chosen], scores[chosen], 0.3)


@pytest.mark.parametrize(
    ("scores", "threshold", "sentence"),
    [
        ([0.5], 0.5, "scores have the shape .* one for each of the 2 boxes"),
        ([0.5, np.nan], 0.5, "score 1 is NaN"),
        ([0.5, 0.4], 1.5, "expected an IoU"),
    ],
)
def test_bad_input(scores, threshold, sentence):
    with pytest.raises(ValueError, match=sentence):
        nms([[0, 0, 1, 1], [0, 0, 2, 2]], scores, threshold)
    with pytest.raises(ValueError, match="classes have the shape"):
        nms_per_class([[0, 0, 1, 1]], [0.5], [0, 1])
