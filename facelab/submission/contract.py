"""The contract of a verifier: what goes into `embed`, and what must come out of `embed` and `threshold`."""

from typing import Any

import numpy as np

IMAGE_SHAPE = 112, 92  # pixels: a grey face that fills the picture, as in ORL
MAX_DIMENSIONS = 4096
BATCH = 50  # photographs in one call of `embed`
SAME = 1e-3  # relative: how much an embedding may change with the other photographs of its batch


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
    >>> batch_problem(np.ones((2, 3)), np.ones((2, 3)))
    ''
    """
    scale = np.abs(together).max()
    if together.shape == apart.shape and np.abs(together - apart).max() <= SAME * scale:
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
