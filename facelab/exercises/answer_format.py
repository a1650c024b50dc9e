"""An exercise whose answer stays with the instructor: students only see whether theirs has the right format."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake

RIGHT_FORMAT = "it has the right format. Grading decides how good it is."


@dataclass(frozen=True)
class AnswerFormat:
    """What a student writes, cases to try it on, and what any right answer looks like.

    Parameters
    ----------
    id, points, expects, cases, notebook
        As in `Exercise`.
    check : callable
        From the answer's value and the arguments of the case; raises ValueError if the answer cannot be right.
    allows_facelab : bool, default False
        The answer may call facelab's own functions.
    """

    id: str
    points: int
    expects: str
    check: Callable[..., None]
    cases: Callable[[np.random.Generator], Iterable[tuple]] | None = None
    allows_facelab: bool = False
    notebook: str = ""

    def with_answer(self, reference: Any, mistakes: list[Mistake], tolerance: float = 1e-6) -> Exercise:
        """Add the answer key: what the instructor's side grades with."""
        return Exercise(self.id, self.points, self.expects, reference, self.cases, mistakes, tolerance)


def check_shape(value: Any, shape: tuple[int, ...]) -> None:
    """Raise ValueError unless a value is finite numbers of a shape."""
    try:
        array = np.asarray(value)
    except BaseException:  # a list of lists of different lengths, or something odder
        raise ValueError("it is not an array of numbers.") from None
    if array.dtype.kind not in "iuf":
        raise ValueError(f"it is {type(value).__name__}, expected an array of numbers of shape {shape}.")
    if array.shape != shape:
        raise ValueError(f"it has shape {array.shape}, expected {shape}.")
    if not np.isfinite(array).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(array))} of its numbers are NaN or infinite.")
