"""Confidence intervals of measured rates, by resampling people."""

from typing import NamedTuple

import numpy as np

from facelab.verification.checks import check_pairs, check_resampling
from facelab.verification.curve import verification_curve


class Interval(NamedTuple):
    """Hold the two ends of a confidence interval.

    Attributes
    ----------
    low, high : float
        In the unit of what was estimated.

    Examples
    --------
    >>> Interval(0.91, 0.97).high
    0.97
    """

    low: float
    high: float


def bootstrap_val(
    distances: np.ndarray,
    same: np.ndarray,
    people: tuple[np.ndarray, np.ndarray],
    far: float,
    n_resamples: int = 1000,
    level: float = 0.95,
    seed: int = 0,
) -> Interval:
    """Estimate a confidence interval of VAL at a FAR by resampling people: how VAL varies with who was photographed.

    People are drawn with replacement, and their pairs with them: a genuine pair counts as often as its person was
    drawn, an impostor pair the product of how often its two people were. Drawing pairs independently would make the
    interval too narrow, because pairs of one person are alike.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)
    people : (left, right), ndarrays of int, shape (n_pairs,)
        Who is on each side of each pair.
    far : float
        At least 1 / (number of impostor pairs). Each resample has its own threshold.
    n_resamples : int, default 1000
    level : float, default 0.95
        The share of the resamples between the two ends.
    seed : int, default 0

    Returns
    -------
    Interval

    Raises
    ------
    ValueError
        If there are too few impostor pairs for that FAR, or as in `verification_curve`.

    References
    ----------
    R. M. Bolle, N. K. Ratha, S. Pankanti, Error analysis of pattern recognition systems: the subsets bootstrap,
    Computer Vision and Image Understanding 93, 2004; here over both people of an impostor pair.

    Examples
    --------
    >>> people = np.repeat(np.arange(4), 2)
    >>> left, right = np.triu_indices(8, k=1)
    >>> same, noise = people[left] == people[right], np.random.default_rng(0).normal(size=28)
    >>> low, high = bootstrap_val(noise - same, same, (people[left], people[right]), far=0.1)
    >>> 0 <= low < high <= 1
    True
    """
    distances, same = check_pairs(distances, same)
    verification_curve(distances, same).val_at(far)  # refuses a rate that cannot be measured
    if any(np.shape(side) != same.shape for side in people) or ((people[0] == people[1]) != same).any():
        raise ValueError(f"people must name the persons on both sides of each of {len(same)} pairs, as `same` says.")
    check_resampling(n_resamples, level)
    order = np.argsort(distances, kind="stable")
    same, last = same[order], np.append(np.diff(distances[order]) > 0, True)
    names, sides = np.unique(np.stack(people)[:, order], return_inverse=True)
    left, right = sides.reshape(2, -1)
    rng = np.random.default_rng(seed)
    rates: list[float] = []
    while len(rates) < n_resamples:
        drawn = rng.multinomial(len(names), np.full(len(names), 1 / len(names)))
        genuine = np.cumsum(np.where(same, drawn[left], 0))
        impostor = np.cumsum(np.where(same, 0, drawn[left] * drawn[right]))
        if genuine[-1] and impostor[-1]:  # with few people, a draw may miss one kind of pair
            accepted = np.flatnonzero(last & (impostor / impostor[-1] <= far))
            rates.append(genuine[accepted[-1]] / genuine[-1] if len(accepted) else 0.0)
    return Interval(*np.quantile(rates, [(1 - level) / 2, (1 + level) / 2]).tolist())
