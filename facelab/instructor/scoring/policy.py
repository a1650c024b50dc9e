"""How points are given: a TOML file can change every number.

The defaults are those of Assignment 5 of T. Jeong's course CMPE 258 (San José State University, 2018).
"""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BaseModel, ConfigDict, Field, ValidationError, WrapValidator

from facelab.course import notebook_name
from facelab.instructor.release.settings import dates_by_name
from facelab.toml_files import read_toml

Cost = Literal["error-rate", "eer", "log-loss"]


def _expected(what: str) -> WrapValidator:
    """Replace pydantic's messages, where those are about each member of a union."""

    def check(value: Any, validate: Callable) -> Any:
        try:
            return validate(value)
        except ValidationError:
            raise ValueError(f"expected {what}") from None

    return WrapValidator(check)


Positive = Annotated[float, Field(gt=0)]
Percent = Annotated[float, Field(ge=0, le=100)]
Dates = Annotated[
    datetime.date | dict[str, datetime.date],
    _expected("a date, e.g. 2026-12-24, or a table of assignments and dates"),
    AfterValidator(dates_by_name),
]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Deduction(_Table):
    """Points that a person takes off, and why."""

    student: str
    assignment: Annotated[str, AfterValidator(notebook_name)]
    points: Annotated[float, Field(ge=0)]
    reason: str


class Policy(_Table):
    """What turns results into points; docs/instructors.md explains each setting."""

    people: Annotated[str, Field(min_length=1), _expected("orl, lfw or a folder of photographs")] = "orl"
    cost: Cost = "error-rate"
    max_cost: Annotated[Positive, Field(validation_alias=AliasChoices("max_cost", "worst"))] = 10
    minutes: Positive = 50
    memory: Positive = 8  # GiB
    failed: Percent = 50
    invalid: Percent = 0
    resubmission: Percent = 10
    due: Dates | None = None
    cutoff: Annotated[Dates | None, Field(validation_alias=AliasChoices("cutoff", "final"))] = None
    extensions: dict[str, Dates] = {}
    deductions: list[Deduction] = []

    def due_date(self, student: str, assignment: str) -> datetime.date | None:
        """Find the last day on which a student may hand in again without loss."""
        dates = _date_for(self.due, assignment), _date_for(self.extensions.get(student), assignment)
        return max(filter(None, dates), default=None)

    def cutoff_date(self, student: str, assignment: str) -> datetime.date | None:
        """Find the last day on which what a student hands in counts."""
        cutoff = _date_for(self.cutoff, assignment)
        return cutoff and max(cutoff, _date_for(self.extensions.get(student), assignment) or cutoff)


def read_policy(path: Path) -> Policy:
    """Read a policy file; what it omits keeps its default; raise ValueError with file and key for any mistake."""
    return read_toml(path, Policy)


def _date_for(dates: datetime.date | dict[str, datetime.date] | None, assignment: str) -> datetime.date | None:
    return dates.get(assignment) if isinstance(dates, dict) else dates
