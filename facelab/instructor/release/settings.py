"""What an instructor can change about a release: one small TOML file."""

import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, NonNegativeInt

from facelab.course import notebook_name


def dates_by_name(dates: Any) -> Any:
    """Remove the numbers of notebooks from the keys of a table of dates; leave a single date as it is."""
    if not isinstance(dates, dict):
        return dates
    named = {notebook_name(notebook): date for notebook, date in dates.items()}
    if len(named) < len(dates):
        raise ValueError("expected one date for each notebook")
    return named


class ReleaseSettings(BaseModel):
    """What to leave out, points and due dates to show, weights and model answers to give; docs/instructors.md."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    exclude: list[str] = []
    points: dict[str, NonNegativeInt] = {}
    due: Annotated[dict[str, datetime.date], AfterValidator(dates_by_name)] = {}
    weights: list[str] | None = None  # None: those that the notebooks name
    model_answers: bool = True  # to the exercises in words of the notebooks, after an attempt; never of assignments
