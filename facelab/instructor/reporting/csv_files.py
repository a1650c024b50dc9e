"""Points as tables for a learning platform."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from facelab.atomic import write_atomically
from facelab.instructor.intake.lms_ids import platform_numbers
from facelab.instructor.reporting.gradebook import GradeRow

WORKSHEET = ["Identifier", "Full name", "Grade", "Last modified (grade)"]  # without one of them Moodle refuses it
HIDDEN_FORMULA = re.compile(r"([;\t])(?=\s*[=+\-@])")  # where it takes another sign than a comma to part cells
FORMULA = tuple("=+-@\t\r")  # a spreadsheet would run what begins with one of these


def write_csv(rows: Iterable[GradeRow], folder: Path) -> None:
    """Write grades.csv with everything, canvas.csv with a column for each assignment, and files for Moodle.

    Moodle knows students by other numbers in each assignment: moodle-<assignment>.csv has the columns of its grading
    worksheet that it reads.

    Parameters
    ----------
    rows : iterable of GradeRow
    folder : Path
        Of the course, where `collect` has kept the platforms' numbers.
    """
    rows = list(rows)
    everything = [
        [
            row.result.student,
            row.result.assignment,
            row.result.state + (" without a sandbox" if row.result.unsafe else ""),
            f"{row.score.total:g}",
            f"{row.released.maximum:g}",
            len(row.score.needs_manual_grade),
            row.result.submitted,
            " ".join([*row.score.explanation, row.score.total_explained]),
        ]
        for row in rows
    ]
    header = ["student", "assignment", "state", "points", "of", "to read", "submitted", "how"]
    _write(folder / "grades.csv", [header, *everything])
    assignments = sorted({row.result.assignment for row in rows})
    points = {(row.result.student, row.result.assignment): f"{row.score.total:g}" for row in rows}
    students = sorted({row.result.student for row in rows})
    table = [[points.get((student, assignment), "") for assignment in assignments] for student in students]
    canvas = {student: number for number, student in platform_numbers(folder, "canvas").items()}
    lines = zip(students, table, strict=True)
    by_id = [[each, canvas.get(each, ""), "", "" if each in canvas else each, "", *cells] for each, cells in lines]
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *assignments]
    _write(folder / "canvas.csv", [header, *by_id])
    for assignment in assignments:
        participants = platform_numbers(folder, "moodle", assignment).items()
        worksheet = [
            [f"Participant {number}", each, points.get((each, assignment), ""), ""] for number, each in participants
        ]
        if worksheet:
            _write(folder / f"moodle-{assignment}.csv", [WORKSHEET, *worksheet])


def _write(path: Path, table: list[list]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in line] for line in table)
    write_atomically(path, text.getvalue())


def _harmless(cell) -> str:
    text = HIDDEN_FORMULA.sub(r"\1'", str(cell))
    return f"'{text}" if text.startswith(FORMULA) else text
