"""Evaluate a descriptor on sets like ORL: fitted on one part of the people or images, evaluated on the other."""

from collections.abc import Callable, Iterable, Sequence

import numpy as np
from sklearn.base import TransformerMixin, clone

from facelab.datasets import FaceSet
from facelab.distances import distance_matrix, pair_distances
from facelab.identification import rank_one_accuracy
from facelab.protocols import people_folds
from facelab.verification import VerificationCurve, verification_curve


def identify_splits(
    descriptor: TransformerMixin,
    faces: FaceSet,
    splits: Iterable[tuple[np.ndarray, np.ndarray]],
    metric: str = "euclidean",
) -> np.ndarray:
    """Measure 1-NN identification: on each split, fit on the gallery and find the nearest gallery image of each probe.

    Parameters
    ----------
    descriptor : transformer
        Cloned for each split; it sees only gallery images and their labels.
    faces : FaceSet
    splits : iterable of (gallery, probes)
        Positions, for example from `protocols.split_images`.
    metric : str, default "euclidean"
        As in `facelab.distances`.

    Returns
    -------
    ndarray of float64, shape (n_splits,)
        Rank-one accuracy on each split.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import Eigenfaces
    >>> from facelab.protocols import split_images
    >>> faces = load_orl()
    >>> identify_splits(Eigenfaces(40), faces, [split_images(faces.labels, 5, seed=None)])
    array([0.89])
    """
    return identify_perturbed(descriptor, faces, splits, [lambda images: images], metric)[:, 0]


def identify_perturbed(
    descriptor: TransformerMixin,
    faces: FaceSet,
    splits: Iterable[tuple[np.ndarray, np.ndarray]],
    perturbations: Sequence[Callable[[np.ndarray], np.ndarray]],
    metric: str = "euclidean",
) -> np.ndarray:
    """Measure 1-NN identification when the probes are perturbed and the gallery is not.

    Parameters
    ----------
    descriptor : transformer
        Cloned for each split and fitted on the original gallery.
    faces : FaceSet
    splits : iterable of (gallery, probes)
        Positions.
    perturbations : sequence of callable
        Each from images to images of the same shape.
    metric : str, default "euclidean"
        As in `facelab.distances`.

    Returns
    -------
    ndarray of float64, shape (n_splits, n_perturbations)
        Rank-one accuracy.

    Examples
    --------
    >>> from facelab.augmentation import shift
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import Eigenfaces
    >>> from facelab.protocols import split_images
    >>> faces = load_orl()
    >>> splits = [split_images(faces.labels, 5, seed=None)]
    >>> identify_perturbed(Eigenfaces(40), faces, splits, [lambda images: images, lambda images: shift(images, 8)])
    array([[0.89, 0.61]])
    """
    accuracies = []
    for gallery, probes in splits:
        fitted = clone(descriptor).fit(faces[gallery].images, faces.labels[gallery])
        enrolled, images = fitted.transform(faces[gallery].images), np.asarray(faces[probes].images)
        distances = [distance_matrix(fitted.transform(perturb(images)), enrolled, metric) for perturb in perturbations]
        accuracies.append([rank_one_accuracy(d, faces.labels[gallery], faces.labels[probes]) for d in distances])
    return np.array(accuracies)


def verify_unseen_people(
    descriptor: TransformerMixin, faces: FaceSet, metric: str = "euclidean", n_folds: int = 4
) -> list[VerificationCurve]:
    """Measure verification of held-out people: fit on the others, compare all pairs of those held out.

    Parameters
    ----------
    descriptor : transformer
        Cloned for each fold; it never sees the people it is evaluated on.
    faces : FaceSet
    metric : str, default "euclidean"
        As in `facelab.distances`.
    n_folds : int, default 4
        Fold f holds out the people f, f + n_folds, f + 2·n_folds …

    Returns
    -------
    list of VerificationCurve
        One per fold.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import Eigenfaces
    >>> curves = verify_unseen_people(Eigenfaces(100, whiten=True), load_orl(), "cosine")
    >>> [round(curve.auc, 3) for curve in curves]
    [0.962, 0.979, 0.916, 0.932]
    """
    curves = []
    for train, test in people_folds(faces.labels, n_folds):
        fitted = clone(descriptor).fit(faces[train].images, faces.labels[train])
        vectors, pairs = fitted.transform(faces[test].images), faces[test].pairs()
        distances = pair_distances(vectors[pairs.left], vectors[pairs.right], metric)
        curves.append(verification_curve(distances, pairs.same))
    return curves
