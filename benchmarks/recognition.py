"""How well the classical descriptors recognize the ORL faces, by the course's protocols."""

import numpy as np
from rich.table import Table
from sklearn.preprocessing import FunctionTransformer

from benchmarks.measure import console
from facelab.datasets import FaceSet, load_orl
from facelab.distances import pair_distances
from facelab.evaluation import identify_splits, verify_unseen_people
from facelab.features import Eigenfaces, Fisherfaces, LBPHistograms, SIFTBag, fit_chi2_weights
from facelab.images import flatten_images
from facelab.protocols import people_folds, split_images
from facelab.verification import VerificationCurve, verification_curve

PIXELS = FunctionTransformer(flatten_images)
DESCRIPTORS = {
    "pixels, Euclidean": (PIXELS, "euclidean"),
    "eigenfaces 40, Euclidean": (Eigenfaces(40), "euclidean"),
    "eigenfaces 40, Cosine": (Eigenfaces(40), "cosine"),
    "eigenfaces 100 whitened, Cosine": (Eigenfaces(100, whiten=True), "cosine"),
    "Fisherfaces, Cosine": (Fisherfaces(), "cosine"),
    "LBP, χ²": (LBPHistograms(), "chi2"),
    "SIFT bag of words, χ²": (SIFTBag(), "chi2"),
}


def main() -> None:
    faces = load_orl()
    identification = Table("", "first-5/last-5", "random 5/5 × 20", title="ORL, 1-NN, rank-one accuracy %")
    verification = Table(
        "", "AUC", "AUC by fold", "EER", "VAL @ FAR 1 %", title="ORL, four folds of ten unseen people, all pairs"
    )
    draws = [split_images(faces.labels, 5, seed) for seed in range(20)]
    for name, (descriptor, metric) in DESCRIPTORS.items():
        first = identify_splits(descriptor, faces, [split_images(faces.labels, 5, None)], metric)[0]
        random = identify_splits(descriptor, faces, draws, metric)
        identification.add_row(name, f"{100 * first:.1f}", f"{100 * random.mean():.1f} ± {100 * random.std():.1f}")
        _add(verification, name, verify_unseen_people(descriptor, faces, metric))
    _add(verification, "LBP, weighted χ²", weighted_chi2_curves(faces))
    console.print(identification)
    console.print(verification)


def weighted_chi2_curves(faces: FaceSet) -> list[VerificationCurve]:
    """Learn the weights of the LBP cells on each fold's training people, evaluate them on the others."""
    lbp = LBPHistograms()
    vectors, curves = lbp.transform(faces.images), []
    for train, test in people_folds(faces.labels):
        pairs, learn = faces[test].pairs(), faces[train].pairs()
        weights = fit_chi2_weights(vectors[train][learn.left], vectors[train][learn.right], learn.same, lbp.n_cells)
        left, right = vectors[test][pairs.left], vectors[test][pairs.right]
        curves.append(verification_curve(pair_distances(left, right, "weighted_chi2", weights=weights), pairs.same))
    return curves


def _add(table: Table, name: str, curves: list[VerificationCurve]) -> None:
    columns = [
        [curve.auc for curve in curves],
        [curve.eer for curve in curves],
        [curve.val_at(0.01) for curve in curves],
    ]
    auc, eer, val = (f"{np.mean(values):.4f} ± {np.std(values):.3f}" for values in columns)
    table.add_row(name, auc, " ".join(f"{value:.3f}" for value in columns[0]), eer, val)
