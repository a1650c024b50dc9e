"""Find the known mistake behind wrong answers."""

import copy
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from facelab.exercises.equality import is_equal
from facelab.exercises.exercise import Exercise, Mistake


class TriedCase(NamedTuple):
    """The arguments of a case, the value that came out, and the expected one."""

    arguments: tuple
    value: Any
    expected: Any


def fitting_hint(exercise: Exercise, tried: Sequence[TriedCase]) -> str:
    """Return the hint of the first mistake that gives the same value in every case; empty if none does."""
    return next((mistake.hint for mistake in exercise.mistakes if _fits(mistake, exercise, tried)), "")


def _fits(mistake: Mistake, exercise: Exercise, tried: Sequence[TriedCase]) -> bool:
    differs = False
    for arguments, value, expected in tried:
        wrong = mistake.answer
        if exercise.cases is not None:
            try:
                with np.errstate(all="ignore"), warnings.catch_warnings():
                    warnings.simplefilter("ignore")  # a mean of nothing, for example: these are not the student's
                    wrong = mistake.answer(*copy.deepcopy(arguments))
            except Exception:  # the mistake may fail on a case where the student's version of it does not
                continue
        if not is_equal(value, wrong, exercise.tolerance):
            return False
        differs = differs or not is_equal(wrong, expected, exercise.tolerance)
    return differs
