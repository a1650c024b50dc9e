"""What the distances of pairs must be like."""

import numpy as np


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


def check_pairs(distances: np.ndarray, same: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Refuse distances that are not one finite number for each pair.

    Parameters
    ----------
    distances : array of numbers, shape (n_pairs,)
    same : array of bool, shape (n_pairs,)

    Returns
    -------
    distances : ndarray of float, shape (n_pairs,)
    same : ndarray of bool, shape (n_pairs,)

    Raises
    ------
    ValueError
        As in `check_same`, or if a distance is NaN or infinite.

    Examples
    --------
    >>> check_pairs([1, 2], [True, False])
    (array([1., 2.]), array([ True, False]))
    """
    distances, same = np.asarray(distances), np.asarray(same)
    if distances.ndim != 1 or distances.dtype.kind not in "fiu":
        raise ValueError(f"distances must be numbers of shape (n_pairs,); found {distances.dtype} {distances.shape}.")
    check_same(same, len(distances))
    if not np.isfinite(distances).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(distances))} distances are NaN or infinite.")
    keep = distances.dtype in (np.float16, np.float32, np.float64)
    return distances.astype(distances.dtype if keep else np.float64, copy=False), same
