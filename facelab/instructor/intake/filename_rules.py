"""Read from the paths in a learning platform's archive which student handed in which file."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from facelab.instructor.intake.archive import Member
from facelab.instructor.intake.submissions import NOTEBOOK, WEIGHTS

# nbgrader's rule: a regular expression with student_id and file_id, matched from the beginning of a file's path;
# number is the platform's own id for the student
RULES = {
    "canvas": r"(?P<student_id>[^/_]+)_(?:LATE_)?(?P<number>\d+)_\d+_(?P<file_id>[^/]+)",
    "moodle": r"(?P<student_id>[^/]+?)_(?P<number>\d+)_assignsubmission_file_?/?(?P<file_id>[^/].*)",
    "folders": r"(?P<student_id>[^/]+)/(?P<file_id>.+)",
}
ZIP = ".zip"


class NamedFile(NamedTuple):
    """A file of an archive that fits the rule."""

    member: Member
    student: str
    lms_id: str
    name: str


def compile_rule(rule: str) -> re.Pattern[str]:
    """Compile the rule of a platform, or a regular expression with the groups student_id and file_id."""
    try:
        expression = re.compile(RULES.get(rule, rule))
    except re.error as error:
        raise ValueError(f"{rule!r} is not a regular expression ({error}).") from None
    if not {"student_id", "file_id"} <= expression.groupindex.keys():
        expected = f"{', '.join(RULES)}, or a regular expression with student_id and file_id"
        raise ValueError(f"{rule!r}: expected {expected}.")
    return expression


def match_files(found: list[Member], rule: re.Pattern[str]) -> tuple[list[NamedFile], list[str]]:
    """Match every file with the rule, and list what is refused; one folder around all files does not count."""
    depth = _outer_folders([member.path for member in found], rule)
    matched, refused = [], []
    for member in found:
        try:
            if member.refusal:
                raise ValueError(f"{member.refusal}.")
            matched.append(_match(member, depth, rule))
        except ValueError as error:
            refused.append(f"{member.path}: {error}")
    return matched, refused


def _match(member: Member, depth: int, rule: re.Pattern[str]) -> NamedFile:
    match = rule.match("/".join(member.path.parts[depth:]))
    groups = match.groupdict(default="") if match else {}
    student, name = groups.get("student_id", ""), PurePosixPath(groups.get("file_id", "")).name
    if not name or member.path.suffix not in (*NOTEBOOK, *WEIGHTS, ZIP):
        raise ValueError("it is not a notebook or weights, or its name does not fit the rule.")
    if not is_folder_name(student):
        raise ValueError(f"{student!r} cannot be the name of a folder.")
    return NamedFile(member, student, groups.get("number", ""), name)


def _outer_folders(paths: list[PurePosixPath], rule: re.Pattern[str]) -> int:
    """Count the folders around all files: 1 if all paths have the first one in common and further folders in it."""
    in_folders = rule.pattern == RULES["folders"]
    if not in_folders and any(rule.match(str(path)) for path in paths):
        return 0
    parts = 3 if in_folders else 2
    return int(len({path.parts[:1] for path in paths}) == 1 and all(len(path.parts) >= parts for path in paths))


def is_folder_name(name: str) -> bool:
    """Report whether an untrusted name can be that of a folder."""
    return 0 < len(name) <= 100 and name.isprintable() and not set(name) & set("/\\") and not name.startswith(".")
