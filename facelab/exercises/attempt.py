"""Try an answer on the cases of an exercise, without printing anything."""

import copy
from dataclasses import dataclass
from typing import Any

import numpy as np

from facelab.exercises.answer_format import AnswerFormat
from facelab.exercises.exercise import Exercise
from facelab.exercises.formatting import argument_names, show
from facelab.submission.time_limit import CallResult, call


@dataclass(frozen=True)
class Attempt:
    """How an answer did.

    Parameters
    ----------
    n_right, n_cases : int
        The attempt ends at the first wrong case.
    problem : str
        What went wrong, for the student to read; empty if all is right.
    facelab_calls : tuple of str
        Functions of facelab that the answer called.
    """

    n_right: int
    n_cases: int
    problem: str = ""
    facelab_calls: tuple[str, ...] = ()


def attempt(exercise: Exercise | AnswerFormat, answer: Any, seed: int, seconds: float) -> Attempt:
    """Compare an answer with the reference, case by case; without one, check only its format.

    Parameters
    ----------
    exercise : Exercise or AnswerFormat
    answer : callable, or the value that the exercise asks for
    seed : int
        Of the cases.
    seconds : float
        For each case.

    Returns
    -------
    Attempt

    Examples
    --------
    >>> from facelab.exercises.checking import EXERCISES
    >>> attempt(EXERCISES["accept"], lambda distances, threshold: distances <= threshold, seed=1, seconds=5).n_right
    5
    """
    if exercise.cases is None:
        return _attempt_value(exercise, answer)
    if not callable(answer):
        return Attempt(0, 0, f"expected a function ({exercise.expects}), found {type(answer).__name__}.")
    cases = list(exercise.cases(np.random.default_rng(seed)))
    calls: dict[str, None] = {}
    for number, case in enumerate(cases):
        outcome = call(answer, copy.deepcopy(case), seconds)
        calls |= dict.fromkeys(outcome.facelab_calls)
        if wrong := _what_is_wrong(exercise, case, outcome):
            lines = [
                f"case {number + 1} of {len(cases)} is wrong.",
                f"  went in:  {_went_in(exercise, case)}",
                f"  came out: {_came_out(outcome)}",
                *wrong,
            ]
            return Attempt(number, len(cases), "\n".join(lines), tuple(calls))
    return Attempt(len(cases), len(cases), facelab_calls=tuple(calls))


def is_equal(given: Any, expected: Any, tolerance: float) -> bool:
    """Compare an answer with the expected one: numbers within a tolerance, truth values and texts exactly.

    Parameters
    ----------
    given, expected : object
    tolerance : float
        Absolute and relative.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_equal([1, 2], np.array([1.0, 2.0]), 1e-6), is_equal("Softmax ", "softmax", 0), is_equal(1, True, 0)
    (True, True, False)
    """
    if isinstance(expected, str):
        return isinstance(given, str) and given.strip().casefold() == expected.casefold()
    try:
        given, expected = np.asarray(given), np.asarray(expected)
    except BaseException:  # a list of lists of different lengths, or something stranger
        return False
    if given.dtype.kind not in "biufc":
        return False
    if given.shape != expected.shape or (given.size and (given.dtype == bool) != (expected.dtype == bool)):
        return False
    return bool(np.allclose(given, expected, rtol=tolerance, atol=tolerance, equal_nan=True))


def known_mistake(exercise: Exercise, case: tuple, value: Any, expected: Any) -> str:
    """Find the mistake that gives just this wrong value, and return its hint.

    Parameters
    ----------
    exercise : Exercise
    case : tuple
        Arguments; empty if a value is asked for.
    value, expected : object

    Returns
    -------
    str
        Empty if no known mistake gives it.

    Examples
    --------
    >>> from facelab.exercises.checking import EXERCISES
    >>> known_mistake(EXERCISES["sigmoid-slope"], (), 0.5, 0.25)
    'that is the value of the sigmoid at z = 0; its slope there is asked for.'
    """
    for mistake in exercise.mistakes:
        wrong = mistake.answer
        if exercise.cases is not None:
            try:
                with np.errstate(all="ignore"):
                    wrong = mistake.answer(*copy.deepcopy(case))
            except Exception:  # it may fail on some cases; it only has to be like the student's on this one
                continue
        if is_equal(value, wrong, exercise.tolerance) and not is_equal(wrong, expected, exercise.tolerance):
            return mistake.hint
    return ""


def _attempt_value(exercise: Exercise | AnswerFormat, answer: Any) -> Attempt:
    if answer is None or answer is ...:
        return Attempt(0, 1, "it is not answered yet.")
    if isinstance(exercise, AnswerFormat):
        try:
            exercise.check(answer)
        except ValueError as error:
            return Attempt(0, 1, f"{show(answer)} is not right: {error}")
        return Attempt(1, 1)
    if is_equal(answer, exercise.reference, exercise.tolerance):
        return Attempt(1, 1)
    hint = known_mistake(exercise, (), answer, exercise.reference)
    return Attempt(0, 1, f"{show(answer)} is not right. {hint or f'Give {exercise.expects}.'}")


def _what_is_wrong(exercise: Exercise | AnswerFormat, case: tuple, outcome: CallResult) -> list[str]:
    """Say it in lines; none if all is right."""
    if isinstance(exercise, AnswerFormat):
        if outcome.error:
            return ["  expected: a value"]
        try:
            exercise.check(outcome.value, *copy.deepcopy(case))
        except ValueError as error:
            return [f"  problem:  {error}"]
        return []
    expected = exercise.reference(*copy.deepcopy(case))
    if not outcome.error and is_equal(outcome.value, expected, exercise.tolerance):
        return []
    hint = "" if outcome.error else known_mistake(exercise, case, outcome.value, expected)
    return [f"  expected: {show(expected)}"] + ([f"  hint:     {hint}"] if hint else [])


def _went_in(exercise: Exercise | AnswerFormat, case: tuple) -> str:
    # The first argument of a format's `check` is the answer.
    names = (
        argument_names(exercise.check)[1:] if isinstance(exercise, AnswerFormat) else argument_names(exercise.reference)
    )
    return ", ".join(f"{name} = {show(value)}" for name, value in zip(names, case, strict=True))


def _came_out(outcome: CallResult) -> str:
    error = outcome.error
    if error is None:
        return show(outcome.value)
    if isinstance(error, NotImplementedError):
        return "nothing: it is not written yet"
    if isinstance(error, TimeoutError):
        return f"nothing: {error}"
    try:
        message = str(error)
    except BaseException:  # a student's exception may not be able to show itself
        message = ""
    return f"{type(error).__name__}: {message}" if message else type(error).__name__
