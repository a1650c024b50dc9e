"""Non-max suppression beside a plain loop and OpenCV's, and windows as one convolution beside one after the other."""

from itertools import product

import cv2
import numpy as np

from benchmarks.measure import console, print_times, time_in_turn
from facelab.detection import nms, sliding_windows
from facelab.detection.boxes import area

COUNTS, IOU_THRESHOLD = (100, 1000, 10_000), 0.5
SIDES = (300, 1000, 3000, 10_000)  # of the image that the boxes are in, pixels: the larger, the fewer overlap
IMAGE, WINDOW, STRIDE = (240, 320), (32, 24), 4


def main() -> None:
    rng = np.random.default_rng(0)
    for n, side in product(COUNTS, SIDES):
        corners, sizes = rng.uniform(0, side, (n, 2)), rng.uniform(20, 120, (n, 2))
        boxes, scores = np.hstack([corners, corners + sizes]), rng.random(n)
        lists = np.hstack([corners, sizes]).tolist(), scores.tolist()
        ways = {
            "facelab, nms": lambda boxes=boxes, scores=scores: nms(boxes, scores, IOU_THRESHOLD),
            "a plain loop": lambda boxes=boxes, scores=scores: plain_nms(boxes, scores),
            "OpenCV, NMSBoxes": lambda lists=lists: cv2.dnn.NMSBoxes(*lists, 0.0, IOU_THRESHOLD),
        }
        kept = nms(boxes, scores, IOU_THRESHOLD).tolist()
        assert kept == plain_nms(boxes, scores), "the plain loop keeps other boxes"
        print_times(f"{n:,} boxes in {side} × {side} pixels, {len(kept):,} kept", time_in_turn(ways, repeats=7))
    _convolution()


def plain_nms(boxes: np.ndarray, scores: np.ndarray) -> list[int]:
    """Compare the best box with all that are left, until none is."""
    areas, left, kept = area(boxes), np.argsort(-scores), []
    while len(left):
        best, left = left[0], left[1:]
        kept.append(int(best))
        a, b = boxes[best], boxes[left]
        width = np.minimum(a[2], b[:, 2]) - np.maximum(a[0], b[:, 0])
        height = np.minimum(a[3], b[:, 3]) - np.maximum(a[1], b[:, 1])
        intersection = np.maximum(width, 0) * np.maximum(height, 0)
        left = left[intersection < IOU_THRESHOLD * (areas[best] + areas[left] - intersection)]
    return kept


def _convolution() -> None:
    from facelab.networks import fully_convolutional, window_classifier

    classifier = window_classifier(WINDOW)
    everywhere = fully_convolutional(classifier)
    image = np.random.default_rng(0).integers(0, 256, IMAGE, np.uint8)
    crops = sliding_windows(image, WINDOW, STRIDE).reshape(-1, *WINDOW, 1).astype(np.float32)
    whole = image[None, ..., None].astype(np.float32)
    ways = {
        "one convolution": lambda: everywhere.predict(whole, verbose=0),
        "batches of 256 windows": lambda: classifier.predict(crops, batch_size=256, verbose=0),
        "a loop over windows": lambda: [classifier(crops[i : i + 1]) for i in range(len(crops))],
    }
    print_times(f"{len(crops):,} windows of an image of {IMAGE} pixels", time_in_turn(ways, repeats=3))
    difference = np.abs(ways["one convolution"]().ravel() - ways["batches of 256 windows"]().ravel()).max()
    console.print(f"largest difference of two scores: {difference:.0e}")
