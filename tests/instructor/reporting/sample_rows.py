"""Two released assignments, and rows with points in them."""

import nbformat

from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.reporting.gradebook import GradeRow
from facelab.instructor.scoring.judges import Verdict
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Compared, Result
from facelab.instructor.scoring.score import score

A1 = ReleasedNotebook(
    "a1",
    nbformat.v4.new_notebook(),
    [GradedExercise("accept", 4, "accept-check", "accept"), GradedExercise("words", 3, "words")],
)
A2 = ReleasedNotebook("a2", nbformat.v4.new_notebook(), [GradedExercise("embed", 100, "embed-check", "embed")])
VERDICT = Verdict(1.0, 0.04, 0.10, 0.06, 0.98, 0.4, [0.5, 0.7, 1.2], [2.0, 3.0, 0.9])


def row(student="ada", released=A1, **changes):
    compared = changes.pop("compared", {"accept": Compared(15, 15)})
    result = Result(student, released.name, "k", "f", "2026-11-20T10:00:00", compared=compared, **changes)
    return GradeRow(result, released, score(result, released, Policy()))
