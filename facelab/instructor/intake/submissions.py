"""What students handed in: `submitted/<student>/<assignment>/`, as nbgrader lays it out."""

import datetime
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from facelab.course import notebook_name
from facelab.instructor.intake.timestamps import submitted_date
from facelab.submission.untrusted_json import as_text
from facelab.submission.weights_file import MAX_MIB, check_weights_name

NOTEBOOK, WEIGHTS = (".ipynb",), (".hdf5", ".h5")


@dataclass(frozen=True)
class Submission:
    """The files of one student for one assignment.

    Parameters
    ----------
    student, assignment : str
    notebook : Path or None
    weights : Path or None
    notes : tuple of str
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
    notes: tuple[str, ...]
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
    folders = [folder for folder in _folders(submitted) if notebook_name(folder.name) in assignments]
    counted = [folder for folder in folders if not _is_second(folder)]
    found = [_try_to_read(folder, notebook_name(folder.name) in with_weights) for folder in counted]
    return sorted(found, key=lambda each: (each.assignment, each.student))


def unexpected_entries(submitted: Path, assignments: set[str]) -> list[str]:
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
        wrong = [
            each
            for each in inside
            if not _is_folder(each) or notebook_name(each.name) not in assignments or _is_second(each)
        ]
        found += [f"{student.name}/{each.name}" for each in wrong] if inside else [f"{student.name}/"]
    return found


def _visible(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.iterdir()) if not each.name.startswith(".")]


def _folders(submitted: Path) -> list[Path]:
    students = [each for each in sorted(submitted.iterdir()) if _is_folder(each)]
    return [folder for student in students for folder in sorted(student.iterdir()) if _is_folder(folder)]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _is_second(folder: Path) -> bool:
    """Tell whether a folder named with a number stands beside one with the same name without it, which counts."""
    name = notebook_name(folder.name)
    return folder.name != name and _is_folder(folder.with_name(name))


def _try_to_read(folder: Path, with_weights: bool) -> Submission:
    try:
        return _read(folder, with_weights)
    except OSError as error:
        problem = f"its files cannot be read ({error.strerror})."
        when = datetime.datetime.fromtimestamp(folder.stat().st_mtime).isoformat(timespec="seconds")
        digest = hashlib.sha256(problem.encode()).hexdigest()
        name = notebook_name(folder.name)
        return Submission(as_text(folder.parent.name), name, None, None, (), when, digest, problem)


def _read(folder: Path, with_weights: bool) -> Submission:
    name = notebook_name(folder.name)
    notebook, notes = _notebook(folder, name)
    weights = None
    problem = ""
    if with_weights:
        try:
            weights, more = _weights(folder)
            notes += more
        except NoWeightsError as error:
            problem = f"expected {error}" if notebook else f"expected a notebook, {name}.ipynb, and {error}"
    digest = hashlib.sha256()
    for path in filter(None, (notebook, weights)):
        small = path.stat().st_size <= MAX_MIB * 2**20  # what is larger is refused unread
        digest.update(path.read_bytes() if small else str(path.stat().st_size).encode())
        digest.update(os.fsencode(path.name))
    student, (when, date_problem) = as_text(folder.parent.name), submitted_date(folder)
    return Submission(student, name, notebook, weights, tuple(notes), when, digest.hexdigest(), problem, date_problem)


def _notebook(folder: Path, name: str) -> tuple[Path | None, list[str]]:
    """Find the one notebook; a name other than the assignment's, with or without its number, is a note."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in NOTEBOOK and _is_plain(path)]
    exact = [path for path in files if path.suffix in NOTEBOOK and notebook_name(path.stem) == name]
    if exact or len(files) == 1:
        chosen = (exact or files)[0]
        return chosen, [] if exact else [f"{chosen.name} is not named {name}.ipynb."]
    return None, []


def _weights(folder: Path) -> tuple[Path, list[str]]:
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in WEIGHTS and _is_plain(path)]
    files = [path for path in files if path.stat().st_size <= MAX_MIB * 2**20]
    problems = {path: _name_problem(path) for path in files}
    good = [path for path, problem in problems.items() if not problem]
    if len(good) == 1:
        return good[0], []
    if len(files) == 1:
        return files[0], [f"{files[0].name}: {problems[files[0]]}."]
    raise NoWeightsError(f"one file of weights of at most {MAX_MIB} MiB; there are {len(files)}.")


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _name_problem(path: Path) -> str:
    try:
        check_weights_name(path.name)
    except ValueError as error:
        return str(error)
    return ""
