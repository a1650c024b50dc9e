"""Choosing a threshold, and evaluating it on other pairs."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from facelab.verification.checks import check_pairs
from facelab.verification.curve import verification_curve


class KFoldAccuracy(NamedTuple):
    """Hold an accuracy measured fold by fold, as `kfold_accuracy` returns it.

    Attributes
    ----------
    mean : float
        Mean of the folds' accuracies, from 0 to 1.
    standard_error : float
        Standard deviation of the folds' accuracies (ddof = 1), divided by √n_folds.
    thresholds : ndarray of float, shape (n_folds,)
        The threshold each fold was judged with; it was chosen on the other folds.

    Examples
    --------
    >>> KFoldAccuracy(0.9, 0.01, np.array([0.5, 0.6])).mean
    0.9
    """

    mean: float
    standard_error: float
    thresholds: np.ndarray


class KFoldVal(NamedTuple):
    """Hold a VAL measured fold by fold at one FAR, as `kfold_val` returns it.

    Attributes
    ----------
    mean : float
        Mean of the folds' VALs, the share of genuine pairs accepted, from 0 to 1.
    standard_error : float
        Standard deviation of the folds' VALs (ddof = 1), divided by √n_folds.
    far : float
        Mean FAR measured on the folds; the thresholds were chosen elsewhere, so it differs from the FAR asked for.
    thresholds : ndarray of float, shape (n_folds,)
        The threshold each fold was judged with; it was chosen on the other folds.

    Examples
    --------
    >>> KFoldVal(0.8, 0.02, 0.001, np.array([0.5, 0.6])).far
    0.001
    """

    mean: float
    standard_error: float
    far: float
    thresholds: np.ndarray


def choose_threshold(distances: np.ndarray, same: np.ndarray, by: str = "accuracy", far: float | None = None) -> float:
    """Choose the threshold that is best on these pairs; evaluate it on other pairs.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    by : {"accuracy", "f1", "eer", "far"}, default "accuracy"
        Highest accuracy; highest F1; smallest |FAR − FRR|; or highest VAL with a FAR of at most `far`.
    far : float, optional
        The limit for `by="far"`.

    Returns
    -------
    float
        One of the distances, or −∞ where accepting nothing is best. Of several best thresholds the smallest, except
        for "far", where it is the largest.

    Raises
    ------
    ValueError
        As in `verification_curve`, or if `by` or `far` does not fit.

    Examples
    --------
    >>> choose_threshold(np.array([0.2, 0.3, 0.6, 0.7]), np.array([True, True, False, False]))
    0.3
    """
    if by not in ("accuracy", "f1", "eer", "far"):
        raise ValueError(f"by={by!r}: expected accuracy, f1, eer or far.")
    if (far is not None) != (by == "far"):
        raise ValueError("by='far' needs a limit far=…; the other criteria accept none.")
    curve = verification_curve(distances, same)
    if far is not None:
        return curve.threshold_at(far)
    score: np.ndarray = -curve.rate_gap if by == "eer" else getattr(curve, by)
    return float(curve.thresholds[np.argmax(score)])


def kfold_accuracy(distances: np.ndarray, same: np.ndarray, folds: np.ndarray) -> KFoldAccuracy:
    """Measure accuracy on each fold with the threshold that is best on all the others.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    folds : ndarray of int, shape (n_pairs,)
        The fold of each pair.

    Returns
    -------
    KFoldAccuracy
        The standard error is the sample standard deviation / √n_folds.

    Raises
    ------
    ValueError
        If there are fewer than two folds, or as in `verification_curve`.

    References
    ----------
    G. B. Huang et al., "Labeled Faces in the Wild", 2007: the protocol of view 2.

    Examples
    --------
    >>> distances = np.array([0.1, 0.9, 0.2, 0.8])
    >>> kfold_accuracy(distances, np.array([True, False, True, False]), np.array([0, 0, 1, 1]))
    KFoldAccuracy(mean=0.75, standard_error=0.25, thresholds=array([0.2, 0.1]))
    """
    accuracies, thresholds = [], []
    for test_distances, test_same, threshold in _cross_validate(distances, same, folds, by="accuracy"):
        accuracies.append(np.mean((test_distances <= threshold) == test_same))
        thresholds.append(threshold)
    return KFoldAccuracy(*_mean_and_standard_error(accuracies), np.array(thresholds))


def kfold_val(distances: np.ndarray, same: np.ndarray, folds: np.ndarray, far: float) -> KFoldVal:
    """Measure VAL on each fold, with the largest threshold that keeps FAR within a limit on all the others.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    folds : ndarray of int, shape (n_pairs,)
        The fold of each pair.
    far : float
        The limit for the false accept rate on the other folds.

    Returns
    -------
    KFoldVal
        The standard error as in `kfold_accuracy`; `far` is measured on each fold itself, and averaged.

    Raises
    ------
    ValueError
        If there are fewer than two folds, too few impostor pairs for that FAR, or as in `verification_curve`.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, section 4.

    Examples
    --------
    >>> distances = np.array([0.1, 0.9, 0.2, 0.8])
    >>> kfold_val(distances, np.array([True, False, True, False]), np.array([0, 0, 1, 1]), far=1)
    KFoldVal(mean=1.0, standard_error=0.0, far=0.5, thresholds=array([0.8, 0.9]))
    """
    vals, fars, thresholds = [], [], []
    for test_distances, test_same, threshold in _cross_validate(distances, same, folds, by="far", far=far):
        if len(np.unique(test_same)) < 2:
            raise ValueError("a fold lacks one kind of pair: each fold needs both kinds.")
        accepted = test_distances <= threshold
        vals.append(np.mean(accepted[test_same]))
        fars.append(np.mean(accepted[~test_same]))
        thresholds.append(threshold)
    return KFoldVal(*_mean_and_standard_error(vals), float(np.mean(fars)), np.array(thresholds))


def _cross_validate(
    distances: np.ndarray, same: np.ndarray, folds: np.ndarray, by: str, far: float | None = None
) -> Iterator[tuple[np.ndarray, np.ndarray, float]]:
    """Yield the distances and kinds of each fold's pairs, and the threshold chosen on all other folds."""
    distances, same = check_pairs(distances, same)
    names = np.unique(folds)
    if np.shape(folds) != same.shape or len(names) < 2 or np.asarray(folds).dtype.kind not in "iu":
        raise ValueError(f"folds must be an integer for each of {len(same)} pairs, with at least two different ones.")
    for name in names:
        test = np.asarray(folds) == name
        if len(np.unique(same[~test])) < 2:
            raise ValueError(f"without fold {name}, one kind of pair is missing: each fold needs both kinds.")
        yield distances[test], same[test], choose_threshold(distances[~test], same[~test], by, far)


def _mean_and_standard_error(values: list) -> tuple[float, float]:
    return float(np.mean(values)), float(np.std(values, ddof=1) / np.sqrt(len(values)))
