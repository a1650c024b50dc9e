"""Points as tables for a learning platform."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from facelab.course import write_whole
from facelab.grading.gradebook import Row

FORMULA = tuple("=+-@\t\r")  # a spreadsheet would run what begins with one of these


def write_csv(rows: Iterable[Row], folder: Path, numbers: Mapping[str, Mapping[str, str]]) -> None:
    """Write grades.csv with everything, canvas.csv and moodle.csv with a column for each assignment.

    Parameters
    ----------
    rows : iterable of Row
    folder : Path
    numbers : mapping of str to mapping of str to str
        Of canvas and moodle: their numbers for students, and the students' folders.
    """
    rows = list(rows)
    everything = [
        [
            row.result.student,
            row.result.assignment,
            row.result.state + (" without a sandbox" if row.result.unsafe else ""),
            f"{row.score.total:g}",
            f"{row.released.maximum:g}",
            len(row.score.to_read),
            row.result.submitted,
            " ".join(row.score.words),
        ]
        for row in rows
    ]
    header = ["student", "assignment", "state", "points", "of", "to read", "submitted", "how"]
    _write(folder / "grades.csv", [header, *everything])
    assignments = sorted({row.result.assignment for row in rows})
    points = {(row.result.student, row.result.assignment): f"{row.score.total:g}" for row in rows}
    students = sorted({row.result.student for row in rows})
    table = [[points.get((student, assignment), "") for assignment in assignments] for student in students]
    canvas, moodle = ({student: number for number, student in numbers[name].items()} for name in ("canvas", "moodle"))
    lines = list(zip(students, table, strict=True))
    by_id = [[each, canvas.get(each, ""), "", "" if each in canvas else each, "", *cells] for each, cells in lines]
    header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *assignments]
    _write(folder / "canvas.csv", [header, *by_id])
    numbered = [[f"Participant {moodle[each]}" if each in moodle else "", each, *cells] for each, cells in lines]
    _write(folder / "moodle.csv", [["Identifier", "Username", *assignments], *numbered])


def _write(path: Path, table: list[list]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([_harmless(cell) for cell in line] for line in table)
    write_whole(path, text.getvalue())


def _harmless(cell) -> str:
    text = str(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
