"""Try an answer on an exercise's public cases and say what happened."""

import copy
import os
from typing import Any

import numpy as np

from facelab.exercises import (
    notebook_00,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_07,
    notebook_09,
    notebook_10,
)
from facelab.exercises.exercise import Exercise

NOTEBOOKS = (
    notebook_00,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_07,
    notebook_09,
    notebook_10,
)
EXERCISES = {exercise.id: exercise for notebook in NOTEBOOKS for exercise in notebook.EXERCISES}
PUBLIC_SEED = 0


def check(exercise_id: str, answer: Any) -> None:
    """Print whether an answer is right; for the first wrong case, what went in, what came out, what was expected.

    Parameters
    ----------
    exercise_id : str
        As the exercise's cell gives it.
    answer : callable
        The function you wrote.

    Raises
    ------
    KeyError
        If no exercise has that id.

    Examples
    --------
    >>> import numpy as np
    >>> check("accept", lambda distances, threshold: distances <= threshold)
    ✔ accept: all 5 cases are right.
    >>> check("accept", lambda distances, threshold: distances < threshold)
    ✘ accept: case 1 of 5 is wrong.
      went in:  distances = array([0.2, 0.5, 0.9]), threshold = 0.5
      came out: array([ True, False, False])
      expected: array([ True,  True, False])
    """
    if exercise_id not in EXERCISES:
        raise KeyError(f"there is no exercise {exercise_id!r}; the exercises are {', '.join(EXERCISES)}.")
    exercise = EXERCISES[exercise_id]
    if not callable(answer):
        _report_failure(f"✘ {exercise.id}: expected a function ({exercise.title}), found {type(answer).__name__}.")
        return
    cases = list(exercise.cases(np.random.default_rng(PUBLIC_SEED)))
    for number, case in enumerate(cases, start=1):
        problem = _find_problem(exercise, answer, case)
        if problem:
            _report_failure(f"✘ {exercise.id}: case {number} of {len(cases)} is wrong.\n{problem}")
            return
    print(f"✔ {exercise.id}: all {len(cases)} cases are right.")


def _report_failure(sentence: str) -> None:
    """Tell a student; under nbgrader, which counts a cell without an error as full points, also fail."""
    print(sentence)
    if os.environ.get("NBGRADER_EXECUTION"):
        raise AssertionError(sentence)


def _find_problem(exercise: Exercise, answer: Any, case: tuple) -> str | None:
    expected = exercise.reference(*copy.deepcopy(case))
    try:
        given = answer(*copy.deepcopy(case))
    except (Exception, SystemExit) as error:  # a student's mistake is an answer too
        found = "nothing: it is not written yet" if isinstance(error, NotImplementedError) else _name(error)
    else:
        if _is_equal(given, expected, exercise.tolerance):
            return None
        found = _show(given)
    arguments = zip(_argument_names(exercise), case, strict=True)
    went_in = ", ".join(f"{name} = {_show(value)}" for name, value in arguments)
    return f"  went in:  {went_in}\n  came out: {found}\n  expected: {_show(expected)}"


def _is_equal(given: Any, expected: Any, tolerance: float) -> bool:
    try:
        given, expected = np.asarray(given), np.asarray(expected)
    except Exception:  # a list of lists of different lengths, or something stranger
        return False
    if given.dtype.kind not in "biufc":
        return False
    if given.shape != expected.shape or (given.size and (given.dtype == bool) != (expected.dtype == bool)):
        return False
    return bool(np.allclose(given, expected, rtol=tolerance, atol=tolerance))


def _name(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


def _show(value: Any) -> str:
    try:
        with np.printoptions(precision=4, threshold=20, edgeitems=2, suppress=True):
            text = repr(value)
    except Exception:  # a student's class may not be able to show itself
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= 300 else f"{text[:300]} …"


def _argument_names(exercise: Exercise) -> tuple[str, ...]:
    code = exercise.reference.__code__
    return code.co_varnames[: code.co_argcount]
