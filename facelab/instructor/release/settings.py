"""What an instructor can change about a release: one small TOML file."""

import datetime
from dataclasses import dataclass, field
from pathlib import Path

from facelab.instructor.toml_file import read_table

KEYS = "exclude", "points", "due", "weights"


@dataclass(frozen=True)
class ReleaseSettings:
    """What goes into a release.

    Parameters
    ----------
    exclude : frozenset of str
        Exercises that are left out, by the `grade_id` of the answer.
    points : dict of str to int
        Other points for an exercise.
    due : dict of str to date
        When a notebook is to be handed in; shown at its top.
    weights : frozenset of str or None
        Names of the registry that students get; None: all.
    """

    exclude: frozenset[str] = frozenset()
    points: dict[str, int] = field(default_factory=dict)
    due: dict[str, datetime.date] = field(default_factory=dict)
    weights: frozenset[str] | None = None


def read_settings(path: Path) -> ReleaseSettings:
    r"""Read a settings file.

    Parameters
    ----------
    path : Path

    Returns
    -------
    ReleaseSettings

    Raises
    ------
    ValueError
        If it is no such file; the message names the file and the key.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     path = Path(folder) / "release.toml"
    ...     _ = path.write_text('exclude = ["identify"]\n[points]\naccept = 5\n')
    ...     read_settings(path).points
    {'accept': 5}
    """
    table = read_table(path, KEYS)
    return ReleaseSettings(
        frozenset(_texts(table, "exclude", path) or ()),
        _table(table, "points", int, "a whole number", path),
        _table(table, "due", datetime.date, "a date, as 2026-12-24", path),
        None if (names := _texts(table, "weights", path)) is None else frozenset(names),
    )


def _texts(table: dict, key: str, path: Path) -> list[str] | None:
    values = table.get(key)
    if values is not None and not (isinstance(values, list) and all(isinstance(value, str) for value in values)):
        raise ValueError(f'{path}: {key} = {values!r}, expected a list of names, as ["one", "two"].')
    return values


def _table(table: dict, key: str, kind: type, expected: str, path: Path) -> dict:
    values = table.get(key, {})
    if not isinstance(values, dict):
        raise ValueError(f"{path}: {key} = {values!r}, expected a table [{key}].")
    for name, value in values.items():
        right = isinstance(value, kind) and not isinstance(value, bool | datetime.datetime)
        if not right or (kind is int and value < 0):
            raise ValueError(f"{path}: {key}.{name} = {value!r}, expected {expected}.")
    return values
