"""What students handed in: `submitted/<student>/<assignment>/`, as nbgrader lays it out."""

import datetime
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from facelab.grading.dates import submitted_date
from facelab.submission.strangers_json import as_text
from facelab.submission.weights_file import MAX_MIB, name_problem

NOTEBOOK, WEIGHTS = (".ipynb",), (".hdf5", ".h5")


@dataclass(frozen=True)
class Submission:
    """The files of one student for one assignment.

    Parameters
    ----------
    student, assignment : str
    notebook : Path or None
    weights : Path or None
    remarks : tuple of str
        What is not as asked for, but can be graded; a person decides about it.
    submitted : str
        Date and time, ISO.
    digest : str
        Of the files.
    date_problem : str
        Why the time that was noted was not taken; empty if it was, or there is none.
    problem : str
        Why they cannot be read; empty if they can.
    """

    student: str
    assignment: str
    notebook: Path | None
    weights: Path | None
    remarks: tuple[str, ...]
    submitted: str
    digest: str
    problem: str = ""
    date_problem: str = ""


class NoWeightsError(ValueError):
    """There is no one file of weights."""


def find_submissions(submitted: Path, assignments: set[str], with_weights: set[str]) -> list[Submission]:
    """List what was handed in.

    Parameters
    ----------
    submitted : Path
    assignments : set of str
        Those that were released; other folders are left alone.
    with_weights : set of str
        Those that come with a file of weights.

    Returns
    -------
    list of Submission
        By assignment, then by student.
    """
    folders = [folder for folder in _folders(submitted) if folder.name in assignments]
    found = [_try_to_read(folder, folder.name in with_weights) for folder in folders]
    return sorted(found, key=lambda each: (each.assignment, each.student))


def misplaced(submitted: Path, assignments: set[str]) -> list[str]:
    """List what lies in no folder of a student for an assignment, and is therefore not graded.

    Parameters
    ----------
    submitted : Path
    assignments : set of str

    Returns
    -------
    list of str
        Files and links beside the folders, folders that are named like no assignment, and empty ones of students.
    """
    found = []
    for student in _visible(submitted):
        if not _is_folder(student):
            found.append(student.name)
            continue
        inside = _visible(student)
        wrong = [each for each in inside if not (_is_folder(each) and each.name in assignments)]
        found += [f"{student.name}/{each.name}" for each in wrong] if inside else [f"{student.name}/"]
    return found


def _visible(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.iterdir()) if not each.name.startswith(".")]


def _folders(submitted: Path) -> list[Path]:
    students = [each for each in sorted(submitted.iterdir()) if _is_folder(each)]
    return [folder for student in students for folder in sorted(student.iterdir()) if _is_folder(folder)]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _try_to_read(folder: Path, with_weights: bool) -> Submission:
    try:
        return _read(folder, with_weights)
    except OSError as error:
        problem = f"its files cannot be read ({error.strerror})."
        when = datetime.datetime.fromtimestamp(folder.stat().st_mtime).isoformat(timespec="seconds")
        digest = hashlib.sha256(problem.encode()).hexdigest()
        return Submission(as_text(folder.parent.name), folder.name, None, None, (), when, digest, problem)


def _read(folder: Path, with_weights: bool) -> Submission:
    notebook, remarks = _one(folder, NOTEBOOK, f"{folder.name}.ipynb")
    weights = None
    problem = ""
    if with_weights:
        try:
            weights, more = _weights(folder)
            remarks += more
        except NoWeightsError as error:
            problem = f"expected {error}" if notebook else f"expected a notebook, {folder.name}.ipynb, and {error}"
    digest = hashlib.sha256()
    for path in filter(None, (notebook, weights)):
        small = path.stat().st_size <= MAX_MIB * 2**20  # what is larger is refused unread
        digest.update(path.read_bytes() if small else str(path.stat().st_size).encode())
        digest.update(os.fsencode(path.name))
    student, (when, date_problem) = as_text(folder.parent.name), submitted_date(folder)
    return Submission(
        student, folder.name, notebook, weights, tuple(remarks), when, digest.hexdigest(), problem, date_problem
    )


def _one(folder: Path, endings: tuple[str, ...], expected: str) -> tuple[Path | None, list[str]]:
    """Find the one plain file with such an ending; another name is a remark."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in endings and _is_plain(path)]
    exact = [path for path in files if path.name == expected]
    if exact or len(files) == 1:
        chosen = (exact or files)[0]
        return chosen, [] if exact else [f"{chosen.name} is not named {expected}."]
    return None, []


def _weights(folder: Path) -> tuple[Path, list[str]]:
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in WEIGHTS and _is_plain(path)]
    files = [path for path in files if path.stat().st_size <= MAX_MIB * 2**20]
    good = [path for path in files if not name_problem(path.name)]
    if len(good) == 1:
        return good[0], []
    if len(files) == 1:
        return files[0], [f"{files[0].name}: {name_problem(files[0].name)}."]
    raise NoWeightsError(f"one file of weights of at most {MAX_MIB} MiB; there are {len(files)}.")


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()
