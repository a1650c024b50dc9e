"""An exercise whose answer stays with the instructor: students see only whether theirs has the right form."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


@dataclass(frozen=True)
class Form:
    """What a student writes, cases to try it on, and what any right answer looks like.

    Parameters
    ----------
    id : str
        The name that `check` takes.
    points : int
    asks : str
        What the student writes, in a few words.
    problem : callable
        From the answer's value and the arguments of the case to a sentence; empty if the form is right.
    cases : callable, optional
        From a random generator to argument tuples; None where a value is asked for.
    with_facelab : bool
        The answer may call facelab's own functions.
    notebook : str
        Name of its assignment; filled in when the exercises are collected.

    Examples
    --------
    >>> form = Form("half", 1, "a number", lambda value: "" if 0 < value < 1 else "it is not between 0 and 1.")
    >>> form.problem(3)
    'it is not between 0 and 1.'
    """

    id: str
    points: int
    asks: str
    problem: Callable[..., str]
    cases: Callable[[np.random.Generator], Iterable[tuple]] | None = None
    with_facelab: bool = False
    notebook: str = ""

    def with_answer(self, reference: Any, mistakes: list[Mistake], tolerance: float = 1e-6) -> Exercise:
        """Add the answer: what the instructor's side grades with.

        Parameters
        ----------
        reference : callable or value
        mistakes : list of Mistake
        tolerance : float

        Returns
        -------
        Exercise

        Examples
        --------
        >>> Form("half", 1, "a number", lambda value: "").with_answer(0.5, []).reference
        0.5
        """
        return Exercise(self.id, self.points, self.asks, reference, self.cases, mistakes, tolerance)


def array_problem(value: Any, shape: tuple[int, ...]) -> str:
    """Say what keeps a value from being finite numbers of a shape.

    Parameters
    ----------
    value : object
    shape : tuple of int

    Returns
    -------
    str
        A sentence; empty if nothing does.

    Examples
    --------
    >>> array_problem([1.0, 2.0], (2,))
    ''
    >>> array_problem([1.0, 2.0], (3,))
    'it has shape (2,), expected (3,).'
    """
    try:
        array = np.asarray(value)
    except BaseException:  # a list of lists of different lengths, or something stranger
        return "it is no array of numbers."
    if array.dtype.kind not in "iuf":
        return f"it is {type(value).__name__}, expected an array of numbers of shape {shape}."
    if array.shape != shape:
        return f"it has shape {array.shape}, expected {shape}."
    if not np.isfinite(array).all():
        return f"{np.count_nonzero(~np.isfinite(array))} of its numbers are NaN or infinite."
    return ""
