"""Points in nbgrader's gradebook: SQLite by default, or any database that SQLAlchemy knows."""

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


def record_points(rows: Iterable[GradeRow], url: str, digests_file: Path) -> None:
    """Write points into the gradebook, and take the points that a person entered there into the scores.

    A person's points stay; an answer that has changed since is to be graded again: `digests_file` remembers them.
    """
    rows, before = list(rows), _read_digests(digests_file)
    with open_gradebook(url) as book:
        for released in {row.released.name: row.released for row in rows}.values():
            _add_assignment(book, released)
        for row in rows:
            _record_submission(book, row, before.get(_name(row), {}))
        book.db.commit()
    now = {_name(row): {each.cell: _answer_digest(row, each) for each in row.released.exercises} for row in rows}
    write_atomically(digests_file, json.dumps(before | now))


@contextmanager
def open_gradebook(url: str) -> Iterator[Gradebook]:
    """Open a gradebook, e.g. sqlite:////home/ada/course/gradebook.db, or create it; raise ValueError if that fails."""
    os.environ["PATH"] = os.pathsep.join([f"{sys.prefix}/bin", os.environ.get("PATH", "")])  # nbgrader calls alembic
    try:
        with warnings.catch_warnings(), Gradebook(url) as book:
            warnings.simplefilter("ignore", SAWarning)  # about the order in which nbgrader adds rows
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


def _record_submission(book: Gradebook, row: GradeRow, digests: dict[str, str]) -> None:
    name, student = row.released.name, row.result.student
    book.update_or_create_student(student)
    when = datetime.datetime.fromisoformat(row.result.submitted)
    book.update_or_create_submission(name, student, timestamp=when)
    notebook = book.find_submission_notebook(name, name, student)
    for exercise in row.released.exercises:
        _record_exercise(book, row, exercise, digests.get(exercise.cell, ""))
    notebook.late_submission_penalty = sum(row.score.points.values()) - row.score.total


def _record_exercise(book: Gradebook, row: GradeRow, exercise: GradedExercise, digest: str) -> None:
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
        if digest and digest != _answer_digest(row, exercise):
            grade.needs_manual_grade = True
        is_outdated = bool(grade.needs_manual_grade)
        row.score.set_manual_points(exercise, grade.manual_score, is_outdated)
    if grade.extra_credit:
        row.score.add_extra_credit(exercise, grade.extra_credit)


def _name(row: GradeRow) -> str:
    return f"{row.result.assignment}/{row.result.student}"


def _answer_digest(row: GradeRow, exercise: GradedExercise) -> str:
    """Hash an answer: its text, or the files if it is code."""
    answer = row.result.files if exercise.name else row.result.written.get(exercise.cell, "")
    return hashlib.sha256(answer.encode()).hexdigest()


def _read_digests(path: Path) -> dict[str, dict[str, str]]:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
