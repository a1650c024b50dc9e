"""What became of one submission: everything that points, feedback and reports are made from."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from facelab.atomic import write_atomically
from facelab.instructor.scoring.judges import Verdict
from facelab.submission.untrusted_json import as_text

GRADED, TIMEOUT, CRASHED, MEMORY, INVALID, REVIEW = (
    "graded",
    "timeout",
    "crashed",
    "out-of-memory",
    "invalid",
    "needs-review",
)


@dataclass(frozen=True)
class Compared:
    """How the answer of one exercise did.

    Parameters
    ----------
    right, cases : int
        Hidden cases.
    note : str
        The first thing that was wrong, without showing a case.
    """

    right: int
    cases: int
    note: str = ""


@dataclass
class Result:
    """What became of one submission.

    Parameters
    ----------
    student, assignment : str
    key : str
        Of the submitted files, the release, and the grader: another key, another result.
    files : str
        Of the submitted files alone.
    submitted : str
        Date and time, ISO.
    graded : str
        When it was graded, ISO: of two results for one date, the later one counts.
    state : str
        graded, timeout, crashed, out-of-memory, invalid or needs-review.
    sentence : str
        Why.
    seconds : float
        Of the run.
    notes : list of str
        What is not as asked for.
    repairs : list of str
        What was mended.
    compared : dict of str to Compared
        By exercise.
    verdict : Verdict or None
        Of a verifier.
    people : str
        Who judged it.
    written : dict of str to str
        What a person has to read, by `grade_id`.
    unsafe : bool
        It ran without a sandbox.
    limits : list of float
        Minutes, and GiB of memory, that it was allowed.
    retry : bool
        The grader itself failed on it: it is tried again the next time.
    """

    student: str
    assignment: str
    key: str
    files: str
    submitted: str
    graded: str = ""
    state: str = GRADED
    sentence: str = ""
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    compared: dict[str, Compared] = field(default_factory=dict)
    verdict: Verdict | None = None
    people: str = ""
    written: dict[str, str] = field(default_factory=dict)
    unsafe: bool = False
    limits: list[float] = field(default_factory=list)
    retry: bool = False


def write_result(result: Result, path: Path) -> None:
    """Write a result as JSON, whole or not at all.

    Parameters
    ----------
    result : Result
    path : Path
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    result.sentence = as_text(result.sentence)
    result.notes, result.repairs = ([as_text(each) for each in lines] for lines in (result.notes, result.repairs))
    write_atomically(path, json.dumps(asdict(result), indent=1))


def read_result(path: Path) -> Result | None:
    """Read a result.

    Parameters
    ----------
    path : Path

    Returns
    -------
    Result or None
        None if it is not there, or was damaged: then the submission is graded again.
    """
    try:
        table = json.loads(path.read_text(encoding="utf-8"))
        table["compared"] = {name: Compared(**each) for name, each in table["compared"].items()}
        table["verdict"] = Verdict(**table["verdict"]) if table["verdict"] else None
        return Result(**table)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
