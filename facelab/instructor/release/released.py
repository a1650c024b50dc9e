"""What a released notebook asks for: its exercises, their points, and where their answers are found."""

import ast
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from facelab.course import notebook_name

VERIFIER = "embed"  # the exercise that is scored on people whom nobody has seen


@dataclass(frozen=True)
class GradedExercise:
    """An exercise that gives points."""

    id: str
    points: float
    cell: str  # `grade_id` of the cell that gives the points
    name: str = ""  # of the answer in the notebook; empty if a person grades it


@dataclass(frozen=True)
class ReleasedNotebook:
    """A notebook as students got it; its name is the assignment's: the file's without number and suffix."""

    name: str
    notebook: NotebookNode
    exercises: list[GradedExercise]

    @property
    def maximum(self) -> float:
        """The points of all exercises."""
        return sum(exercise.points for exercise in self.exercises)

    @property
    def is_verifier(self) -> bool:
        """Whether it asks for a verifier, which is scored on people whom nobody has seen."""
        return any(exercise.id == VERIFIER for exercise in self.exercises)


def read_released(path: Path) -> ReleasedNotebook:
    """Read a released notebook; raise ValueError if it cannot be read or gives no points."""
    try:
        notebook = nbformat.read(path, as_version=4)
    except (OSError, ValueError) as error:
        raise ValueError(f"{path} cannot be read ({error}); make the release again.") from None
    exercises = [_graded(cell) for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    if not exercises:
        raise ValueError(f"{path} has no exercise that gives points.")
    return ReleasedNotebook(notebook_name(path.stem), notebook, exercises)


def _graded(cell: NotebookNode) -> GradedExercise:
    data = cell.metadata.nbgrader
    if data.solution:
        return GradedExercise(data.grade_id, data.points, data.grade_id)
    exercise, name = _checked(cell.source)
    return GradedExercise(exercise, data.points, data.grade_id, name)


def _checked(source: str) -> tuple[str, str]:
    """Find the exercise and the name of the answer in `check("exercise", answer)`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Name("check"), args=[ast.Constant(str(exercise)), ast.Name(name)]):
                return exercise, name
    raise ValueError(f'expected check("exercise", answer) in the cell {source!r}.')
