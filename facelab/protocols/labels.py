"""What labels must be like."""

import numpy as np


def check_labels(labels: np.ndarray) -> None:
    """Refuse anything but a one-dimensional array of integers.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)

    Raises
    ------
    ValueError
        If the array has another shape or dtype.

    Examples
    --------
    >>> check_labels(np.array([0, 1]))
    >>> check_labels(np.array([0.5]))
    Traceback (most recent call last):
    ...
    ValueError: labels must be integers of shape (N,); found float64 of shape (1,).
    """
    if not isinstance(labels, np.ndarray) or labels.ndim != 1 or labels.dtype.kind not in "iu":
        found = f"{labels.dtype} of shape {labels.shape}" if isinstance(labels, np.ndarray) else type(labels).__name__
        raise ValueError(f"labels must be integers of shape (N,); found {found}.")
