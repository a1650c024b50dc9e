"""Verification: are two images of one person? Curves, error rates and thresholds.

A pair is accepted when its distance is at most the threshold. Every distinct distance is a
threshold of its own, so nothing here depends on a grid of thresholds.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


@dataclass(frozen=True, eq=False)
class VerificationCurve:
    """What each threshold accepts.

    Parameters
    ----------
    thresholds : ndarray, shape (T,)
        −∞ (accept nothing), then every distinct distance, ascending.
    genuine_accepted, impostor_accepted : ndarray of int, shape (T,)
        How many pairs of each kind have a distance of at most the threshold.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, "FaceNet", CVPR 2015, section 4 (VAL and FAR).

    Examples
    --------
    >>> curve = verification_curve(np.array([0.1, 0.4, 0.4, 0.9]), np.array([True, True, False, False]))
    >>> curve.thresholds, curve.val, curve.far
    (array([-inf,  0.1,  0.4,  0.9]), array([0. , 0.5, 1. , 1. ]), array([0. , 0. , 0.5, 1. ]))
    """

    thresholds: np.ndarray
    genuine_accepted: np.ndarray
    impostor_accepted: np.ndarray

    @property
    def n_genuine(self) -> int:
        """How many genuine pairs there are."""
        return int(self.genuine_accepted[-1])

    @property
    def n_impostor(self) -> int:
        """How many impostor pairs there are."""
        return int(self.impostor_accepted[-1])

    @property
    def val(self) -> np.ndarray:
        """VAL, the validation rate (true accept rate) at each threshold: float64, shape (T,)."""
        return self.genuine_accepted / self.n_genuine

    @property
    def far(self) -> np.ndarray:
        """FAR, the false accept rate at each threshold: float64, shape (T,)."""
        return self.impostor_accepted / self.n_impostor

    @property
    def frr(self) -> np.ndarray:
        """FRR, the false reject rate, 1 − VAL: float64, shape (T,)."""
        return (self.n_genuine - self.genuine_accepted) / self.n_genuine

    @property
    def accuracy(self) -> np.ndarray:
        """Share of pairs decided rightly at each threshold: float64, shape (T,)."""
        rejected_impostors = self.n_impostor - self.impostor_accepted.astype(np.int64)
        return (self.genuine_accepted + rejected_impostors) / (self.n_genuine + self.n_impostor)

    @property
    def f1(self) -> np.ndarray:
        """F1, the harmonic mean of precision and VAL, at each threshold: float64, shape (T,)."""
        accepted = self.genuine_accepted.astype(np.int64) + self.impostor_accepted
        return 2.0 * self.genuine_accepted / (accepted + self.n_genuine)

    @property
    def auc(self) -> float:
        """Area under the ROC curve: how often a genuine pair is nearer than an impostor pair (ties count half)."""
        return float(np.trapezoid(self.val, self.far))

    @property
    def eer(self) -> float:
        """Equal error rate: where FAR = FRR, with a straight line between neighbouring thresholds."""
        excess = self.far - self.frr
        after = int(np.argmax(excess >= 0))
        share = -excess[after - 1] / (excess[after] - excess[after - 1])
        return float(self.far[after - 1] + share * (self.far[after] - self.far[after - 1]))

    def val_at(self, far: float) -> float:
        """Find the VAL at the largest threshold whose FAR does not exceed a limit.

        Parameters
        ----------
        far : float
            The limit, at least 1 / n_impostor: a lower rate cannot be measured on these pairs.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            If there are too few impostor pairs to measure that FAR.

        Examples
        --------
        >>> distances, same = np.array([0.1, 0.4, 0.3, 0.9]), np.array([True, True, False, False])
        >>> verification_curve(distances, same).val_at(0.5)
        1.0
        """
        return float(self.val[self._position_at(far)])

    def threshold_at(self, far: float) -> float:
        """Find the largest threshold whose FAR does not exceed a limit.

        Parameters
        ----------
        far : float
            The limit, at least 1 / n_impostor.

        Returns
        -------
        float

        Raises
        ------
        ValueError
            If there are too few impostor pairs to measure that FAR.

        Examples
        --------
        >>> distances, same = np.array([0.1, 0.4, 0.3, 0.9]), np.array([True, True, False, False])
        >>> verification_curve(distances, same).threshold_at(0.5)
        0.4
        """
        return float(self.thresholds[self._position_at(far)])

    def far_at(self, threshold: float) -> float:
        """Find the FAR at a threshold, one of the curve's or not.

        Parameters
        ----------
        threshold : float

        Returns
        -------
        float

        Examples
        --------
        >>> distances, same = np.array([0.1, 0.4, 0.3, 0.9]), np.array([True, True, False, False])
        >>> verification_curve(distances, same).far_at(0.35)
        0.5
        """
        if np.isnan(threshold):
            raise ValueError("the threshold is NaN; expected a number.")
        position = int(np.searchsorted(self.thresholds, threshold, side="right")) - 1
        return float(self.impostor_accepted[max(position, 0)] / self.n_impostor)

    def _rate_gap(self) -> np.ndarray:
        """|FAR − FRR| times n_genuine · n_impostor: whole numbers, so that ties are ties."""
        false_rejects = self.n_genuine - self.genuine_accepted.astype(np.int64)
        return np.abs(self.impostor_accepted * np.int64(self.n_genuine) - false_rejects * self.n_impostor)

    def _position_at(self, far: float) -> int:
        if not 0 < far <= 1:
            raise ValueError(f"far={far}: a false accept rate lies above 0 and at most at 1.")
        if far * self.n_impostor < 1 - 1e-9:
            raise ValueError(
                f"FAR = {far:g} needs at least {int(np.ceil(1 / far - 1e-9)):,} impostor pairs; "
                f"there are {self.n_impostor:,}."
            )
        most_accepted = np.floor(far * self.n_impostor + 1e-9)
        return int(np.searchsorted(self.impostor_accepted, most_accepted, side="right")) - 1


class KFoldAccuracy(NamedTuple):
    """Accuracy over folds: the mean, its standard error, and the threshold used on each fold, shape (n_folds,)."""

    mean: float
    standard_error: float
    thresholds: np.ndarray


def verification_curve(distances: np.ndarray, same: np.ndarray) -> VerificationCurve:
    """Count what every possible threshold accepts.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
        True for a genuine pair.

    Returns
    -------
    VerificationCurve

    Raises
    ------
    ValueError
        If there are no pairs, only one kind of pair, NaN or infinite distances, or lengths differ.

    Examples
    --------
    >>> curve = verification_curve(np.array([0.2, 0.3, 0.5, 0.7]), np.array([True, False, True, False]))
    >>> curve.auc, curve.eer
    (0.75, 0.5)
    """
    distances, same = _check_pairs(distances, same)
    ordered = np.empty(len(distances) + 1, distances.dtype)
    ordered[0], ordered[1:] = -np.inf, distances
    ordered.sort()  # values alone: far faster than an argsort of pairs
    last_of_its_value = np.append(ordered[1:] != ordered[:-1], True)
    thresholds = ordered[last_of_its_value]
    del ordered  # with 20 million pairs, each array counts
    accepted = np.arange(len(distances) + 1, dtype=_count_type(len(distances)))[last_of_its_value]
    # count the rarer kind by looking up its distances; the other kind is what remains
    genuine_is_rare = 2 * np.count_nonzero(same) <= len(same)
    rare_accepted = np.zeros_like(accepted)
    np.add.at(rare_accepted, np.searchsorted(thresholds, np.sort(distances[same == genuine_is_rare])), 1)
    np.cumsum(rare_accepted, out=rare_accepted)
    accepted -= rare_accepted
    genuine, impostor = (rare_accepted, accepted) if genuine_is_rare else (accepted, rare_accepted)
    return VerificationCurve(thresholds, genuine, impostor)


def choose_threshold(distances: np.ndarray, same: np.ndarray, by: str = "accuracy", far: float | None = None) -> float:
    """Choose the threshold that is best on these pairs. Judge it on other pairs.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    by : {"accuracy", "f1", "eer", "far"}
        Highest accuracy; highest F1; smallest |FAR − FRR|; or highest VAL with a FAR of at most `far`.
    far : float, optional
        The limit for `by="far"`.

    Returns
    -------
    float
        One of the distances, or −∞ where accepting nothing is best. Of several best thresholds the
        smallest, except for "far", where it is the largest.

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
        raise ValueError(f"by={by!r}: choose by accuracy, f1, eer or far.")
    if (far is not None) != (by == "far"):
        raise ValueError("give a limit far=… with by='far', and only then.")
    curve = verification_curve(distances, same)
    if far is not None:
        return curve.threshold_at(far)
    score: np.ndarray = -curve._rate_gap() if by == "eer" else getattr(curve, by)
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
        mean, standard error (sample standard deviation / √n_folds), thresholds.

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
    distances, same = _check_pairs(distances, same)
    names = np.unique(folds)
    if np.shape(folds) != same.shape or len(names) < 2:
        raise ValueError(f"folds must give each of {len(same)} pairs one of at least two folds.")
    thresholds, accuracies = np.empty(len(names)), np.empty(len(names))
    for i, name in enumerate(names):
        test = np.asarray(folds) == name
        thresholds[i] = choose_threshold(distances[~test], same[~test])
        accuracies[i] = np.mean((distances[test] <= thresholds[i]) == same[test])
    return KFoldAccuracy(
        mean=float(accuracies.mean()),
        standard_error=float(accuracies.std(ddof=1) / np.sqrt(len(names))),
        thresholds=thresholds,
    )


def check_same(same: np.ndarray, n_pairs: int) -> None:
    """Refuse anything but one bool for each pair, with both kinds of pair among them.

    Parameters
    ----------
    same : ndarray of bool, shape (n_pairs,)
    n_pairs : int

    Raises
    ------
    ValueError
        If there are no pairs, lengths differ, values are not bool, or one kind of pair is missing.

    Examples
    --------
    >>> check_same(np.array([True, True]), 2)
    Traceback (most recent call last):
    ...
    ValueError: all 2 pairs are genuine; impostor pairs are needed too.
    """
    if n_pairs == 0:
        raise ValueError("there are no pairs.")
    if np.shape(same) != (n_pairs,) or np.asarray(same).dtype != bool:
        found = f"{np.asarray(same).dtype} of shape {np.shape(same)}"
        raise ValueError(f"same must be bool (True for one person) of shape ({n_pairs},); found {found}.")
    n_genuine = np.count_nonzero(same)
    if n_genuine in (0, n_pairs):
        there, missing = ("genuine", "impostor") if n_genuine else ("impostor", "genuine")
        raise ValueError(f"all {n_pairs} pairs are {there}; {missing} pairs are needed too.")


def _check_pairs(distances: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    distances, same = np.asarray(distances), np.asarray(same)
    if distances.ndim != 1 or distances.dtype.kind not in "fiu":
        raise ValueError(f"distances must be numbers of shape (n_pairs,); found {distances.dtype} {distances.shape}.")
    check_same(same, len(distances))
    if not np.isfinite(distances).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(distances))} distances are NaN or infinite.")
    return distances.astype(distances.dtype if distances.dtype.kind == "f" else np.float64, copy=False), same


def _count_type(n_pairs: int) -> type:
    return np.int32 if n_pairs <= np.iinfo(np.int32).max else np.int64
