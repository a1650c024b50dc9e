"""The contract of a verifier: what goes into `embed`, and what must come out of `embed` and `threshold`."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

IMAGES, VECTORS, THRESHOLD = "images", "vectors", "threshold"  # names of what goes in and comes out
FACELAB_CALLS = "facelab-calls"  # under which an exercise reports that it called facelab's own functions
RESERVED_FOLD = 0  # the people of ORL in this fold are set aside for judging
LARGEST = float(np.finfo(np.float32).max)
IMAGE_SHAPE = 112, 92  # pixels: a grey face that fills the picture, as in ORL
MAX_DIMENSIONS = 4096
BATCH = 10  # photographs in one call of `embed`, which has seen none of those that follow
N_ALONE = 20  # photographs that are embedded once more, one by one
SAME = 1e-3  # relative: how much an embedding may change with the other photographs of its batch


class Verifier(NamedTuple):
    """What came out of a submitted verifier: embeddings, shape (N, D), and the threshold of their distances."""

    vectors: np.ndarray
    threshold: float


def in_batches(images: np.ndarray) -> list[np.ndarray]:
    """Cut photographs into the batches that `embed` gets.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 112, 92)

    Returns
    -------
    list of ndarray

    Examples
    --------
    >>> [len(batch) for batch in in_batches(np.zeros((25, 112, 92), np.uint8))]
    [10, 10, 5]
    """
    return np.array_split(images, range(BATCH, len(images), BATCH))


def servings(images: np.ndarray) -> list[np.ndarray]:
    """List what a verifier is fed, one after the other: all batches, then some of the photographs once more.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, 112, 92)

    Returns
    -------
    list of ndarray
        The photographs of the last one are embedded one by one.

    Examples
    --------
    >>> [len(each) for each in servings(np.zeros((25, 112, 92), np.uint8))]
    [10, 10, 5, 20]
    """
    return [*in_batches(images), images[alone(len(images))]]


def vector_names(n: int) -> list[str]:
    """Name the embeddings that come out for n photographs, by serving.

    Parameters
    ----------
    n : int

    Returns
    -------
    list of str

    Examples
    --------
    >>> vector_names(12)
    ['vectors/0', 'vectors/1', 'vectors/2']
    """
    return [f"{VECTORS}/{i}" for i in range(-(-n // BATCH) + 1)]


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


def embeddings_problem(vectors: Any, n: int) -> str:
    """Say what keeps the result of `embed` from being embeddings.

    Parameters
    ----------
    vectors : object
        What `embed` returned for n photographs.
    n : int

    Returns
    -------
    str
        A sentence; empty if nothing does.

    Examples
    --------
    >>> embeddings_problem(np.zeros((3, 64)), 3), embeddings_problem(np.zeros((1, 64)), 3)
    ('', 'it has shape (1, 64), expected (3, D): a row for each photograph.')
    """
    try:
        vectors = np.asarray(vectors)
    except Exception:  # whatever a stranger's class does when it is asked for an array
        return "it is no array of numbers."
    if vectors.dtype.kind not in "iuf":
        return f"it holds {vectors.dtype}, expected numbers."
    if vectors.ndim != 2 or len(vectors) != n:
        return f"it has shape {vectors.shape}, expected ({n}, D): a row for each photograph."
    if not 1 <= vectors.shape[1] <= MAX_DIMENSIONS:
        return f"an embedding has {vectors.shape[1]} numbers, expected 1 to {MAX_DIMENSIONS}."
    if not np.isfinite(vectors).all():
        return f"{np.count_nonzero(~np.isfinite(vectors))} of its numbers are NaN or infinite."
    if np.abs(vectors.astype(np.float64)).max() > LARGEST:
        return "it holds numbers that are too large for 32 bits; their squares would be infinite."
    return ""


def batch_problem(together: np.ndarray, apart: np.ndarray) -> str:
    """Say whether embeddings depend on which photographs are embedded together, or on chance.

    Parameters
    ----------
    together, apart : ndarray, shape (N, D)
        The same photographs, embedded in different batches.

    Returns
    -------
    str
        A sentence; empty if they do not.

    Examples
    --------
    >>> batch_problem(np.eye(3), np.eye(3))
    ''
    """
    together, apart = np.asarray(together, np.float64), np.asarray(apart, np.float64)
    if together.shape == apart.shape:
        centre = np.median(together, axis=0)  # a column that all share, or one odd photograph, must not widen it
        scale = np.median(np.linalg.norm(together - centre, axis=1))
        if np.linalg.norm(together - apart, axis=1).max() <= SAME * scale:
            return ""
    return "a photograph's embedding changes with the photographs beside it, or with chance: embed each one alone."


def threshold_problem(threshold: Any) -> str:
    """Say what keeps a value from being a threshold of Euclidean distances.

    Parameters
    ----------
    threshold : object

    Returns
    -------
    str
        A sentence; empty if nothing does.

    Examples
    --------
    >>> threshold_problem(0.8), threshold_problem(-1)
    ('', 'it is -1.0, expected at least 0: a distance is never negative.')
    """
    try:
        value = np.asarray(threshold)
    except Exception:
        value = np.asarray("")
    if value.dtype.kind not in "iuf" or value.size != 1:
        return "it is no number."
    number = float(value.reshape(()))
    if not np.isfinite(number):
        return f"it is {number}, expected a finite number."
    return "" if number >= 0 else f"it is {number}, expected at least 0: a distance is never negative."


def check_verifier(values: Mapping[str, np.ndarray], problems: Mapping[str, str], n: int) -> Verifier:
    """Take embeddings and threshold from what came out of a run, if they keep the contract.

    Parameters
    ----------
    values, problems : mapping
        What came out, and what kept values from coming out, by name.
    n : int
        How many photographs went in.

    Returns
    -------
    Verifier

    Raises
    ------
    ValueError
        With one sentence about what is wrong with `embed` or `threshold`.

    Examples
    --------
    >>> vectors = np.eye(3)
    >>> check_verifier({"vectors/0": vectors, "vectors/1": vectors, THRESHOLD: np.array(0.5)}, {}, 3).threshold
    0.5
    """
    names = vector_names(n)
    for name in ("embed", *names, THRESHOLD):
        if name in problems:
            raise ValueError(f"{name if name == THRESHOLD else 'embed'}: {problems[name]}")
    if THRESHOLD not in values or not values.keys() >= set(names):
        raise ValueError("embed: not all of its embeddings came out.")
    counts = [len(each) for each in servings(np.empty((n, 0)))]
    for name, count in zip(names, counts, strict=True):  # before they are put together: a stranger's may explode
        if problem := embeddings_problem(values[name], count):
            raise ValueError(f"embed: {problem}")
    if len({values[name].shape[1] for name in names}) > 1:
        raise ValueError("embed: it does not give as many numbers for each photograph.")
    vectors, singles = np.concatenate([values[name] for name in names[:-1]]), values[names[-1]]
    threshold = values[THRESHOLD]
    if problem := batch_problem(vectors[alone(n)], singles):
        raise ValueError(f"embed: {problem}")
    if problem := threshold_problem(threshold):
        raise ValueError(f"threshold: {problem}")
    return Verifier(vectors, float(threshold.reshape(())))
