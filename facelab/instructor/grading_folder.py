"""A folder that is graded: what was released, what was handed in, and where its results are kept."""

import contextlib
import datetime
import hashlib
import secrets
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import distributions
from pathlib import Path
from uuid import uuid4

from locket import LockError, lock_file

from facelab.course import PACKAGE, notebook_name
from facelab.instructor.execution.bundle import Bundle, make_bundle
from facelab.instructor.intake.submissions import Submission, find_submissions
from facelab.instructor.release.build import released_files
from facelab.instructor.release.released import ReleasedNotebook, read_released
from facelab.instructor.scoring.judges import Judges, load_judges
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import Result, State, read_result, write_result

RESULTS_DEPEND_ON = "numpy", "opencv-contrib-python-headless", "h5py", "tensorflow", "keras", "dlib-bin"


@dataclass(frozen=True)
class GradingFolder:
    """A folder that is graded, and what was read from it."""

    folder: Path
    policy: Policy
    released: dict[str, ReleasedNotebook]  # by assignment
    bundle: Bundle
    secret: int  # seed of the hidden cases
    judges: Judges | None  # None if no assignment is a verifier
    unsafe: bool = False  # submissions run without a sandbox

    @property
    def limits(self) -> list[float]:
        """Minutes, and GiB of memory."""
        return [float(self.policy.minutes), float(self.policy.memory)]

    @property
    def verifiers(self) -> set[str]:
        """Names of the assignments that held-out people judge."""
        return {name for name, released in self.released.items() if released.is_verifier}

    def key(self, submission: Submission) -> str:
        """Name a result by all that it depends on."""
        judges = self.judges.digest if self.judges and submission.assignment in self.verifiers else ""
        parts = submission.digest, self.bundle.digest, _grader_digest(), str(self.secret), judges, str(self.unsafe)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    def results_folder(self, assignment: str, student: str) -> Path:
        """Locate a student's results for an assignment, each with its executed notebook."""
        return self.folder / ".facelab" / "results" / assignment / student

    def result_path(self, submission: Submission) -> Path:
        """Locate the result of a submission."""
        return self.results_folder(submission.assignment, submission.student) / f"{self.key(submission)}.json"

    def is_graded(self, submission: Submission) -> bool:
        """Report whether a result stands: once the limits change, what exceeded them runs again."""
        result = read_result(self.result_path(submission))
        if result is None or result.retry:
            return False
        exceeded = result.state in (State.TIMEOUT, State.MEMORY) or result.seconds > 60 * self.policy.minutes
        return result.limits == self.limits or not exceeded

    def results(self, submission: Submission) -> dict[str, Result]:
        """Read all results of this student for this assignment, by key.

        The date of the same files may have been corrected: it is written, for they may be replaced before the next run.
        """
        paths = self.result_path(submission).parent.glob("*.json")
        found = {path.stem: result for path in paths if (result := read_result(path))}
        for key, result in found.items():
            if result.files == submission.digest and result.submitted != submission.submitted:
                result.submitted = submission.submitted
                write_result(result, self.result_path(submission).with_stem(key))
        return {key: result for key, result in found.items() if not result.retry or key == self.key(submission)}

    def resubmissions(self, results: Iterable[Result], result: Result) -> int:
        """Count the submissions up to this one that cost points: those after the first, and after the due date.

        Those with the same date and time count once: a person has corrected something.
        """
        times = sorted({each.submitted for each in results if each.submitted <= result.submitted})[1:]
        due = self.policy.due_date(result.student, result.assignment)
        return sum(due is None or datetime.date.fromisoformat(time[:10]) > due for time in times)


def open_grading_folder(folder: Path, policy: Policy, release: Path, unsafe: bool = False) -> GradingFolder:
    """Read a folder with `submitted/`, and what students got, before anything runs."""
    check_grading_folder(folder)
    bundle = make_bundle(release)
    handed_out = (path for path in released_files(release) if path.is_relative_to(release / "notebooks"))
    notebooks = [read_released(path) for path in handed_out if path.suffix == ".ipynb"]
    secret = _secret(folder)
    judges = load_judges(policy.people, folder, secret) if any(each.is_verifier for each in notebooks) else None
    return GradingFolder(folder, policy, {each.name: each for each in notebooks}, bundle, secret, judges, unsafe)


def check_grading_folder(folder: Path) -> None:
    """Refuse a folder without submissions, before anything is written into it."""
    if not (folder / "submitted").is_dir():
        raise ValueError(f"{folder} has no folder submitted/; expected submitted/<student>/<assignment>/.")
    graded = (folder / ".facelab" / "results").glob("[0-9][0-9]_*")
    if old := ", ".join(sorted(path.name for path in graded if notebook_name(path.name) != path.name)):
        raise ValueError(
            f"{folder} was graded by an older version, which put a number before the names of assignments ({old}). "
            "Points given by hand are stored under these names: finish with that version, or grade in a new folder."
        )


@contextlib.contextmanager
def only_grader(folder: Path) -> Iterator[None]:
    """Keep a second grader out of a folder that was opened, until this one ends."""
    try:
        with lock_file(str(folder / ".facelab" / "lock"), timeout=0):
            yield
    except LockError:
        raise ValueError(f"{folder} is being graded by another command: wait until it ends, or stop it.") from None


def submissions_of(grading: GradingFolder) -> list[Submission]:
    """List the submissions of a folder."""
    return find_submissions(grading.folder / "submitted", set(grading.released), grading.verifiers)


@cache
def _grader_digest() -> str:
    versions = {f"{each.name} {each.version}" for each in distributions() if each.name in RESULTS_DEPEND_ON}
    digest = hashlib.sha256("\n".join([sys.version, *sorted(versions)]).encode())
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _secret(folder: Path) -> int:
    """Read the seed of the hidden cases, or draw it once; only the instructor can read it."""
    path = folder / ".facelab" / "secret"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        drawn = path.with_name(f".{uuid4().hex}.tmp")
        drawn.touch(mode=0o600)
        drawn.write_text(str(secrets.randbits(64)))
        with contextlib.suppress(FileExistsError):  # another command was faster
            path.hardlink_to(drawn)
        drawn.unlink()
    try:
        return int(path.read_text())
    except ValueError:
        raise ValueError(f"{path} does not hold a number; delete it, and everything is graded again.") from None
