"""Try an answer on an exercise's public cases and say what happened."""

import os
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from facelab.exercises import (
    assignment_1,
    assignment_2,
    notebook_00,
    notebook_01,
    notebook_02,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_07,
    notebook_09,
    notebook_10,
)
from facelab.exercises.attempt import attempt
from facelab.exercises.exercise import Exercise
from facelab.exercises.form import Form

NOTEBOOKS = {
    "00": notebook_00,
    "01": notebook_01,
    "02": notebook_02,
    "03": notebook_03,
    "04": notebook_04,
    "05": notebook_05,
    "06": notebook_06,
    "07": notebook_07,
    "09": notebook_09,
    "10": notebook_10,
}
ASSIGNMENTS = {"assignment_1_baselines": assignment_1, "assignment_2_verifier": assignment_2}
EXERCISES = {each.id: replace(each, notebook=name) for name, module in NOTEBOOKS.items() for each in module.EXERCISES}
FORMS = {each.id: replace(each, notebook=name) for name, module in ASSIGNMENTS.items() for each in module.FORMS}
ALL = EXERCISES | FORMS
PUBLIC_SEED = 0
SECONDS = 10  # for one case
GRADING = "facelab.grading"  # only the instructor has it


def check(exercise_id: str, answer: Any, strict: bool = False) -> None:
    """Print whether an answer is right; for the first wrong case, what went in, what came out, what was expected.

    Parameters
    ----------
    exercise_id : str
        As the exercise's cell gives it.
    answer : callable, or a number, array or text
        The function you wrote, or the value that is asked for.
    strict : bool
        Raise AssertionError if the answer is wrong. Under nbgrader this is always so: it counts a cell without an
        error as full points.

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
      hint:     a distance that equals the threshold is accepted, too.
    """
    if not isinstance(exercise_id, str) or exercise_id not in ALL:
        _fail(f"✘ there is no exercise {exercise_id!r}; the exercises are {', '.join(ALL)}.", strict)
        return
    exercise = _graded(exercise_id) or ALL[exercise_id]
    if isinstance(exercise, Form) and _autograded():
        _fail(f"✘ {exercise_id}: nbgrader cannot grade it, `facelab grade` can.", strict)
        return
    tried = attempt(exercise, answer, PUBLIC_SEED, SECONDS)
    if tried.problem:
        _fail(f"✘ {exercise_id}: {tried.problem}", strict)
        return
    print(f"✔ {exercise_id}: {_praise(exercise, tried.n_cases)}")
    if tried.facelab_calls and not (isinstance(exercise, Form) and exercise.with_facelab):
        print(f"  But it calls facelab's own {tried.facelab_calls[0]}: to learn something, write it yourself.")


def _graded(exercise_id: str) -> Exercise | None:
    """Find the answer of an assignment's exercise, when nbgrader's autograder asks on the instructor's machine."""
    if not _autograded() or exercise_id not in FORMS or not find_spec(GRADING):
        return None
    return import_module(f"{GRADING}.assignments").GRADED.get(exercise_id)


def _autograded() -> bool:
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _praise(exercise: Exercise | Form, n_cases: int) -> str:
    if isinstance(exercise, Form):
        return "it has the right form. How good it is, grading will tell."
    return f"all {n_cases} cases are right." if n_cases > 1 else "that is right."


def _fail(sentence: str, strict: bool) -> None:
    print(sentence)
    if strict or os.environ.get("NBGRADER_EXECUTION"):
        raise AssertionError(sentence)
