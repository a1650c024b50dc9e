"""Try an answer on an exercise's public cases and say what happened."""

import os
from typing import Any

from facelab.exercises import (
    assignment_1,
    assignment_2,
    notebook_00,
    notebook_03,
    notebook_04,
    notebook_05,
    notebook_06,
    notebook_07,
    notebook_09,
    notebook_10,
)
from facelab.exercises.attempt import attempt

NOTEBOOKS = {
    "00": notebook_00,
    "03": notebook_03,
    "04": notebook_04,
    "05": notebook_05,
    "06": notebook_06,
    "07": notebook_07,
    "09": notebook_09,
    "10": notebook_10,
}
ASSIGNMENTS = {"assignment_1_baselines": assignment_1, "assignment_2_verifier": assignment_2}
EXERCISES = {exercise.id: exercise for notebook in NOTEBOOKS.values() for exercise in notebook.EXERCISES}
FORMS = {form.id: form for assignment in ASSIGNMENTS.values() for form in assignment.FORMS}
ALL = EXERCISES | FORMS
PUBLIC_SEED = 0
SECONDS = 10  # for one case


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
    if exercise_id not in ALL:
        _fail(f"✘ there is no exercise {exercise_id!r}; the exercises are {', '.join(ALL)}.", strict)
        return
    tried = attempt(ALL[exercise_id], answer, PUBLIC_SEED, SECONDS)
    if tried.problem:
        _fail(f"✘ {exercise_id}: {tried.problem}", strict)
        return
    print(f"✔ {exercise_id}: {_praise(exercise_id, tried.n_cases)}")
    if tried.facelab_calls and not getattr(ALL[exercise_id], "with_facelab", False):
        print(f"  But it calls facelab's own {tried.facelab_calls[0]}: to learn something, write it yourself.")


def _praise(exercise_id: str, n_cases: int) -> str:
    if exercise_id in FORMS:
        return "it has the right form. Your instructor's cases will tell whether it is right."
    return f"all {n_cases} cases are right." if n_cases > 1 else "that is right."


def _fail(sentence: str, strict: bool) -> None:
    print(sentence)
    if strict or os.environ.get("NBGRADER_EXECUTION"):
        raise AssertionError(sentence)
