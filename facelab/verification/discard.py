"""Does a quality score foresee which genuine pairs will be rejected? Errors against the share that is discarded."""

import numpy as np


def error_versus_discard(
    distances: np.ndarray, quality: np.ndarray, threshold: float, shares: np.ndarray
) -> np.ndarray:
    """Measure FRR among the genuine pairs that are left when those of the lowest quality are discarded.

    The threshold stays; a better quality score makes the curve fall faster.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
        Of genuine pairs.
    quality : ndarray of float, shape (n_pairs,) or (n_pairs, 2)
        Higher is better. Of two images, the lower quality is that of the pair.
    threshold : float
        Chosen on other people.
    shares : ndarray of float, shape (n,)
        Shares of the pairs to discard, from 0 to less than 1. Of equal qualities, an expected number is rejected, so
        that the order of the pairs does not matter.

    Returns
    -------
    ndarray of float, shape (n,)
        FRR (FNMR in the standards) among the pairs that are left.

    Raises
    ------
    ValueError
        If shapes do not fit, there is no pair, a number is NaN, or a share leaves no pair.

    References
    ----------
    P. Grother, E. Tabassi, Performance of biometric quality measures, IEEE PAMI 29, 2007; ISO/IEC 29794-1.

    Examples
    --------
    >>> distances, quality = np.array([0.9, 0.3, 0.8, 0.2]), np.array([0.1, 0.2, 0.6, 0.7])
    >>> error_versus_discard(distances, quality, threshold=0.5, shares=[0, 0.25, 0.5])
    array([0.5       , 0.33333333, 0.5       ])
    """
    rejected, quality = _check(distances, quality, threshold)
    shares = np.asarray(shares, float)
    if not np.all((shares >= 0) & (shares < 1)):
        raise ValueError("shares: expected shares from 0 to less than 1, so that a pair is left.")
    return errors_among_best(rejected, quality)[_count(shares, len(rejected))]


def area_under_discard(
    distances: np.ndarray, quality: np.ndarray, threshold: float, largest_share: float = 0.2
) -> float:
    """Measure the area under the curve of error against discard, between the best possible and that of chance.

    Parameters
    ----------
    distances, quality, threshold
        As in `error_versus_discard`.
    largest_share : float, default 0.2
        The area ends here; at least 1 / n_pairs, less than 1. The curve is linear from pair to pair.

    Returns
    -------
    float
        0 if rejected pairs are discarded before all others, 1 for quality that is as good as chance, more if it is
        worse than that.

    Raises
    ------
    ValueError
        If no pair or every pair is rejected, so that quality cannot matter, if largest_share discards no pair, or as
        in `error_versus_discard`.

    References
    ----------
    T. Schlett, C. Rathgeb, J. Tapia, C. Busch, Considerations on the evaluation of biometric quality assessment
    algorithms, arXiv:2303.13294, 2023: partial areas, and why larger shares rank quality scores more stably.

    Examples
    --------
    >>> distances, quality = np.array([0.9, 0.3, 0.8, 0.2]), np.array([0.1, 0.2, 0.6, 0.7])
    >>> round(area_under_discard(distances, quality, threshold=0.5, largest_share=0.5), 3)
    0.6
    """
    rejected, quality = _check(distances, quality, threshold)
    if not 1 / len(rejected) <= largest_share < 1:
        expected = f"at least 1 / n_pairs = {1 / len(rejected):g}, and less than 1"
        raise ValueError(f"largest_share={largest_share}: expected {expected}.")
    if rejected.all() or not rejected.any():
        kind = "every" if rejected.any() else "no"
        raise ValueError(f"{kind} pair is rejected at this threshold, so quality cannot matter.")
    n_steps = int(_count(largest_share, len(rejected))) + 1
    area, best = (np.trapezoid(errors_among_best(rejected, each)[:n_steps]) for each in (quality, ~rejected))
    chance = np.trapezoid(np.full(n_steps, rejected.mean()))
    return float((area - best) / (chance - best))


def errors_among_best(wrong: np.ndarray, quality: np.ndarray) -> np.ndarray:
    """Compute the error rate among what is left after none, one, two … of the lowest quality are discarded.

    Of equal qualities, an expected number is wrong: bool (N,) and float (N,) to float (N,), whose last item is left
    with one.
    """
    _, group, size = np.unique(-quality.astype(float), return_inverse=True, return_counts=True)
    of_equals = np.bincount(group, wrong) / size
    return (np.cumsum(np.repeat(of_equals, size)) / np.arange(1, len(wrong) + 1))[::-1]


def _count(shares: np.ndarray | float, n_pairs: int) -> np.ndarray:
    """Count the pairs that shares discard, so that one is left."""
    return np.minimum(np.floor(np.multiply(shares, n_pairs) + 1e-9), n_pairs - 1).astype(int)  # 0.29 · 100 is 28.999…


def _check(distances: np.ndarray, quality: np.ndarray, threshold: float) -> tuple[np.ndarray, np.ndarray]:
    """Return which pairs are rejected, and the quality of each pair."""
    distances, quality = np.asarray(distances), np.asarray(quality, float)
    if distances.ndim != 1 or not len(distances):
        raise ValueError(f"distances have shape {distances.shape}; expected (n_pairs,), with at least one pair.")
    if quality.shape not in ((len(distances),), (len(distances), 2)):
        raise ValueError(f"quality has shape {quality.shape}; expected ({len(distances)},) or ({len(distances)}, 2).")
    if np.isnan(distances).any() or np.isnan(quality).any() or np.isnan(threshold):
        raise ValueError("the threshold, a distance or a quality is NaN; expected numbers.")
    return distances > threshold, quality.reshape(len(distances), -1).min(axis=1)
