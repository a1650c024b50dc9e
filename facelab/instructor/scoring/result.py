"""What came of one submission: points, feedback and reports are made from it."""

import json
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from facelab.atomic import write_atomically
from facelab.instructor.scoring.judges import Verdict
from facelab.submission.untrusted_json import escape_surrogates


class State(StrEnum):
    """How the run of a submission ended."""

    GRADED = "graded"
    TIMEOUT = "timeout"
    CRASHED = "crashed"
    MEMORY = "out-of-memory"
    INVALID = "invalid"
    REVIEW = "needs-review"


@dataclass(frozen=True)
class Compared:
    """How many hidden cases an answer got right, and its first mistake, in words that reveal no case."""

    right: int
    cases: int
    note: str = ""


@dataclass
class Result:
    """What came of one submission, as it is kept on disk."""

    student: str
    assignment: str
    key: str  # digest of the submitted files, the release and the grader: another key, another result
    files: str  # digest of the submitted files alone
    submitted: str  # date and time, ISO
    graded: str = ""  # likewise: of two results for one date of submission, the later one counts
    state: State = State.GRADED
    sentence: str = ""  # explains the state
    seconds: float = 0.0  # that the run took
    notes: list[str] = field(default_factory=list)  # what is not as required
    repairs: list[str] = field(default_factory=list)  # what was repaired before the run
    compared: dict[str, Compared] = field(default_factory=dict)  # by exercise
    verdict: Verdict | None = None  # on a verifier
    people: str = ""  # source of the judges that gave the verdict
    written: dict[str, str] = field(default_factory=dict)  # answers that a person grades, by `grade_id`
    unsafe: bool = False  # it ran without a sandbox
    limits: list[float] = field(default_factory=list)  # minutes, and GiB of memory, that the run was allowed
    retry: bool = False  # the grader itself failed: it tries again the next time


def write_result(result: Result, path: Path) -> None:
    """Write a result as JSON, atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    result.sentence = escape_surrogates(result.sentence)
    result.notes, result.repairs = (
        [escape_surrogates(each) for each in lines] for lines in (result.notes, result.repairs)
    )
    write_atomically(path, json.dumps(asdict(result), indent=1))


def read_result(path: Path) -> Result | None:
    """Read a result; None if it is missing or damaged: then the submission is graded again."""
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        table["state"] = State(table["state"])
        table["compared"] = {name: Compared(**each) for name, each in table["compared"].items()}
        table["verdict"] = Verdict(**table["verdict"]) if table["verdict"] else None
        return Result(**table)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
