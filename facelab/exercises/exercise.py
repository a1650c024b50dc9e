"""What an exercise is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that students give, and what to tell them.

    Parameters
    ----------
    answer : callable or value
    hint : str
        One sentence that helps to find the mistake, without the solution.
    """

    answer: Any
    hint: str


@dataclass(frozen=True)
class Exercise:
    """What a student writes, the reference answer, and the cases to try it on.

    Parameters
    ----------
    id : str
        The name that `check` expects.
    points : int
    expects : str
        What the student writes, in a few words.
    reference : callable or value
        The right answer: a function, or a number, an array or a string if there are no cases. The names of its
        arguments are printed with a case.
    cases : callable or None
        From a random generator to argument tuples; edge cases included.
    mistakes : list of Mistake
        The most common ones, at least three.
    tolerance : float, default 1e-6
        Largest difference that still counts as equal, absolute and relative.
    whole : bool, default False
        The answer is positions, so an array of floats is refused even if its values are right.
    notebook : str
        Name of its notebook; filled in when the exercises are collected.
    """

    id: str
    points: int
    expects: str
    reference: Any
    cases: Callable[[np.random.Generator], Iterable[tuple]] | None
    mistakes: list[Mistake]
    tolerance: float = 1e-6
    whole: bool = False
    notebook: str = ""
