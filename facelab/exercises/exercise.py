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
        The name that `check` takes.
    points : int
    expects : str
        What the student writes, in a few words.
    reference : callable or value
        The right answer: a function, or a number, an array or a text if there are no cases.
    cases : callable, optional
        From a random generator to argument tuples; edge cases included.
    mistakes : sequence of Mistake
        The commonest ones, at least three.
    tolerance : float
        Largest difference that still counts as equal, absolute and relative.
    notebook : str
        Number of its notebook, or name of its assignment; filled in when the exercises are collected.

    Examples
    --------
    >>> def cases(rng):
    ...     yield (rng.random(),)
    >>> squared = Mistake(lambda x: x**2, "that is the square.")
    >>> double = Exercise("double", 1, "twice a number", lambda x: 2 * x, cases, [squared])
    >>> double.reference(2)
    4
    """

    id: str
    points: int
    expects: str
    reference: Any
    cases: Callable[[np.random.Generator], Iterable[tuple]] | None
    mistakes: list[Mistake]
    tolerance: float = 1e-6
    notebook: str = ""

    @property
    def title(self) -> str:
        """The name for people, as "Triplet kind"."""
        return self.id.replace("-", " ").capitalize()
