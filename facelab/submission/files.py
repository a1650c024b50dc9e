"""The files that go into a submission's run and come out of it: plain `.npy`, never a pickle."""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from facelab.submission.contract import batch_problem, embeddings_problem, threshold_problem

IMAGES, VECTORS, ALONE, THRESHOLD = "images.npy", "vectors.npy", "alone.npy", "threshold.npy"
N_ALONE = 20
MAX_BYTES = 64 * 2**20


class Verifier(NamedTuple):
    """What came out of a submitted verifier: embeddings, shape (N, D), and the threshold of their distances."""

    vectors: np.ndarray
    threshold: float


def alone(n: int) -> np.ndarray:
    """Choose which of n photographs are embedded once more, one by one.

    Parameters
    ----------
    n : int

    Returns
    -------
    ndarray of int
        Positions.

    Examples
    --------
    >>> alone(3)
    array([0, 1, 2])
    """
    return np.unique(np.linspace(0, n - 1, min(n, N_ALONE)).astype(int))


def read_array(path: Path) -> np.ndarray:
    """Read an array that a stranger's code has written.

    Parameters
    ----------
    path : Path

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        If the file is missing, too large, no plain `.npy`, or declares more than it holds.

    Examples
    --------
    >>> read_array(Path("nowhere.npy"))
    Traceback (most recent call last):
    ...
    ValueError: nowhere.npy is missing.
    """
    if path.is_symlink() or not path.is_file():
        raise ValueError(f"{path.name} is missing.")
    if (size := path.stat().st_size) > MAX_BYTES:
        raise ValueError(f"{path.name} has {size / 2**20:,.0f} MiB, at most {MAX_BYTES // 2**20} are read.")
    try:
        return np.array(np.load(path, mmap_mode="r", allow_pickle=False))  # mapped, it cannot declare more than it has
    except Exception as error:  # a header from a stranger can break NumPy in many ways
        raise ValueError(f"{path.name} is no plain array ({type(error).__name__}).") from None


def read_verifier(results: Path, n: int) -> Verifier:
    """Read what a run has left, if it keeps the contract.

    Parameters
    ----------
    results : Path
        Folder.
    n : int
        How many photographs went in.

    Returns
    -------
    Verifier

    Raises
    ------
    ValueError
        With one sentence about what is wrong with `embed` or `threshold`.
    """
    vectors, singles, threshold = (read_array(results / name) for name in (VECTORS, ALONE, THRESHOLD))
    for part, size in ((vectors, n), (singles, len(alone(n)))):
        if problem := embeddings_problem(part, size):
            raise ValueError(f"embed: {problem}")
    if problem := batch_problem(vectors[alone(n)], singles):
        raise ValueError(f"embed: {problem}")
    if problem := threshold_problem(threshold):
        raise ValueError(f"threshold: {problem}")
    return Verifier(vectors, float(threshold.reshape(())))
