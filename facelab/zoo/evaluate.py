"""Verification by the networks of the registry, on the people who were held out of their training."""

from typing import TYPE_CHECKING

import numpy as np

from facelab.datasets import FaceSet, load_orl
from facelab.distances import pair_distances
from facelab.networks import learned_distances
from facelab.protocols import people_fold
from facelab.verification import VerificationCurve, kfold_accuracy, verification_curve
from facelab.zoo.lfw_training import held_out_pairs
from facelab.zoo.load import load_trained
from facelab.zoo.recipes import RECIPES, embed_images
from facelab.zoo.registry import N_FOLDS, Entry, find_entry

if TYPE_CHECKING:
    import keras


def evaluate_network(network: "keras.Model", faces: FaceSet) -> VerificationCurve:
    """Verify all pairs of images of held-out people.

    Parameters
    ----------
    network : keras.Model
        From `load_trained` or `recipes.train`.
    faces : FaceSet
        Of people who were held out of its training.

    Returns
    -------
    VerificationCurve

    Examples
    --------
    >>> faces = load_orl()
    >>> evaluate_network(load_trained("orl-triplet-0"), faces[faces.labels % 4 == 0]).n_genuine
    450
    """
    vectors, pairs = embed_images(network).transform(faces.images), faces.pairs()
    distances = learned_distances(network, vectors[pairs.left], vectors[pairs.right])
    return verification_curve(distances, pairs.same)


def evaluate_folds(name: str, retrain: bool = False) -> list[VerificationCurve]:
    """Evaluate the four networks that were trained on the four folds of ORL, each on its held-out people.

    Parameters
    ----------
    name : str
        As in the registry, without the fold, e.g. "orl-triplet".
    retrain : bool, default False
        As in `load_trained`.

    Returns
    -------
    list of VerificationCurve

    Examples
    --------
    >>> [curve.auc > 0.9 for curve in evaluate_folds("orl-triplet")]
    [True, True, True, True]
    """
    names = [f"{name}-{fold}" for fold in range(N_FOLDS)]
    return [evaluate_network(load_trained(each, retrain), held_out_faces(find_entry(each))) for each in names]


def held_out_faces(entry: Entry) -> FaceSet:
    """Return the ORL images of the people who were held out of an entry's training."""
    faces = load_orl()
    _, held_out = people_fold(faces.labels, entry.fold, N_FOLDS)
    return faces[held_out]


def figures_of(network: "keras.Model", entry: Entry) -> dict[str, float]:
    """Measure what the registry records: AUC and EER on held-out people, with data LFW accuracy, too."""
    if entry.data != "LFW":
        curve = evaluate_network(network, held_out_faces(entry))
        return {"auc": curve.auc, "eer": curve.eer}
    faces, pairs = held_out_pairs(entry.fold)
    assert pairs.fold is not None
    used, rows = np.unique([pairs.left, pairs.right], return_inverse=True)
    vectors = RECIPES[entry.recipe].make_embedder(network).transform(faces.images[used])
    left, right = rows.reshape(2, -1)
    distances = pair_distances(vectors[left], vectors[right])
    curve, accuracy = verification_curve(distances, pairs.same), kfold_accuracy(distances, pairs.same, pairs.fold)
    return {"auc": curve.auc, "eer": curve.eer, "accuracy": accuracy.mean}
