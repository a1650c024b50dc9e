"""The ids by which a learning platform knows students, whose names may be the same."""

import json
from pathlib import Path

from facelab.atomic import write_atomically

FILE = "numbers.json"
ONE_ID = "canvas"  # Canvas has one id for a student; Moodle draws another one for each assignment


def read_lms_ids(course: Path, platform: str, assignment: str = "") -> dict[str, str]:
    """Read the students' folders by platform id, for the rule and the assignment by which files were collected."""
    return _read(course).get(platform, {}).get(_scope(platform, assignment), {})


def write_lms_ids(course: Path, platform: str, assignment: str, folders: dict[str, str]) -> None:
    """Keep the students' folders by platform id; those of other platforms and assignments stay."""
    if not folders:
        return
    path, known = course / ".facelab" / FILE, _read(course)
    known.setdefault(platform, {})[_scope(platform, assignment)] = folders
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_atomically(path, json.dumps(known, indent=1))


def _scope(platform: str, assignment: str) -> str:
    return "" if platform == ONE_ID else assignment


def _read(course: Path) -> dict[str, dict[str, dict[str, str]]]:
    try:
        return json.loads((course / ".facelab" / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
