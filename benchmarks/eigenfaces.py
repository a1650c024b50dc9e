"""Fitting eigenfaces on all of ORL beside OpenCV and scikit-learn."""

import cv2
from sklearn.decomposition import PCA

from benchmarks.measure import print_times, time_in_turn
from facelab.datasets import load_orl
from facelab.features import Eigenfaces


def main() -> None:
    faces = load_orl()
    images, labels = list(faces.images), faces.labels.astype("int32")
    rows = faces.images.reshape(len(faces), -1)
    ways = {
        "facelab Eigenfaces": lambda: Eigenfaces().fit(faces.images),
        "OpenCV EigenFaceRecognizer": lambda: cv2.face.EigenFaceRecognizer_create().train(images, labels),
        "scikit-learn PCA": lambda: PCA(svd_solver="full").fit(rows),
    }
    print_times("all eigenfaces of 400 ORL images", time_in_turn(ways, repeats=5))
