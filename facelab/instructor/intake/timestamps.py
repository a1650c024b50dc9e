"""When something was handed in: the time that was noted beside it, or that of its newest file."""

import datetime
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

TIMESTAMP = "timestamp.txt"  # written by nbgrader when it collects
MAX_BYTES = 100


def read_date(text: str) -> str:
    """Read a date and time, as ISO 8601 writes it and nbgrader: a time zone may follow by its name.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
        The same moment as this machine's clock shows it, ISO.

    Raises
    ------
    ValueError
        If it is no date.

    Examples
    --------
    >>> read_date("2026-12-01 23:59"), read_date("2026-12-01")
    ('2026-12-01T23:59:00', '2026-12-01T00:00:00')
    >>> read_date("2026-12-01 23:59 Asia/Tokyo") == read_date("2026-12-01 14:59:00+00:00")
    True
    """
    noted, _, zone = text.strip().rpartition(" ")
    try:
        if zone[:1].isalpha():
            moment = datetime.datetime.fromisoformat(noted).replace(tzinfo=_zone(zone))
        else:
            moment = datetime.datetime.fromisoformat(text.strip().replace(" +", "+").replace(" -", "-"))
        return moment.astimezone().replace(tzinfo=None).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        raise ValueError(f"{text.strip()!r} is no date, expected one as 2026-12-01 23:59 or with Europe/Rome") from None


def submitted_date(folder: Path) -> tuple[str, str]:
    """Find out when the files of a folder were handed in.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    date : str
        ISO, as this machine's clock shows it.
    problem : str
        What is wrong with the noted time, so that it was not taken; empty if nothing is.
    """
    stamp, problem = folder / TIMESTAMP, ""
    if stamp.is_file() and not stamp.is_symlink():
        try:
            if stamp.stat().st_size > MAX_BYTES:
                raise ValueError("it is too long for a date")
            return read_date(stamp.read_text(encoding="utf-8-sig")), ""
        except ValueError as error:
            problem = f"{error}; the newest file's own date was taken."
    files = [path for path in folder.iterdir() if path.is_file() and not path.is_symlink()]
    newest = max((path.stat().st_mtime for path in files if path != stamp), default=folder.stat().st_mtime)
    return datetime.datetime.fromtimestamp(newest).isoformat(timespec="seconds"), problem


def _zone(name: str) -> datetime.tzinfo:
    return datetime.UTC if name == "UTC" else ZoneInfo(name)
