"""Weights that are those of a network of the course, or little changed."""

from pathlib import Path

import numpy as np

from facelab.submission.contract import RESERVED_FOLD
from facelab.weights.arrays import count, unpacks_whole
from facelab.weights.hdf5 import open_checked

MIN_NUMBERS = 5_000  # in an array: few numbers are alike by chance, or because training hardly moves them
ALIKE = 0.97  # cosine of two arrays; trained apart from the same start, the course's own networks stay below 0.96


def likeness(path: Path, weights: Path) -> str:
    """Name the network that a file shares a large array with, among those that have seen the reserved people.

    Arrays are compared by the cosine of their numbers, whatever they are called: copied layers are told, and those
    that were trained on for a little. A file made to hide where it comes from is not.

    Parameters
    ----------
    path : Path
        From a stranger.
    weights : Path
        The course's folder of weights.

    Returns
    -------
    str
        Empty if there is none.

    Examples
    --------
    >>> from facelab.weights import registry
    >>> fair, unfair = (registry()[f"orl-triplet-{fold}"].path for fold in (0, 1))
    >>> likeness(unfair, unfair.parent), likeness(fair, unfair.parent)
    ('orl-triplet-1', '')
    """
    known = [network for network in sorted(weights.glob("*.hdf5")) if not network.stem.endswith(f"-{RESERVED_FOLD}")]
    arrays = {network.stem: _large_arrays(network) for network in known}
    shapes = {array.shape for each in arrays.values() for array in each}
    with open_checked(path) as (file, stored):
        for name in (name for name, array in stored.items() if array.shape in shapes and unpacks_whole(file[name])):
            theirs = file[name][...].astype(np.float64)
            for network, each in arrays.items():
                if any(array.shape == theirs.shape and _cosine(array, theirs) >= ALIKE for array in each):
                    return network
    return ""


def _large_arrays(path: Path) -> list[np.ndarray]:
    with open_checked(path) as (file, stored):
        return [file[name][...] for name, array in stored.items() if count(array.shape) >= MIN_NUMBERS]


def _cosine(a: np.ndarray, b: np.ndarray) -> float:
    return float(np.vdot(a, b) / max(np.linalg.norm(a) * np.linalg.norm(b), 1e-300))
