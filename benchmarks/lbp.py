"""LBP codes and descriptors beside scikit-image's codes, on all of ORL."""

import numpy as np
from skimage.feature import local_binary_pattern

from benchmarks.measure import print_times, time_in_turn
from facelab.datasets import load_orl
from facelab.features import LBPHistograms, lbp_codes


def main() -> None:
    images = load_orl().images
    for points, radius in ((8, 1), (8, 2), (16, 2)):
        lbp = LBPHistograms(points, radius)

        def peer(points=points, radius=radius) -> np.ndarray:
            return np.stack([local_binary_pattern(image, points, radius, method="nri_uniform") for image in images])

        def codes(points=points, radius=radius) -> np.ndarray:
            return np.stack([lbp_codes(image, points, radius) for image in images])

        ways = {
            "facelab, descriptors": lambda lbp=lbp: lbp.transform(images),
            "facelab, codes only": codes,
            "scikit-image, codes only": peer,
        }
        print_times(f"LBP ({points}, {radius}), 400 ORL images", time_in_turn(ways, repeats=5), len(images))
