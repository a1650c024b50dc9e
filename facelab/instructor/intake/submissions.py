"""Find what students handed in: `submitted/<student>/<assignment>/`, as nbgrader lays it out."""

import datetime
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from facelab.course import notebook_name
from facelab.instructor.intake.timestamps import submission_time
from facelab.submission.untrusted_json import escape_surrogates
from facelab.submission.weights_file import MAX_MIB, check_weights_name

NOTEBOOK, WEIGHTS = (".ipynb",), (".hdf5", ".h5")


@dataclass(frozen=True)
class Submission:
    """The files of one student for one assignment."""

    student: str
    assignment: str
    notebook: Path | None
    weights: Path | None
    notes: tuple[str, ...]  # what is not as asked for, but can be graded; a person decides about it
    submitted: str  # local time, ISO
    digest: str  # of the files
    problem: str = ""  # why they cannot be graded
    date_problem: str = ""  # why the timestamp beside them does not count


def find_submissions(submitted: Path, assignments: set[str], with_weights: set[str]) -> list[Submission]:
    """List what was handed in for released assignments, some of them with weights, by assignment and student."""
    students = [student for student in sorted(submitted.iterdir()) if _is_folder(student)]
    folders = [
        folder for student in students for folder in sorted(student.iterdir()) if _is_graded(folder, assignments)
    ]
    found = [_read(folder, with_weights) for folder in folders]
    return sorted(found, key=lambda each: (each.assignment, each.student))


def unexpected_entries(submitted: Path, assignments: set[str]) -> list[str]:
    """List what is not a student's folder for an assignment, and is therefore not graded, and empty students."""
    found = []
    for student in _visible(submitted):
        if not _is_folder(student):
            found.append(student.name)
        elif inside := _visible(student):
            found += [f"{student.name}/{each.name}" for each in inside if not _is_graded(each, assignments)]
        else:
            found.append(f"{student.name}/")
    return found


def _visible(folder: Path) -> list[Path]:
    return [each for each in sorted(folder.iterdir()) if not each.name.startswith(".")]


def _is_folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink() and not path.name.startswith(".")


def _is_graded(folder: Path, assignments: set[str]) -> bool:
    """Report whether a folder is for an assignment; of several, the one without a number counts, or the last one."""
    name = notebook_name(folder.name)
    same = [each.name for each in folder.parent.iterdir() if _is_folder(each) and notebook_name(each.name) == name]
    return name in assignments and folder.name == max(same, key=lambda each: (each == name, each), default=None)


def _read(folder: Path, with_weights: set[str]) -> Submission:
    student, name = escape_surrogates(folder.parent.name), notebook_name(folder.name)
    try:
        return _read_files(folder, student, name, name in with_weights)
    except OSError as error:
        problem = f"its files cannot be read ({error.strerror})."
        time = datetime.datetime.fromtimestamp(folder.stat().st_mtime).isoformat(timespec="seconds")
        return Submission(student, name, None, None, (), time, hashlib.sha256(problem.encode()).hexdigest(), problem)


def _read_files(folder: Path, student: str, name: str, with_weights: bool) -> Submission:
    notebook, notes = _find_notebook(folder, name)
    weights, problem = None, ""
    if with_weights:
        try:
            weights, more = _find_weights(folder)
            notes += more
        except ValueError as error:
            problem = f"expected {error}" if notebook else f"expected a notebook, {name}.ipynb, and {error}"
    digest = hashlib.sha256()
    for path in filter(None, (notebook, weights)):
        is_small = path.stat().st_size <= MAX_MIB * 2**20  # a larger one is refused unread
        digest.update(path.read_bytes() if is_small else str(path.stat().st_size).encode())
        digest.update(os.fsencode(path.name))
    time, date_problem = submission_time(folder)
    return Submission(student, name, notebook, weights, tuple(notes), time, digest.hexdigest(), problem, date_problem)


def _find_notebook(folder: Path, name: str) -> tuple[Path | None, list[str]]:
    """Find the one notebook; a name other than the assignment's, with or without its number, is a note."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in NOTEBOOK and _is_plain(path)]
    exact = [path for path in files if path.suffix in NOTEBOOK and notebook_name(path.stem) == name]
    if exact or len(files) == 1:
        chosen = (exact or files)[0]
        return chosen, [] if exact else [f"{chosen.name} is not named {name}.ipynb."]
    return None, []


def _find_weights(folder: Path) -> tuple[Path, list[str]]:
    """Find the one file of weights, first among those named as asked; another name is a note."""
    files = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in WEIGHTS and _is_plain(path)]
    files = [path for path in files if path.stat().st_size <= MAX_MIB * 2**20]
    well_named = [path for path in files if not _name_notes(path)]
    for candidates in (well_named, files):
        if len(candidates) == 1:
            return candidates[0], _name_notes(candidates[0])
    raise ValueError(f"one file of weights of at most {MAX_MIB} MiB; there are {len(files)}.")


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _name_notes(path: Path) -> list[str]:
    try:
        check_weights_name(path.name)
    except ValueError as error:
        return [f"{path.name}: {error}."]
    return []
