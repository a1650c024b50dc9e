"""A grading folder of one assignment with one exercise, and results kept in it without a run."""

import datetime

import nbformat

from facelab.instructor.execution.bundle import Bundle
from facelab.instructor.grading_folder import GradingFolder
from facelab.instructor.intake.submissions import Submission
from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Compared, Result, write_result

A1 = ReleasedNotebook("a1", nbformat.v4.new_notebook(), [GradedExercise("accept", 10, "accept-check", "accept")])
DAY = datetime.date(2026, 12, 1)


def grading_folder(folder, **policy):
    (folder / "submitted").mkdir(exist_ok=True)
    return GradingFolder(folder, Policy(**policy), {"a1": A1}, Bundle(b"", "k"), 1, None)


def submission(day, digest, student="ada"):
    return Submission(student, "a1", None, None, (), f"2026-12-{day:02}T10:00:00", digest)


def keep_result(opened, each, right=3, **changes):
    """Keep a result for a submission, as the grader does; return the submission."""
    when = changes.pop("graded", "")
    result = Result(each.student, "a1", opened.key(each), each.digest, each.submitted, when, **changes)
    result.compared = {"accept": Compared(right, 3)}
    write_result(result, opened.result_path(each))
    return each
