"""Non-max suppression beside OpenCV's, and windows as one convolution beside all of them one after the other."""

import cv2
import numpy as np

from benchmarks.measure import console, print_times, time_in_turn
from facelab.detection import nms, sliding_windows

N_BOXES, THRESHOLD = 10_000, 0.5
SIDES = (300, 1000, 3000, 10_000)  # of the picture that the boxes lie in, pixels: the larger, the fewer overlap
PICTURE, WINDOW, STRIDE = (240, 320), (32, 24), 4


def main() -> None:
    rng = np.random.default_rng(0)
    for side in SIDES:
        corners, sizes = rng.uniform(0, side, (N_BOXES, 2)), rng.uniform(20, 120, (N_BOXES, 2))
        boxes, scores = np.hstack([corners, corners + sizes]), rng.random(N_BOXES)
        lists = np.hstack([corners, sizes]).tolist(), scores.tolist()
        ways = {
            "OpenCV, NMSBoxes": lambda lists=lists: cv2.dnn.NMSBoxes(*lists, 0.0, THRESHOLD),
            "facelab, nms": lambda boxes=boxes, scores=scores: nms(boxes, scores, THRESHOLD),
        }
        kept = len(nms(boxes, scores, THRESHOLD))
        print_times(f"{N_BOXES:,} boxes in {side} × {side} pixels, {kept:,} kept", time_in_turn(ways, repeats=7))
    _convolution()


def _convolution() -> None:
    from facelab.networks import fully_convolutional, window_classifier

    classifier = window_classifier(WINDOW)
    everywhere = fully_convolutional(classifier)
    picture = np.random.default_rng(0).integers(0, 256, PICTURE, np.uint8)
    crops = sliding_windows(picture, WINDOW, STRIDE).reshape(-1, *WINDOW, 1).astype(np.float32)
    whole = picture[None, ..., None].astype(np.float32)
    ways = {
        "one convolution": lambda: everywhere.predict(whole, verbose=0),
        "batches of 256 windows": lambda: classifier.predict(crops, batch_size=256, verbose=0),
        "a loop over windows": lambda: [classifier(crops[i : i + 1]) for i in range(len(crops))],
    }
    print_times(f"{len(crops):,} windows of a picture of {PICTURE} pixels", time_in_turn(ways, repeats=3))
    difference = np.abs(ways["one convolution"]().ravel() - ways["batches of 256 windows"]().ravel()).max()
    console.print(f"largest difference of two scores: {difference:.0e}")
