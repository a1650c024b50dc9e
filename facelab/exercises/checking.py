"""Try an answer on an exercise's public cases and say what happened."""

import difflib
import os
from dataclasses import replace
from typing import Any

from facelab.exercises import (
    alignment,
    assignment_1_baselines,
    assignment_2_verifier,
    eigenfaces,
    face_detection,
    facenet,
    local_features,
    losses_with_classes,
    networks_by_hand,
    one_shot_and_distances,
    robustness_and_responsibility,
    siamese_networks,
    start_here,
    thresholds,
    transfer_learning,
    triplet_loss,
    who_is_it,
)
from facelab.exercises.answer_format import RIGHT_FORMAT, AnswerFormat
from facelab.exercises.attempt import attempt
from facelab.exercises.exercise import Exercise
from facelab.plugins import load_plugins
from facelab.submission.time_limit import SECONDS_PER_CASE

# by the name of a notebook; its number is the order of the course, which nothing here depends on
NOTEBOOKS = {
    "start_here": start_here,
    "networks_by_hand": networks_by_hand,
    "eigenfaces": eigenfaces,
    "local_features": local_features,
    "face_detection": face_detection,
    "alignment": alignment,
    "one_shot_and_distances": one_shot_and_distances,
    "siamese_networks": siamese_networks,
    "triplet_loss": triplet_loss,
    "losses_with_classes": losses_with_classes,
    "facenet": facenet,
    "thresholds": thresholds,
    "who_is_it": who_is_it,
    "transfer_learning": transfer_learning,
    "robustness_and_responsibility": robustness_and_responsibility,
}
ASSIGNMENTS = {"assignment_1_baselines": assignment_1_baselines, "assignment_2_verifier": assignment_2_verifier}
EXERCISES = {each.id: replace(each, notebook=name) for name, module in NOTEBOOKS.items() for each in module.EXERCISES}
FORMATS = {each.id: replace(each, notebook=name) for name, module in ASSIGNMENTS.items() for each in module.FORMATS}
ALL = EXERCISES | FORMATS
PUBLIC_SEED = 0


def check(exercise_id: str, answer: Any) -> None:
    """Print whether an answer is right; for the first wrong case, what went in, what came out, what was expected.

    Parameters
    ----------
    exercise_id : str
        The name in the exercise's cell.
    answer : callable, number, array or str
        The function that you wrote, or the value that is asked for.

    Raises
    ------
    AssertionError
        Only under nbgrader, if the answer is wrong: it gives full points to a cell without an error.

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
        alike = difflib.get_close_matches(str(exercise_id), ALL, n=1)
        meant = f"did you mean {alike[0]!r}?" if alike else "its name stands in the cell as you got it."
        _fail(f"✘ there is no exercise {exercise_id!r}; {meant}")
        return
    exercise = _graded_exercise(exercise_id) or ALL[exercise_id]
    if isinstance(exercise, AnswerFormat) and _is_autograding():
        _fail(f"✘ {exercise_id}: nbgrader cannot grade it; use `facelab grade`.")
        return
    tried = attempt(exercise, answer, PUBLIC_SEED, SECONDS_PER_CASE)
    if tried.problem:
        _fail(f"✘ {exercise_id}: {tried.problem}")
        return
    print(f"✔ {exercise_id}: {_success(exercise, tried.n_cases)}")
    if tried.facelab_calls and not (isinstance(exercise, AnswerFormat) and exercise.allows_facelab):
        print(f"  But it calls facelab's own {tried.facelab_calls[0]}: to learn something, write it yourself.")
    if tried.changed_arguments:
        print(f"  But it changes {tried.changed_arguments[0]}, which belongs to its caller: write into a copy.")


def _graded_exercise(exercise_id: str) -> Exercise | None:
    """Find an assignment's exercise with its answer, if nbgrader's autograder runs on the instructor's machine."""
    if not _is_autograding() or exercise_id not in FORMATS:
        return None
    return next((each[exercise_id] for each in load_plugins("facelab.answers") if exercise_id in each), None)


def _is_autograding() -> bool:
    return os.environ.get("NBGRADER_EXECUTION") == "autograde"


def _success(exercise: Exercise | AnswerFormat, n_cases: int) -> str:
    if isinstance(exercise, AnswerFormat):
        return RIGHT_FORMAT
    return f"all {n_cases} cases are right." if n_cases > 1 else "that is right."


def _fail(sentence: str) -> None:
    print(sentence)
    if os.environ.get("NBGRADER_EXECUTION"):
        raise AssertionError(sentence)
