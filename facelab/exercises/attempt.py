"""Try an answer on the cases of an exercise, without printing anything."""

import copy
import sysconfig
import traceback
from collections.abc import Iterator
from numbers import Real
from typing import Any, NamedTuple

import numpy as np

from facelab.exercises.answer_format import AnswerFormat
from facelab.exercises.equality import is_equal
from facelab.exercises.exercise import Exercise
from facelab.exercises.formatting import argument_names, format_value, is_shortened
from facelab.exercises.hints import TriedCase, fitting_hint
from facelab.submission.time_limit import PACKAGE, CallResult, call_with_limit

SECONDS_FOR_HINT = 1  # for each case after the first wrong one
FLOATS = "  problem:  the values are right, but they are floats; positions have to be integers."
NOT_THE_STUDENTS = (PACKAGE, sysconfig.get_path("stdlib"), "<frozen")


class Attempt(NamedTuple):
    """How an answer did, up to its first wrong case, and which functions of facelab it called."""

    n_right: int
    n_cases: int
    problem: str = ""  # for the student to read; empty if all is right
    facelab_calls: tuple[str, ...] = ()
    changed_arguments: tuple[str, ...] = ()  # their names


def attempt(exercise: Exercise | AnswerFormat, answer: Any, seed: int, seconds: float) -> Attempt:
    """Compare an answer with the reference, case by case; without a reference, check only its format."""
    if exercise.cases is None:
        return _attempt_value(exercise, answer)
    if not callable(answer):
        return Attempt(0, 0, f"expected a function ({exercise.expects}), found {type(answer).__name__}.")
    cases = list(exercise.cases(np.random.default_rng(seed)))
    facelab_calls: dict[str, None] = {}
    changed: dict[str, None] = {}
    tried: list[TriedCase] = []
    for number, case in enumerate(cases):
        arguments = copy.deepcopy(case)
        result = call_with_limit(answer, arguments, seconds)
        facelab_calls |= dict.fromkeys(result.facelab_calls)
        changed |= dict.fromkeys(_changed_arguments(exercise, case, arguments))
        if explanation := _explain(exercise, case, result):
            if isinstance(exercise, Exercise) and not result.error and explanation != [FLOATS]:
                tried += _try_rest(exercise, answer, cases[number + 1 :])
                hint = fitting_hint(exercise, [*tried, _tried(exercise, case, result)])
                explanation += [f"  hint:     {hint}"] if hint else []
            lines = [
                f"case {number + 1} of {len(cases)} is wrong.",
                f"  went in:  {_format_arguments(exercise, case)}",
                f"  came out: {_format_result(result)}",
                *explanation,
            ]
            return Attempt(number, len(cases), "\n".join(lines), tuple(facelab_calls))
        if isinstance(exercise, Exercise):
            tried.append(_tried(exercise, case, result))
    return Attempt(len(cases), len(cases), facelab_calls=tuple(facelab_calls), changed_arguments=tuple(changed))


def _try_rest(exercise: Exercise, answer: Any, cases: list[tuple]) -> Iterator[TriedCase]:
    """Try the cases after the first wrong one, as a hint has to fit all of them; end with the first that is slow."""
    for case in cases:
        result = call_with_limit(answer, copy.deepcopy(case), SECONDS_FOR_HINT)
        if isinstance(result.error, TimeoutError):
            return
        if not result.error:
            yield _tried(exercise, case, result)


def _tried(exercise: Exercise, case: tuple, result: CallResult) -> TriedCase:
    return TriedCase(case, result.value, exercise.reference(*copy.deepcopy(case)))


def _attempt_value(exercise: Exercise | AnswerFormat, answer: Any) -> Attempt:
    if answer is None or answer is ...:
        return Attempt(0, 1, "it is not answered yet.")
    if isinstance(exercise, AnswerFormat):
        try:
            exercise.check(answer)
        except ValueError as error:
            return Attempt(0, 1, f"{format_value(answer)} is not right: {error}")
        return Attempt(1, 1)
    if is_equal(answer, exercise.reference, exercise.tolerance):
        return Attempt(1, 1)
    is_another_number = isinstance(answer, Real) and isinstance(exercise.reference, Real)
    expected = "it should be another number." if is_another_number else f"expected {exercise.expects}."
    hint = fitting_hint(exercise, [TriedCase((), answer, exercise.reference)]) or expected
    return Attempt(0, 1, f"{format_value(answer)} is not right: {hint}")


def _explain(exercise: Exercise | AnswerFormat, case: tuple, result: CallResult) -> list[str]:
    """List lines about what is wrong; none if all is right."""
    if isinstance(exercise, AnswerFormat):
        if result.error:
            return ["  expected: a value"]
        try:
            exercise.check(result.value, *copy.deepcopy(case))
        except ValueError as error:
            return [f"  problem:  {error}"]
        return []
    expected = exercise.reference(*copy.deepcopy(case))
    if not result.error and is_equal(result.value, expected, exercise.tolerance):
        return [FLOATS] if exercise.whole and _holds_floats(result.value) else []
    lines = [f"  expected: {format_value(expected)}"]
    if not result.error and format_value(result.value) == format_value(expected):
        lines.append(f"  {_hidden_difference(result.value, expected, exercise.tolerance)}")
    return lines


def _holds_floats(value: Any) -> bool:
    array = np.asarray(value)
    return array.size > 0 and array.dtype.kind == "f"


def _hidden_difference(given: Any, expected: Any, tolerance: float) -> str:
    """Say where two values differ that are written alike."""
    if not is_shortened(expected):
        return "Both are written alike here because numbers are rounded; they differ further behind the point."
    try:
        given, expected = np.asarray(given), np.asarray(expected)
        differs = ~np.isclose(given, expected, rtol=tolerance, atol=tolerance, equal_nan=True)
        first = tuple(map(int, np.argwhere(differs)[0]))
        one, other = given[first].item(), expected[first].item()
    except Exception:  # lists of different lengths, other shapes
        return "Both are shortened here; they differ in what is left out."
    write = format_value if format_value(one) != format_value(other) else repr
    count = f"{differs.sum()} of {differs.size} numbers differ{'s' if differs.sum() == 1 else ''}"
    return f"Both are shortened here. {count}, first at {list(first)}: {write(one)}, expected {write(other)}."


def _names(exercise: Exercise | AnswerFormat) -> list[str]:
    if isinstance(exercise, AnswerFormat):
        return argument_names(exercise.check)[1:]  # the first one is the answer
    return argument_names(exercise.reference)


def _changed_arguments(exercise: Exercise | AnswerFormat, case: tuple, after: tuple) -> Iterator[str]:
    for name, value, now in zip(_names(exercise), case, after, strict=True):
        if isinstance(value, np.ndarray | list):
            try:
                np.testing.assert_equal(now, value)
            except Exception:  # also what a student's object in a list raises when it is compared
                yield name


def _format_arguments(exercise: Exercise | AnswerFormat, case: tuple) -> str:
    return ", ".join(f"{name} = {format_value(value)}" for name, value in zip(_names(exercise), case, strict=True))


def _format_result(result: CallResult) -> str:
    error = result.error
    if error is None:
        return format_value(result.value)
    if isinstance(error, NotImplementedError):
        return "nothing: it is not written yet"
    if isinstance(error, TimeoutError):
        return f"nothing: {error}"
    try:
        message = str(error)
    except BaseException:  # a student's exception may not be able to show itself
        message = ""
    written = f"{type(error).__name__}: {message}" if message else type(error).__name__
    return written + _own_line(error)


def _own_line(error: BaseException) -> str:
    """Name the last line of the student's own code that an exception went through."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if not frame.filename.startswith(NOT_THE_STUDENTS) and "site-packages" not in frame.filename:
            return f" (line {frame.lineno}: {frame.line})" if frame.line else f" (line {frame.lineno})"
    return ""
