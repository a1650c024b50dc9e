"""Points as tables for learning platforms."""

import csv
import io
import re
from collections.abc import Iterable
from pathlib import Path

from facelab.atomic import write_atomically
from facelab.instructor.intake.lms_ids import read_lms_ids
from facelab.instructor.reporting.gradebook import GradeRow

OVERVIEW = ["student", "assignment", "state", "points", "of", "to grade by hand", "submitted", "explanation"]
CANVAS = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
MOODLE = ["Identifier", "Full name", "Grade", "Last modified (grade)"]  # Moodle refuses a worksheet without one of them
HIDDEN_FORMULA = re.compile(r"([;\t])(?=\s*[=+\-@])")  # where a spreadsheet separates cells by other than commas
FORMULA = tuple("=+-@\t\r")  # a spreadsheet would run what begins with one of these


def write_csv(rows: Iterable[GradeRow], folder: Path) -> None:
    """Write grades.csv, canvas.csv and, for each assignment, Moodle's worksheet into the course's folder."""
    rows = list(rows)
    points = {(row.result.student, row.result.assignment): f"{row.score.total:g}" for row in rows}
    assignments = sorted({assignment for _, assignment in points})
    _write(folder / "grades.csv", OVERVIEW, [_overview(row) for row in rows])
    canvas = {student: lms_id for lms_id, student in read_lms_ids(folder, "canvas").items()}
    table = [
        [each, canvas.get(each, ""), "", "" if each in canvas else each, ""]
        + [points.get((each, assignment), "") for assignment in assignments]
        for each in sorted({student for student, _ in points})
    ]
    _write(folder / "canvas.csv", CANVAS + assignments, table)
    for assignment in assignments:  # Moodle draws a student's number anew for each
        if students := read_lms_ids(folder, "moodle", assignment):
            table = [
                [f"Participant {lms_id}", each, points.get((each, assignment), ""), ""]
                for lms_id, each in students.items()
            ]
            _write(folder / f"moodle-{assignment}.csv", MOODLE, table)


def _overview(row: GradeRow) -> list:
    return [
        row.result.student,
        row.result.assignment,
        row.result.state + (" without a sandbox" if row.result.unsafe else ""),
        f"{row.score.total:g}",
        f"{row.released.maximum:g}",
        len(row.score.needs_manual_grade),
        row.result.submitted,
        " ".join([*row.score.explanation, row.score.total_explained]),
    ]


def _write(path: Path, header: list[str], table: list[list]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in line] for line in [header, *table])
    write_atomically(path, text.getvalue())


def _harmless(cell) -> str:
    text = HIDDEN_FORMULA.sub(r"\1'", str(cell))
    return f"'{text}" if text.startswith(FORMULA) else text
