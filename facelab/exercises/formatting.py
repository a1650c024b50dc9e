"""Show values so that a student can read them."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

LONGEST = 300


def show(value: Any) -> str:
    """Write a value out, arrays shortened.

    Parameters
    ----------
    value : object

    Returns
    -------
    str

    Examples
    --------
    >>> show(np.array([0.123456, 1.0]))
    'array([0.1235, 1.    ])'
    """
    try:
        with np.printoptions(precision=4, threshold=20, edgeitems=2, suppress=True):
            text = repr(value)
    except BaseException:  # a student's class may not be able to show itself
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= LONGEST else f"{text[:LONGEST]} …"


def argument_names(function: Callable) -> list[str]:
    """List the names of a function's arguments.

    Parameters
    ----------
    function : callable

    Returns
    -------
    list of str

    Examples
    --------
    >>> argument_names(lambda distances, threshold: distances <= threshold)
    ['distances', 'threshold']
    """
    return list(inspect.signature(function).parameters)
