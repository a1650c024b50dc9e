"""The weights of "dlib+sface", chosen on LFW's view 1: ten minutes of embedding, then seconds."""

import numpy as np
from rich.table import Table

from benchmarks.measure import console
from facelab.course import course_folder
from facelab.datasets import find_lfw, load_lfw
from facelab.distances import pair_distances
from facelab.evaluation import embed
from facelab.verification import kfold_accuracy, verification_curve
from facelab.zoo import pretrained
from facelab.zoo.pretrained import FUSION_WEIGHTS

RATIOS = {"SFace alone": (0, 1), **{f"{ratio} : 1": (ratio, 1) for ratio in (1, 2, 3, 4, 6)}, "dlib alone": (1, 0)}


def main() -> None:
    if not find_lfw():
        console.print("LFW is not on this machine: nothing to measure; see data/README.md.")
        return
    faces, pairs = load_lfw("dev")
    joined = embed(pretrained("dlib+sface"), faces.images, course_folder() / "build" / "embeddings").vectors
    left, right = joined[pairs.left], joined[pairs.right]
    squared = {
        "dlib": pair_distances(left[:, :128], right[:, :128], "squared_euclidean") / FUSION_WEIGHTS["dlib"] ** 2,
        "sface": pair_distances(left[:, 128:], right[:, 128:], "squared_euclidean") / FUSION_WEIGHTS["sface"] ** 2,
    }
    title = "LFW, view 1: 3,200 pairs, each part with the threshold of the other"
    table = Table("dlib : SFace, squared distances", "accuracy", "AUC", "VAL @ FAR 0.01", title=title)
    for name, (dlib, sface) in RATIOS.items():
        distances = np.sqrt(dlib * squared["dlib"] + sface * squared["sface"])
        curve, accuracy = verification_curve(distances, pairs.same), kfold_accuracy(distances, pairs.same, pairs.fold)
        table.add_row(name, f"{accuracy.mean:.2%}", f"{curve.auc:.5f}", f"{curve.val_at(0.01):.2%}")
    console.print(table)
