"""The numbers by which a learning platform knows students: their names may be the same."""

import json
from pathlib import Path

from facelab.course import write_whole

PLATFORMS = "canvas", "moodle"
NUMBERS = "numbers.json"


def platform_numbers(course: Path, platform: str) -> dict[str, str]:
    """Read a platform's numbers for students, as collected files told them.

    Parameters
    ----------
    course : Path
    platform : str
        canvas or moodle.

    Returns
    -------
    dict of str to str
        From number to the student's folder.
    """
    try:
        return json.loads((course / ".facelab" / NUMBERS).read_text(encoding="utf-8")).get(platform, {})
    except (OSError, ValueError):
        return {}


def write_numbers(course: Path, platform: str, numbers: dict[str, str]) -> None:
    """Keep a platform's numbers for students; those of other platforms stay.

    Parameters
    ----------
    course : Path
    platform : str
    numbers : dict of str to str
        From number to the student's folder.
    """
    if not numbers:
        return
    path = course / ".facelab" / NUMBERS
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    known = {name: platform_numbers(course, name) for name in PLATFORMS}
    write_whole(path, json.dumps(known | {platform: numbers}, indent=1))
