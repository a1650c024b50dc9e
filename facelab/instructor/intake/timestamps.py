"""When something was handed in: the time in `timestamp.txt` beside it, or that of its newest file."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TIMESTAMP = "timestamp.txt"  # nbgrader writes it when it collects
MAX_BYTES = 100


def parse_time(text: str) -> str:
    """Turn a time in ISO 8601, or in nbgrader's form with the name of a time zone, into local time (ISO)."""
    time, _, zone = text.strip().rpartition(" ")
    try:
        if zone[:1].isalpha():
            tzinfo = datetime.UTC if zone == "UTC" else ZoneInfo(zone)
            parsed = datetime.datetime.fromisoformat(time).replace(tzinfo=tzinfo)
        else:
            parsed = datetime.datetime.fromisoformat(text.strip().replace(" +", "+").replace(" -", "-"))
        return parsed.astimezone().replace(tzinfo=None).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        example = "2026-12-01 23:59 or 2026-12-01 23:59 Europe/Rome"
        raise ValueError(f"{text.strip()!r} is not a time, expected e.g. {example}") from None


def submission_time(folder: Path) -> tuple[str, str]:
    """Find when a folder's files were handed in, in local time (ISO), and what is wrong with its timestamp, if any."""
    stamp, problem = folder / TIMESTAMP, ""
    if stamp.is_file() and not stamp.is_symlink():
        try:
            if stamp.stat().st_size > MAX_BYTES:
                raise ValueError(f"{TIMESTAMP} is too long for a time")
            return parse_time(stamp.read_text(encoding="utf-8-sig")), ""
        except ValueError as error:
            problem = f"{error}; the newest file's own time counts instead."
    files = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    newest = max((path.stat().st_mtime for path in files if path != stamp), default=folder.stat().st_mtime)
    return datetime.datetime.fromtimestamp(newest).isoformat(timespec="seconds"), problem
