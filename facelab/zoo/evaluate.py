"""Verification by the networks of the registry, on the people who were held out of their training."""

from typing import TYPE_CHECKING

from facelab.datasets import FaceSet, load_orl
from facelab.embedding import KerasEmbedder
from facelab.networks import get_encoder, learned_distances
from facelab.protocols import people_fold
from facelab.verification import VerificationCurve, verification_curve
from facelab.zoo.load import load_trained
from facelab.zoo.recipes import PREPROCESS
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
    vectors, pairs = KerasEmbedder(get_encoder(network), PREPROCESS).transform(faces.images), faces.pairs()
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
