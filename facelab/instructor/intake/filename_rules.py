"""Read from the paths in a learning platform's archive which student handed in which file."""

import re
from pathlib import PurePosixPath
from typing import NamedTuple

from nbgrader.plugins.zipcollect import FileNameCollectorPlugin

from facelab.instructor.intake.archive import Member
from facelab.instructor.intake.submissions import NOTEBOOK, WEIGHTS

# nbgrader's rule: a regular expression with student_id and file_id, matched from the beginning of a file's path;
# number is the platform's own for the student
NAMES = {
    "canvas": r"(?P<student_id>[^/_]+)_(?:LATE_)?(?P<number>\d+)_\d+_(?P<file_id>[^/]+)",
    "moodle": r"(?P<student_id>[^/]+?)_(?P<number>\d+)_assignsubmission_file_?/?(?P<file_id>[^/].*)",
    "folders": r"(?P<student_id>[^/]+)/(?P<file_id>.+)",
}
ZIP = ".zip"


class Named(NamedTuple):
    """A file of an archive that fits the rule."""

    member: Member
    student: str
    number: str
    file: str


def checked_rule(rule: str) -> str:
    """Look a rule up by its name, or check one of the instructor's own.

    Parameters
    ----------
    rule : str
        "canvas", "moodle", "folders", or a regular expression with the groups student_id and file_id.

    Returns
    -------
    str
        The regular expression.

    Raises
    ------
    ValueError
        If it is none, or has no such groups.

    Examples
    --------
    >>> checked_rule("folders")
    '(?P<student_id>[^/]+)/(?P<file_id>.+)'
    """
    rule = NAMES.get(rule, rule)
    try:
        groups = re.compile(rule).groupindex
    except re.error as error:
        raise ValueError(f"{rule!r} is no regular expression ({error}).") from None
    if not {"student_id", "file_id"} <= groups.keys():
        raise ValueError(f"{rule!r}: take {', '.join(NAMES)}, or a regular expression with student_id and file_id.")
    return rule


def named_files(found: list[Member], expression: str) -> tuple[list[Named], list[str]]:
    """Match every file with the rule; in folders, one folder around all of them does not count.

    Parameters
    ----------
    found : list of Member
    expression : str
        The rule's regular expression.

    Returns
    -------
    named : list of Named
    refused : list of str
        What does not fit, and why.
    """
    plugin = FileNameCollectorPlugin(named_regexp=expression, valid_ext=[*NOTEBOOK, *WEIGHTS, ZIP])
    paths = [each.path for each in found]
    matches = any(re.match(expression, str(path)) for path in paths) and expression != NAMES["folders"]
    depth = 0 if matches else _common_folder(paths, 3 if expression == NAMES["folders"] else 2)
    named, refused = [], []
    for member in found:
        groups = None if member.refused else plugin.collect("/".join(member.path.parts[depth:]))
        if member.refused:
            refused.append(f"{member.path}: {member.refused}.")
        elif groups is None:
            refused.append(f"{member.path}: no notebook or weights, or its name does not fit the rule.")
        elif not is_folder_name(groups["student_id"]):
            refused.append(f"{member.path}: {groups['student_id']!r} is no name for a folder.")
        else:
            file = PurePosixPath(groups["file_id"]).name
            named.append(Named(member, groups["student_id"], groups.get("number") or "", file))
    return named, refused


def _common_folder(paths: list[PurePosixPath], parts: int) -> int:
    """Count the folders around all files: 1 if every path has so many parts, and the first one in common."""
    return int(len({path.parts[0] for path in paths}) == 1 and all(len(path.parts) >= parts for path in paths))


def is_folder_name(name: str) -> bool:
    """Tell whether a stranger's name can be that of a folder.

    Parameters
    ----------
    name : str

    Returns
    -------
    bool

    Examples
    --------
    >>> is_folder_name("Ada Lovelace"), is_folder_name("../Ada")
    (True, False)
    """
    return 0 < len(name) <= 100 and name.isprintable() and not set(name) & set("/\\") and not name.startswith(".")
