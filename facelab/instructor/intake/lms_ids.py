"""The numbers by which a learning platform knows students: their names may be the same."""

import json
from pathlib import Path

from facelab.atomic import write_atomically

NUMBERS = "numbers.json"
EVERYWHERE = "canvas"  # Canvas knows a student by one number; Moodle draws another one for each assignment


def platform_numbers(course: Path, platform: str, assignment: str = "") -> dict[str, str]:
    """Read a platform's numbers for students, as collected files told them.

    Parameters
    ----------
    course : Path
    platform : str
        canvas, moodle, or another rule by which files were collected.
    assignment : str
        Canvas has the same numbers for all.

    Returns
    -------
    dict of str to str
        From number to the student's folder.
    """
    return _read(course).get(platform, {}).get(_scope(platform, assignment), {})


def write_numbers(course: Path, platform: str, assignment: str, numbers: dict[str, str]) -> None:
    """Keep a platform's numbers for students; those of other platforms and assignments stay.

    Parameters
    ----------
    course : Path
    platform, assignment : str
    numbers : dict of str to str
        From number to the student's folder.
    """
    if not numbers:
        return
    path, known = course / ".facelab" / NUMBERS, _read(course)
    known.setdefault(platform, {})[_scope(platform, assignment)] = numbers
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, json.dumps(known, indent=1))


def _scope(platform: str, assignment: str) -> str:
    return "" if platform == EVERYWHERE else assignment


def _read(course: Path) -> dict[str, dict[str, dict[str, str]]]:
    try:
        return json.loads((course / ".facelab" / NUMBERS).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
