"""A folder that is graded: what was released, what was handed in, and where its results are kept."""

import contextlib
import datetime
import hashlib
import secrets
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from uuid import uuid4

from locket import LockError, lock_file

from facelab.instructor.execution.bundle import Bundle, make_bundle
from facelab.instructor.intake.submissions import Submission, find_submissions
from facelab.instructor.release.build import released_files
from facelab.instructor.release.released import ReleasedNotebook, read_released
from facelab.instructor.scoring.judges import Judges, load_judges
from facelab.instructor.scoring.policy import Policy
from facelab.instructor.scoring.result import MEMORY, TIMEOUT, Result, read_result, write_result

OURS = Path(__file__).resolve().parents[1]
PACKAGES = "numpy", "opencv-contrib-python-headless", "h5py", "tensorflow", "keras", "dlib-bin"  # results depend on


@dataclass(frozen=True)
class GradingFolder:
    """A folder that is graded, and what was read from it.

    Parameters
    ----------
    folder : Path
    policy : Policy
    released : dict of str to ReleasedNotebook
        By assignment.
    bundle : Bundle
    secret : int
    people : Judges or None
        None if no assignment is a verifier.
    unsafe : bool
        Submissions run without a sandbox.
    """

    folder: Path
    policy: Policy
    released: dict[str, ReleasedNotebook]
    bundle: Bundle
    secret: int
    people: Judges | None
    unsafe: bool = False

    def results(self, submission: Submission) -> dict[str, Result]:
        """Read all results of this student for this assignment, by key.

        The date of these files may have been corrected: it is kept, for they may be replaced before the next run.
        """
        paths = self.result_path(submission).parent.glob("*.json")
        found = {path.stem: result for path in paths if (result := read_result(path))}
        for key, result in found.items():
            if result.files == submission.digest and result.submitted != submission.submitted:
                result.submitted = submission.submitted
                write_result(result, self.result_path(submission).with_stem(key))
        return {key: each for key, each in found.items() if not each.retry or key == self.key(submission)}

    def resubmissions(self, results: Iterable[Result], result: Result) -> int:
        """Count the submissions up to this one that cost points: those after the first, and after the due date.

        Those with the same date and time are one: a person has mended something.
        """
        times = sorted({each.submitted for each in results if each.submitted <= result.submitted})[1:]
        due = self.policy.due_day(result.student, result.assignment)
        return sum(due is None or datetime.date.fromisoformat(each[:10]) > due for each in times)

    @property
    def limits(self) -> list[float]:
        """Minutes, and GiB of memory."""
        return [float(self.policy.minutes), float(self.policy.memory)]

    def is_graded(self, submission: Submission) -> bool:
        """Tell whether there is a result that stands: with other limits, what broke them runs again."""
        result = read_result(self.result_path(submission))
        if result is None or result.retry:
            return False
        broke_them = result.state in (TIMEOUT, MEMORY) or result.seconds > 60 * self.policy.minutes
        return result.limits == self.limits or not broke_them

    def result_path(self, submission: Submission) -> Path:
        """Where a submission's result is kept."""
        return self.results_folder(submission.assignment, submission.student) / f"{self.key(submission)}.json"

    def results_folder(self, assignment: str, student: str) -> Path:
        """Where all results of a student for an assignment are kept, each with its executed notebook."""
        return self.folder / ".facelab" / "results" / assignment / student

    def key(self, submission: Submission) -> str:
        """Name a result by all that it depends on."""
        people = self.people.digest if self.people and submission.assignment in self.verifiers else ""
        parts = submission.digest, self.bundle.digest, _grader_digest(), str(self.secret), people, str(self.unsafe)
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]

    @property
    def verifiers(self) -> set[str]:
        """Names of the assignments that held-out people judge."""
        return {name for name, released in self.released.items() if released.is_verifier}


def open_grading_folder(folder: Path, policy: Policy, release: Path, unsafe: bool = False) -> GradingFolder:
    """Read a course folder before anything runs.

    Parameters
    ----------
    folder : Path
        With `submitted/`.
    policy : Policy
    release : Path
        What students got.
    unsafe : bool
        Submissions run without a sandbox.

    Returns
    -------
    GradingFolder

    Raises
    ------
    ValueError
        With one sentence about what is missing.
    """
    check_grading_folder(folder)
    bundle = make_bundle(release)
    found = [read_released(path) for path in released_files(release) if path.suffix == ".ipynb"]
    released = {each.name: each for each in found}
    secret = _secret(folder)
    verifiers = any(each.is_verifier for each in found)
    people = load_judges(policy.people, folder, secret) if verifiers else None
    return GradingFolder(folder, policy, released, bundle, secret, people, unsafe)


def check_grading_folder(folder: Path) -> None:
    """Refuse a folder without submissions, before anything is written into it.

    Parameters
    ----------
    folder : Path
    """
    if not (folder / "submitted").is_dir():
        raise ValueError(f"{folder} has no folder submitted/; expected submitted/<student>/<assignment>/.")


@contextlib.contextmanager
def only_grader(folder: Path) -> Iterator[None]:
    """Keep a second grader out of a course folder, until this one ends.

    Parameters
    ----------
    folder : Path
        That was opened.

    Raises
    ------
    ValueError
        If another one is at work.
    """
    try:
        with lock_file(str(folder / ".facelab" / "lock"), timeout=0):
            yield
    except LockError:
        raise ValueError(f"{folder} is being graded by another command: wait until it ends, or stop it.") from None


def submissions_of(course: GradingFolder) -> list[Submission]:
    """List the submissions of a course.

    Parameters
    ----------
    course : GradingFolder

    Returns
    -------
    list of Submission
    """
    return find_submissions(course.folder / "submitted", set(course.released), course.verifiers)


@cache
def _grader_digest() -> str:
    digest = hashlib.sha256("\n".join([sys.version, *map(_version, PACKAGES)]).encode())
    for path in sorted(OURS.rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    """Give a package's version; none if it was installed under another name."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _secret(folder: Path) -> int:
    """Read the seed of the hidden cases, or draw it once; nobody but the instructor can read it."""
    path = folder / ".facelab" / "secret"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        drawn = path.with_name(f".{uuid4().hex}.tmp")
        drawn.touch(mode=0o600)
        drawn.write_text(str(secrets.randbits(64)))
        with contextlib.suppress(FileExistsError):  # somebody was faster
            path.hardlink_to(drawn)
        drawn.unlink()
    try:
        return int(path.read_text())
    except ValueError:
        raise ValueError(f"{path} holds no number; delete it, and everything is graded again.") from None
