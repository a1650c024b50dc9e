"""Points into nbgrader's gradebook: SQLite by default, or any database that SQLAlchemy knows."""

import datetime
import hashlib
import json
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from nbgrader.api import Grade, Gradebook, MissingEntry
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from facelab.atomic import write_atomically
from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.result import Result
from facelab.instructor.scoring.score import Score


@dataclass(frozen=True)
class GradeRow:
    """One submission with its points."""

    result: Result
    released: ReleasedNotebook
    score: Score


def record_points(rows: Iterable[GradeRow], url: str, shown: Path) -> None:
    """Write points into the gradebook, and take the points that a person gave from it into the scores.

    What a person wrote into the gradebook stays; if the answer has changed since, it is to be read again.

    Parameters
    ----------
    rows : iterable of GradeRow
        Their scores get the points given by hand.
    url : str
        Of the database, as sqlite:////home/ada/course/gradebook.db.
    shown : Path
        File that remembers which answers the gradebook has shown.
    """
    rows, before = list(rows), _read_shown(shown)
    with open_gradebook(url) as book:
        for released in {row.released.name: row.released for row in rows}.values():
            _add_assignment(book, released)
        for row in rows:
            _record_one(book, row, before.get(_place(row), {}))
        book.db.commit()
    now = {_place(row): {each.cell: _answer(row, each) for each in row.released.exercises} for row in rows}
    write_atomically(shown, json.dumps(before | now))


@contextmanager
def open_gradebook(url: str) -> Iterator[Gradebook]:
    """Open a gradebook, or make it.

    Parameters
    ----------
    url : str

    Yields
    ------
    nbgrader.api.Gradebook

    Raises
    ------
    ValueError
        If it cannot be opened or written.
    """
    os.environ["PATH"] = os.pathsep.join([f"{sys.prefix}/bin", os.environ.get("PATH", "")])  # nbgrader calls alembic
    try:
        with warnings.catch_warnings(), Gradebook(url) as book:
            warnings.simplefilter("ignore", SAWarning)  # nbgrader adds rows in an order that SQLAlchemy notes upon
            yield book
    except ModuleNotFoundError as error:
        raise ValueError(f"the gradebook needs the package {error.name}: `pip install {error.name}`.") from None
    except SQLAlchemyError as error:
        where = url.rpartition("@")[2] if "@" in url else url  # without the password
        raise ValueError(f"the gradebook {where} cannot be used: {str(error).splitlines()[0]}") from None


def _add_assignment(book: Gradebook, released: ReleasedNotebook) -> None:
    name = released.name
    book.update_or_create_assignment(name)
    book.update_or_create_notebook(name, name)
    for exercise in released.exercises:
        book.update_or_create_grade_cell(
            exercise.cell, name, name, max_score=exercise.points, cell_type="code" if exercise.name else "markdown"
        )
        if not exercise.name:
            book.update_or_create_solution_cell(exercise.cell, name, name)


def _record_one(book: Gradebook, row: GradeRow, before: dict[str, str]) -> None:
    name, student = row.released.name, row.result.student
    book.update_or_create_student(student)
    when = datetime.datetime.fromisoformat(row.result.submitted)
    book.update_or_create_submission(name, student, timestamp=when)
    notebook = book.find_submission_notebook(name, name, student)
    for exercise in row.released.exercises:
        _record_grade(book, row, exercise, before.get(exercise.cell, ""))
    notebook.late_submission_penalty = sum(row.score.points.values()) - row.score.total


def _record_grade(book: Gradebook, row: GradeRow, exercise: GradedExercise, before: str) -> None:
    name = row.released.name
    try:
        grade = book.find_grade(exercise.cell, name, name, row.result.student)
    except MissingEntry:  # released after this student's first submission
        notebook = book.find_submission_notebook(name, name, row.result.student)
        grade = Grade(cell=book.find_grade_cell(exercise.cell, name, name), notebook=notebook)
        book.db.add(grade)
    grade.auto_score = row.score.points.get(exercise.id)
    if grade.manual_score is None:
        grade.needs_manual_grade = exercise.id in row.score.needs_manual_grade
    else:
        if before and before != _answer(row, exercise):
            grade.needs_manual_grade = True
        row.score.by_hand(exercise, grade.manual_score, is_outdated=bool(grade.needs_manual_grade))
    if grade.extra_credit:
        row.score.extra(exercise, grade.extra_credit)


def _place(row: GradeRow) -> str:
    return f"{row.result.assignment}/{row.result.student}"


def _answer(row: GradeRow, exercise: GradedExercise) -> str:
    """Sum up an answer: its words, or the files if it is code."""
    answer = row.result.files if exercise.name else row.result.written.get(exercise.cell, "")
    return hashlib.sha256(answer.encode()).hexdigest()


def _read_shown(path: Path) -> dict[str, dict[str, str]]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
