"""How points are given: every number of it can be changed in one TOML file.

The defaults are those of Assignment 5 of T. Jeong's course CMPE 258 (San José State University, 2018).
"""

import datetime
import math
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from facelab.instructor.toml_file import read_table

COSTS = "error-rate", "eer", "log-loss"


@dataclass(frozen=True)
class Deduction:
    """Points that a person takes off, and why."""

    student: str
    assignment: str
    points: float
    reason: str


@dataclass(frozen=True)
class Policy:
    """What the grader needs to know to turn results into points.

    Parameters
    ----------
    people : str
        Who judges verifiers: a folder of photographs (recommended), "lfw", or "orl".
    cost : {"error-rate", "eer", "log-loss"}
        Of a verifier: ten times the mean of FAR and FRR at its threshold, ten times its EER, or its
        log-loss, 5 / ln 2 times, so that knowing nothing costs 5 in each.
    worst : float
        The cost at which no point is left: a verifier's score is (worst − cost) · 100 / worst.
    minutes, memory : float
        Limits of a run; memory in GiB.
    failed : float
        Share of the verifier's points, in per cent, for an error, or for more than the minutes or the memory.
    invalid : float
        The same for a submission that cannot run at all.
    resubmission : float
        Per cent taken off for each submission after the first that comes after the due date.
    due, final : date, or dict of str to date; optional
        Due; and the last day on which anything is taken; one for all assignments, or by assignment.
    extensions : dict of str to (date, or dict of str to date)
        A later day for single students, who lose nothing until then; for all assignments, or by assignment.
    deductions : list of Deduction
    """

    people: str = "orl"
    cost: str = "error-rate"
    worst: float = 10
    minutes: float = 50
    memory: float = 8
    failed: float = 50
    invalid: float = 0
    resubmission: float = 10
    due: datetime.date | dict[str, datetime.date] | None = None
    final: datetime.date | dict[str, datetime.date] | None = None
    extensions: dict[str, datetime.date | dict[str, datetime.date]] = field(default_factory=dict)
    deductions: list[Deduction] = field(default_factory=list)

    def due_day(self, student: str, assignment: str) -> datetime.date | None:
        """Find the day until which a student may hand in again without loss; None if there is none."""
        return _later(_of(self.due, assignment), _of(self.extensions.get(student), assignment))

    def last_day(self, student: str, assignment: str) -> datetime.date | None:
        """Find the last day on which anything is taken from a student; None if there is none."""
        last = _of(self.final, assignment)
        return _later(last, _of(self.extensions.get(student), assignment)) if last else None


def read_policy(path: Path) -> Policy:
    r"""Read a policy file; what it does not name stays as it is by default.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Policy

    Raises
    ------
    ValueError
        If it is no such file; the message names the file and the key.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "policy.toml"
    ...     _ = path.write_text("resubmission = 5\n[extensions]\nada = 2027-01-15\n")
    ...     read_policy(path).extensions
    {'ada': datetime.date(2027, 1, 15)}
    """
    table = read_table(path, [each.name for each in fields(Policy)])
    for key, value in table.items():
        if problem := _problem(key, value):
            raise ValueError(f"{path}: {key} = {value!r}, expected {problem}.")
    if "deductions" in table:
        table["deductions"] = [Deduction(**each) for each in table["deductions"]]
    return Policy(**table)


def _of(day: datetime.date | dict[str, datetime.date] | None, assignment: str) -> datetime.date | None:
    return day.get(assignment) if isinstance(day, dict) else day


def _later(day: datetime.date | None, extension: datetime.date | None) -> datetime.date | None:
    return max(filter(None, (day, extension)), default=None)


def _problem(key: str, value: Any) -> str:
    """Say what a value should be; empty if it is."""
    if key == "people":
        return "" if isinstance(value, str) and value else "orl, lfw or a folder"
    if key == "cost":
        return "" if value in COSTS else f"one of {', '.join(COSTS)}"
    if key in ("due", "final"):
        return "" if _is_dates(value) else "a date, as 2026-12-24, or a table of assignments and dates"
    if key == "extensions":
        fine = isinstance(value, dict) and all(_is_dates(each) for each in value.values())
        return "" if fine else "a table of students, and for each a date, or a table of assignments and dates"
    if key == "deductions":
        fine = isinstance(value, list) and all(_is_deduction(each) for each in value)
        return "" if fine else "tables with student, assignment, points (0 or more) and reason"
    if key in ("worst", "minutes", "memory"):
        return "" if _is_number(value) and value > 0 else "a number above 0"
    return "" if _is_number(value) and 0 <= value <= 100 else "a number from 0 to 100"


def _is_dates(value: Any) -> bool:
    """Tell whether it is a date, or a table of assignments and dates."""
    return _is_date(value) or (isinstance(value, dict) and all(_is_date(day) for day in value.values()))


def _is_date(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_deduction(value: Any) -> bool:
    match value:
        case {"student": str(), "assignment": str(), "points": int() | float() as points, "reason": str()}:
            return len(value) == 4 and _is_number(points) and points >= 0
    return False
