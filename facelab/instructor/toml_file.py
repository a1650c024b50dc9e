"""Read an instructor's TOML file."""

import tomllib
from collections.abc import Collection
from pathlib import Path


def read_table(path: Path, keys: Collection[str]) -> dict:
    """Read a TOML file that may have some keys and no others.

    Parameters
    ----------
    path : Path
    keys : collection of str

    Returns
    -------
    dict

    Raises
    ------
    ValueError
        If it cannot be read, or has another key; the message names the file.

    Examples
    --------
    >>> read_table(Path("nowhere.toml"), ["points"])
    Traceback (most recent call last):
    ...
    ValueError: nowhere.toml cannot be read (No such file or directory).
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ValueError(f"{path} cannot be read ({error.strerror}).") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is no TOML file: {error}.") from None
    if unknown := set(table) - set(keys):
        raise ValueError(f"{path}: there is no setting {', '.join(sorted(unknown))}; take {', '.join(keys)}.")
    return table
