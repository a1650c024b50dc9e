"""When an answer equals the expected one."""

from typing import Any

import numpy as np


def is_equal(given: Any, expected: Any, tolerance: float) -> bool:
    """Compare an answer with the expected one: numbers within a tolerance, booleans and strings exactly."""
    if isinstance(expected, str):
        return isinstance(given, str) and given.strip().casefold() == expected.casefold()
    if expected is None:
        return given is None
    if isinstance(given, list | tuple) and not given and np.size(expected) == 0:  # a list cannot have the shape (0, 2)
        return True
    try:
        given, expected = np.asarray(given), np.asarray(expected)
    except BaseException:  # a list of lists of different lengths, or something odder
        return False
    if given.dtype.kind not in "biufc":
        return False
    if given.shape != expected.shape or (given.size and (given.dtype == bool) != (expected.dtype == bool)):
        return False
    return bool(np.allclose(given, expected, rtol=tolerance, atol=tolerance, equal_nan=True))
