"""Bring what a learning platform hands out, one zip file for an assignment, into `submitted/`."""

import io
import re
import shutil
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from nbgrader.plugins.zipcollect import FileNameCollectorPlugin

from facelab.grading.archive import Member, members, read_member
from facelab.grading.submissions import NOTEBOOK, TIMESTAMP, WEIGHTS

# nbgrader's rule: a regular expression with student_id and file_id, matched from the beginning of a file's path
NAMES = {
    "canvas": r"(?:.*/)?(?P<student_id>[^/_]+)_(?:LATE_)?\d+_\d+_(?P<file_id>[^/]+)",
    "moodle": r"(?:.*/)?(?P<student_id>[^/]+?)_\d+_assignsubmission_file_?/(?P<file_id>.+)",
    "folders": r"(?:.*/)?(?P<student_id>[^/]+)/(?P<file_id>[^/]+)",
}
AGAIN = re.compile(r"-\d+(?=\.[^.]+$)")  # Canvas adds -1, -2 … to what is handed in again
ZIP = ".zip"


@dataclass
class Collected:
    """What was found in an archive.

    Parameters
    ----------
    changed : dict of str to str
        By student, when the newest file was changed.
    refused : list of str
        What was left out, and why.
    """

    changed: dict[str, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


def collect(archive: Path, submitted: Path, assignment: str, rule: str) -> Collected:
    """Unpack an archive into `submitted/<student>/<assignment>/`.

    What a student handed in before is replaced; what was graded stays graded.

    Parameters
    ----------
    archive : Path
    submitted : Path
    assignment : str
    rule : str
        "canvas", "moodle", "folders", or a regular expression with the groups student_id and file_id.

    Returns
    -------
    Collected

    Raises
    ------
    ValueError
        If it is no zip file, holds too much, or the rule has no such groups.
    """
    plugin = FileNameCollectorPlugin(named_regexp=_checked_rule(rule), valid_ext=[*NOTEBOOK, *WEIGHTS, ZIP])
    found, staging = Collected(), submitted / f".{uuid4().hex}.tmp"
    try:
        with zipfile.ZipFile(archive) as opened:
            for member in members(opened):
                _take(opened, member, plugin, found, staging)
        for student, changed in found.changed.items():
            (staging / student / TIMESTAMP).write_text(f"{changed}\n")
            _replace(submitted / student / assignment, staging / student)
    except (OSError, zipfile.BadZipFile) as error:
        raise ValueError(f"{archive} is no zip file that can be read ({error}).") from None
    except ValueError as error:
        raise ValueError(f"{archive}: {error}") from None
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    return found


def _checked_rule(rule: str) -> str:
    rule = NAMES.get(rule, rule)
    try:
        groups = re.compile(rule).groupindex
    except re.error as error:
        raise ValueError(f"{rule!r} is no regular expression ({error}).") from None
    if not {"student_id", "file_id"} <= groups.keys():
        raise ValueError(f"{rule!r}: take {', '.join(NAMES)}, or a regular expression with student_id and file_id.")
    return rule


def _take(
    archive: zipfile.ZipFile, member: Member, plugin: FileNameCollectorPlugin, found: Collected, staging: Path
) -> None:
    if member.refused:
        found.refused.append(f"{member.path}: {member.refused}.")
        return
    named = plugin.collect(str(member.path))
    if named is None:
        found.refused.append(f"{member.path}: no notebook or weights, or its name does not fit the rule.")
    elif not _is_folder_name(student := named["student_id"]):
        found.refused.append(f"{member.path}: {student!r} is no name for a folder.")
    else:
        try:
            content = read_member(archive, member)
            files = _unpack(content) if member.path.suffix == ZIP else {Path(named["file_id"]).name: content}
        except ValueError as error:
            found.refused.append(f"{member.path}: {error}")
            return
        (staging / student).mkdir(parents=True, exist_ok=True)
        for name, each in files.items():
            (staging / student / AGAIN.sub("", name)).write_bytes(each)
        found.changed[student] = max(member.changed, found.changed.get(student, ""))


def _unpack(content: bytes) -> dict[str, bytes]:
    """Unpack a zip file that a student has made; folders in it do not matter."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = [each for each in members(archive) if each.path.suffix in (*NOTEBOOK, *WEIGHTS)]
            if refused := [each for each in inside if each.refused]:
                raise ValueError(f"{refused[0].path} in it: {refused[0].refused}.")
            return {each.path.name: read_member(archive, each) for each in inside}
    except zipfile.BadZipFile as error:
        raise ValueError(f"it is no zip file ({error}).") from None


def _is_folder_name(name: str) -> bool:
    return 0 < len(name) <= 100 and name.isprintable() and "/" not in name and not name.startswith(".")


def _replace(folder: Path, new: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    old = folder.with_name(f".{folder.name}.{uuid4().hex}.old")
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
