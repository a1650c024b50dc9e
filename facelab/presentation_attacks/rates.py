"""How often a detector of presentation attacks errs: APCER of each kind of attack, and BPCER."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class AttackRates:
    """Hold the error rates of a detector at one threshold.

    The standard asks for BPCER and for APCER of each kind. ACER, their mean, is what many papers report; one number
    hides which of the two errors was made, so it never stands alone.

    Attributes
    ----------
    apcer_by_kind : dict of str to float
        Attack presentation classification error rate: the share of each kind's attacks that are taken for bona fide.
    bpcer : float
        Bona fide presentation classification error rate: the share of bona fide faces that are taken for an attack.

    References
    ----------
    ISO/IEC 30107-3, Biometric presentation attack detection, part 3: Testing and reporting (2017, 2023).
    Z. Boulkenafet et al., OULU-NPU: A mobile face presentation attack database with real-world variations, FG 2017
    (APCER as the largest of all kinds, ACER).

    Examples
    --------
    >>> rates = AttackRates({"print": 0.02, "screen": 0.10}, bpcer=0.04)
    >>> rates.apcer, round(rates.acer, 3)
    (0.1, 0.07)
    """

    apcer_by_kind: dict[str, float]
    bpcer: float

    @property
    def apcer(self) -> float:
        """The largest APCER: an attacker takes the kind that works best."""
        return max(self.apcer_by_kind.values())

    @property
    def acer(self) -> float:
        """The mean of APCER and BPCER."""
        return (self.apcer + self.bpcer) / 2


def attack_rates(scores: np.ndarray, is_attack: np.ndarray, kinds: np.ndarray, threshold: float) -> AttackRates:
    """Measure APCER of each kind of attack, and BPCER.

    Parameters
    ----------
    scores : ndarray of float, shape (N,)
        Larger speaks for an attack. Above the threshold, it is taken for one; at the threshold or below, for bona fide.
    is_attack : ndarray of bool, shape (N,)
    kinds : ndarray of str, shape (N,)
        Of each attack, e.g. "print"; the standard calls a kind a presentation attack instrument species. What it says
        about bona fide faces is not read.
    threshold : float
        Chosen on other people, see `threshold_at_bpcer`.

    Returns
    -------
    AttackRates

    Raises
    ------
    ValueError
        If shapes do not fit, a score is NaN or infinite, the threshold is NaN, or there are no attacks or nothing else.

    Examples
    --------
    >>> scores, is_attack = np.array([-1.0, 0.5, 2.0, -0.2, 3.0]), np.array([False, False, True, True, True])
    >>> attack_rates(scores, is_attack, np.array(["", "", "print", "print", "screen"]), threshold=0)
    AttackRates(apcer_by_kind={'print': 0.5, 'screen': 0.0}, bpcer=0.5)
    """
    scores, is_attack = _check_scores(scores, is_attack)
    kinds = np.asarray(kinds)
    if kinds.shape != scores.shape or not is_attack.any():
        raise ValueError(f"kinds {kinds.shape}, {np.sum(is_attack)} attacks: expected {scores.shape}, and an attack.")
    if np.isnan(threshold):
        raise ValueError("the threshold is NaN; expected a number.")
    taken_for_attack = scores > threshold
    apcer = {
        str(kind): float(np.mean(~taken_for_attack[is_attack & (kinds == kind)]))
        for kind in np.unique(kinds[is_attack])
    }
    return AttackRates(apcer, float(np.mean(taken_for_attack[~is_attack])))


def threshold_at_bpcer(scores: np.ndarray, is_attack: np.ndarray, bpcer: float) -> float:
    """Find the lowest threshold with a BPCER of at most `bpcer`: the one that stops most attacks.

    It depends on bona fide faces only, so that it can be chosen without knowing what attacks will come.

    Parameters
    ----------
    scores : ndarray of float, shape (N,)
        Of people whom the detector was neither trained nor will be judged on.
    is_attack : ndarray of bool, shape (N,)
    bpcer : float
        At least 1 / (number of bona fide faces), below 1.

    Returns
    -------
    float

    Raises
    ------
    ValueError
        If that rate cannot be measured, or as in `attack_rates`.

    Examples
    --------
    >>> threshold_at_bpcer(np.array([0.1, 0.2, 0.3, 0.4, 9.0]), np.array([False] * 4 + [True]), bpcer=0.25)
    0.3
    """
    scores, is_attack = _check_scores(scores, is_attack)
    bona_fide = np.sort(scores[~is_attack])[::-1]
    if not 1 / len(bona_fide) <= bpcer < 1:
        lowest = f"1/{len(bona_fide)}"
        raise ValueError(f"bpcer={bpcer}: on {len(bona_fide)} bona fide faces, expected {lowest} or more, below 1.")
    return float(bona_fide[int(bpcer * len(bona_fide) + 1e-9)])


def _check_scores(scores: np.ndarray, is_attack: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Convert to arrays; refuse what are no finite scores with one bool each, bona fide faces among them."""
    scores, is_attack = np.asarray(scores), np.asarray(is_attack)
    if scores.ndim != 1 or scores.dtype.kind not in "fiu" or not np.isfinite(scores).all():
        raise ValueError(f"scores are {scores.dtype} of shape {scores.shape}; expected finite numbers of shape (N,).")
    if is_attack.shape != scores.shape or is_attack.dtype != bool:
        raise ValueError(f"is_attack is {is_attack.dtype} of shape {is_attack.shape}; expected bool, {scores.shape}.")
    if is_attack.all():
        raise ValueError(f"there are {len(scores)} scores and no bona fide face among them; expected some.")
    return scores, is_attack
