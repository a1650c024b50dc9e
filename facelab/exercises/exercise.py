"""What an exercise is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Exercise:
    """A function to write, the reference answer, and the cases to try it on.

    Parameters
    ----------
    id : str
        The name that `check` takes.
    title : str
        What the student writes, in a few words.
    reference : callable
        The right answer.
    cases : callable
        From a random generator to argument tuples; edge cases included.
    tolerance : float
        Largest difference that still counts as equal, absolute and relative.

    Examples
    --------
    >>> double = Exercise("double", "twice a number", lambda x: 2 * x, lambda rng: [(1.0,), (rng.random(),)])
    >>> double.reference(2)
    4
    """

    id: str
    title: str
    reference: Callable[..., Any]
    cases: Callable[[np.random.Generator], Iterator[tuple] | list[tuple]]
    tolerance: float = 1e-6
