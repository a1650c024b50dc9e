"""A folder that is graded: what was released, what was handed in, and where its results are kept."""

import datetime
import hashlib
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from facelab.grading.held_out import HeldOut, load_people
from facelab.grading.kit import Kit, make_kit
from facelab.grading.policy import Policy
from facelab.grading.released import Released, read_released
from facelab.grading.result import read_result
from facelab.grading.submissions import Submission, find_submissions

OURS = Path(__file__).resolve().parents[1]
GRADER = "exercises", "grading", "submission"  # what a result depends on


@dataclass(frozen=True)
class CourseFolder:
    """A folder that is graded, and what was read from it.

    Parameters
    ----------
    folder : Path
    policy : Policy
    released : dict of str to Released
        By assignment.
    kit : Kit
    secret : int
    people : HeldOut or None
        None if no assignment is a verifier.
    """

    folder: Path
    policy: Policy
    released: dict[str, Released]
    kit: Kit
    secret: int
    people: HeldOut | None

    def resubmissions(self, submission: Submission) -> int:
        """Count the submissions of this student that cost points: those after the first, and after the due date."""
        folder = self.result_path(submission).parent
        results = [result for path in folder.glob("*.json") if (result := read_result(path))]
        earlier = {result.files: result.submitted for result in results if result.submitted <= submission.submitted}
        in_order = sorted(earlier.values())
        due = self.policy.extensions.get(submission.student, self.policy.due)
        return sum(due is None or datetime.date.fromisoformat(each[:10]) > due for each in in_order[1:])

    def result_path(self, submission: Submission) -> Path:
        """Where a submission's result is kept."""
        folder = self.folder / ".facelab" / "results" / submission.assignment / submission.student
        return folder / f"{self.key(submission)}.json"

    def key(self, submission: Submission) -> str:
        """Name a result by all that it depends on."""
        parts = submission.digest, self.kit.digest, _grader_digest(), str(self.secret), self.policy.people
        limits = str(self.policy.minutes), str(self.policy.memory)
        return hashlib.sha256("\n".join(parts + limits).encode()).hexdigest()[:32]


def open_course(folder: Path, policy: Policy, release: Path) -> CourseFolder:
    """Read a course folder before anything runs.

    Parameters
    ----------
    folder : Path
        With `submitted/`.
    policy : Policy
    release : Path
        What students got.

    Returns
    -------
    CourseFolder

    Raises
    ------
    ValueError
        With one sentence about what is missing.
    """
    if not (folder / "submitted").is_dir():
        raise ValueError(f"{folder} has no folder submitted/; expected submitted/<student>/<assignment>/.")
    kit = make_kit(release)
    found = [read_released(path) for path in sorted((release / "notebooks").rglob("*.ipynb"))]
    released = {each.name: each for each in found}
    secret = _secret(folder)
    verifiers = any(each.is_verifier for each in found)
    people = load_people(policy.people, folder, secret) if verifiers else None
    return CourseFolder(folder, policy, released, kit, secret, people)


def submissions_of(course: CourseFolder) -> list[Submission]:
    """List the submissions of a course.

    Parameters
    ----------
    course : CourseFolder

    Returns
    -------
    list of Submission
    """
    verifiers = {name for name, released in course.released.items() if released.is_verifier}
    return find_submissions(course.folder / "submitted", set(course.released), verifiers)


@cache
def _grader_digest() -> str:
    digest = hashlib.sha256()
    for path in sorted(path for name in GRADER for path in (OURS / name).rglob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _secret(folder: Path) -> int:
    """Read the seed of the hidden cases, or draw it once; nobody but the instructor can read it."""
    path = folder / ".facelab" / "secret"
    if not path.exists():
        path.parent.mkdir(mode=0o700, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(str(secrets.randbits(64)))
    try:
        return int(path.read_text())
    except ValueError:
        raise ValueError(f"{path} holds no number; delete it, and everything is graded again.") from None
