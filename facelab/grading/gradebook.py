"""Points into nbgrader's gradebook: SQLite by default, or any database that SQLAlchemy knows."""

import datetime
import os
import sys
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from nbgrader.api import Gradebook
from sqlalchemy.exc import SAWarning, SQLAlchemyError

from facelab.grading.released import Graded, Released
from facelab.grading.result import Result
from facelab.grading.score import Score


@dataclass(frozen=True)
class Row:
    """One submission with its points."""

    result: Result
    released: Released
    score: Score


def record(rows: Iterable[Row], url: str) -> None:
    """Write points into the gradebook, and take the points that a person gave from it into the scores.

    What a person wrote into the gradebook stays.

    Parameters
    ----------
    rows : iterable of Row
        Their scores get the points given by hand.
    url : str
        Of the database, as sqlite:////home/ada/course/gradebook.db.
    """
    rows = list(rows)
    with open_gradebook(url) as book:
        for released in {row.released.name: row.released for row in rows}.values():
            _add_assignment(book, released)
        for row in rows:
            _record_one(book, row)
        book.db.commit()


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
            warnings.simplefilter("ignore", SAWarning)  # nbgrader adds rows in an order that SQLAlchemy remarks upon
            yield book
    except ModuleNotFoundError as error:
        raise ValueError(f"the gradebook needs the package {error.name}: `pip install {error.name}`.") from None
    except SQLAlchemyError as error:
        where = url.rpartition("@")[2] if "@" in url else url  # without the password
        raise ValueError(f"the gradebook {where} cannot be used: {str(error).splitlines()[0]}") from None


def _add_assignment(book: Gradebook, released: Released) -> None:
    name = released.name
    book.update_or_create_assignment(name)
    book.update_or_create_notebook(name, name)
    for exercise in released.exercises:
        book.update_or_create_grade_cell(
            exercise.cell, name, name, max_score=exercise.points, cell_type="code" if exercise.name else "markdown"
        )
        if not exercise.name:
            book.update_or_create_solution_cell(exercise.cell, name, name)


def _record_one(book: Gradebook, row: Row) -> None:
    name, student = row.released.name, row.result.student
    book.update_or_create_student(student)
    when = datetime.datetime.fromisoformat(row.result.submitted)
    book.update_or_create_submission(name, student, timestamp=when)
    notebook = book.find_submission_notebook(name, name, student)
    notebook.late_submission_penalty = row.score.deduction
    for exercise in row.released.exercises:
        _record_grade(book, row, exercise)


def _record_grade(book: Gradebook, row: Row, exercise: Graded) -> None:
    name = row.released.name
    grade = book.find_grade(exercise.cell, name, name, row.result.student)
    grade.auto_score = row.score.points.get(exercise.id)
    if grade.manual_score is not None:
        row.score.by_hand(exercise, grade.manual_score)
    grade.needs_manual_grade = grade.manual_score is None and exercise.id in row.score.to_read
