"""What every threshold accepts."""

from dataclasses import dataclass

import numpy as np

from facelab.verification.checks import check_pairs


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
    def rate_gap(self) -> np.ndarray:
        """|FAR − FRR| · n_genuine · n_impostor, in whole numbers so that ties are ties: int64, shape (T,)."""
        false_rejects = self.n_genuine - self.genuine_accepted.astype(np.int64)
        return np.abs(self.impostor_accepted * np.int64(self.n_genuine) - false_rejects * self.n_impostor)

    @property
    def auc(self) -> float:
        """Area under the ROC curve: how often a genuine pair is nearer than an impostor pair (ties count half)."""
        return float(np.trapezoid(self.val, self.far))

    @property
    def eer(self) -> float:
        """Equal error rate: where FAR = FRR, with a straight line between neighboring thresholds."""
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
        # compared as `distances <= threshold` compares: NumPy rounds a Python float to the distances' precision
        position = int(np.count_nonzero(self.thresholds <= threshold)) - 1
        return float(self.impostor_accepted[max(position, 0)] / self.n_impostor)

    def _position_at(self, far: float) -> int:
        if not 0 < far <= 1:
            raise ValueError(f"far={far}: a false accept rate lies above 0 and at most at 1.")
        if far < 1 / self.n_impostor:
            raise ValueError(
                f"FAR = {far:g} needs at least {int(np.ceil(1 / far)):,} impostor pairs; there are {self.n_impostor:,}."
            )
        return int(np.searchsorted(self.far, far, side="right")) - 1


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
    distances, same = check_pairs(distances, same)
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


def _count_type(n_pairs: int) -> type:
    return np.int32 if n_pairs <= np.iinfo(np.int32).max else np.int64
