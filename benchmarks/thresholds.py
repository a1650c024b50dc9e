"""The thresholds of the pretrained networks, on all impostor pairs of LFW's view 1: minutes of embedding."""

import numpy as np

from benchmarks.measure import console
from facelab.course import course_folder
from facelab.datasets import load_lfw
from facelab.distances import distance_matrix
from facelab.evaluation import embed
from facelab.zoo import THRESHOLDS, pretrained


def main() -> None:
    faces, _ = load_lfw("dev")
    left, right = np.triu_indices(len(faces), 1)
    impostor = faces.labels[left] != faces.labels[right]
    for name, shipped in THRESHOLDS.items():
        vectors = embed(pretrained(name), faces.images, course_folder() / "build" / "embeddings").vectors
        distances = np.sort(distance_matrix(vectors, vectors)[left, right][impostor])
        for far, threshold in shipped.items():
            measured = distances[int(far * len(distances))]
            console.print(f"{name}, FAR {far:g} of {len(distances):,} pairs: {measured:.3f} (shipped {threshold:.3f})")
