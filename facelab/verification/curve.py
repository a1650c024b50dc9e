"""The verification curve: how many genuine and impostor pairs each threshold accepts, and the rates that follow."""

from dataclasses import dataclass

import numpy as np

from facelab.verification.checks import check_pairs


@dataclass(frozen=True, eq=False)
class VerificationCurve:
    """Counts of accepted pairs and error rates at every threshold, as `verification_curve` computes them.

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
    >>> curve.val_at(far=0.5), curve.threshold_at(far=0.5), curve.far_at(threshold=0.35)
    (1.0, 0.4, 0.0)
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
        """Share of pairs decided correctly at each threshold: float64, shape (T,)."""
        rejected_impostors = self.n_impostor - self.impostor_accepted.astype(np.int64)
        return (self.genuine_accepted + rejected_impostors) / (self.n_genuine + self.n_impostor)

    @property
    def f1(self) -> np.ndarray:
        """F1, the harmonic mean of precision and VAL, at each threshold: float64, shape (T,)."""
        accepted = self.genuine_accepted.astype(np.int64) + self.impostor_accepted
        return 2.0 * self.genuine_accepted / (accepted + self.n_genuine)

    @property
    def rate_gap(self) -> np.ndarray:
        """|FAR − FRR| · n_genuine · n_impostor, in integers so that ties are ties: int64, shape (T,)."""
        false_rejects = self.n_genuine - self.genuine_accepted.astype(np.int64)
        return np.abs(self.impostor_accepted * np.int64(self.n_genuine) - false_rejects * self.n_impostor)

    @property
    def auc(self) -> float:
        """Area under the ROC curve: how often a genuine pair is nearer than an impostor pair (ties count half)."""
        return float(np.trapezoid(self.val, self.far))

    @property
    def eer(self) -> float:
        """Equal error rate: where FAR = FRR, interpolated linearly between neighboring thresholds."""
        excess = self.far - self.frr
        after = int(np.argmax(excess >= 0))
        share = -excess[after - 1] / (excess[after] - excess[after - 1])
        return float(self.far[after - 1] + share * (self.far[after] - self.far[after - 1]))

    def val_at(self, far: float) -> float:
        """Find VAL at the largest threshold with a FAR of at most `far`, which must be 1 / n_impostor or more."""
        return float(self.val[self._position_at(far)])

    def threshold_at(self, far: float) -> float:
        """Find the largest threshold with a FAR of at most `far`, which must be 1 / n_impostor or more."""
        return float(self.thresholds[self._position_at(far)])

    def far_at(self, threshold: float) -> float:
        """Find FAR at any threshold, whether or not it is one of the curve's."""
        if np.isnan(threshold):
            raise ValueError("the threshold is NaN; expected a number.")
        # compared as `distances <= threshold` compares: NumPy rounds a Python float to the distances' precision
        position = int(np.count_nonzero(self.thresholds <= threshold)) - 1
        return float(self.impostor_accepted[max(position, 0)] / self.n_impostor)

    def _position_at(self, far: float) -> int:
        if not 0 < far <= 1:
            raise ValueError(f"far={far}: expected a false accept rate above 0 and at most 1.")
        if far < 1 / self.n_impostor:
            raise ValueError(
                f"FAR = {far:g} needs at least {int(np.ceil(1 / far)):,} impostor pairs; there are {self.n_impostor:,}."
            )
        return int(np.searchsorted(self.far, far, side="right")) - 1


def verification_curve(distances: np.ndarray, same: np.ndarray) -> VerificationCurve:
    """Count the genuine and the impostor pairs that each possible threshold accepts.

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
    # Looking up the genuine pairs among all sorted distances takes half the time and half the memory of sorting and
    # counting both kinds (20 million pairs, 1 in 1000 genuine), and no more where every second pair is genuine.
    ordered = np.append(distances, distances.dtype.type(-np.inf))
    ordered.sort()
    is_last_of_ties = np.append(ordered[1:] != ordered[:-1], True)
    thresholds = ordered[is_last_of_ties]
    del ordered
    count_type = np.int32 if len(distances) <= np.iinfo(np.int32).max else np.int64
    accepted = np.arange(len(distances) + 1, dtype=count_type)[is_last_of_ties]
    genuine_accepted = np.zeros_like(accepted)
    np.add.at(genuine_accepted, np.searchsorted(thresholds, np.sort(distances[same])), 1)
    np.cumsum(genuine_accepted, out=genuine_accepted)
    accepted -= genuine_accepted
    return VerificationCurve(thresholds, genuine_accepted, impostor_accepted=accepted)
