"""What a student has done so far, read from their saved notebooks."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from facelab.exercises.answer_format import RIGHT_FORMAT
from facelab.exercises.notebook_cells import Cell, read_cells


class State(StrEnum):
    """How far an exercise is, as the saved notebook shows it."""

    RIGHT = "right"
    TRIED = "not right yet"
    WRITTEN = "written"  # whoever grades it decides
    UNCHECKED = "not checked yet"
    OPEN = "open"


@dataclass(frozen=True)
class ExerciseProgress:
    """An exercise of a notebook, its points, and how far it is."""

    id: str
    points: float
    state: State


def notebook_progress(path: Path) -> list[ExerciseProgress]:
    """List the exercises of a saved notebook that give points; none if it has none or cannot be read."""
    cells = read_cells(path)
    answers = {cell.grade_id: cell for cell in cells if cell.is_answer}
    graded = [cell for cell in cells if cell.points is not None]
    return [
        ExerciseProgress(name, cell.points or 0, _state(answers.get(name), cell))
        for cell in graded
        if (name := cell.grade_id.removesuffix("-check"))
    ]


def earned(exercises: Sequence[ExerciseProgress]) -> float:
    """Add up the points of the exercises that are right."""
    return sum(each.points for each in exercises if each.state is State.RIGHT)


def _state(answer: Cell | None, check: Cell) -> State:
    """Judge by what the check printed when it ran last."""
    written = answer is not None and answer.is_written
    if check is answer:
        return State.WRITTEN if written else State.OPEN
    # the student's function may print something, or warn, before the verdict
    verdict = next((line[0] for line in reversed(check.output.splitlines()) if line[:1] in ("✔", "✘")), "")
    if verdict == "✔":
        return State.WRITTEN if RIGHT_FORMAT in check.output else State.RIGHT
    if not written:
        return State.OPEN
    return State.TRIED if verdict else State.UNCHECKED
