"""The text files that say which LFW photographs are compared."""

import re
from pathlib import Path
from typing import NamedTuple

COUNT = re.compile(r"[1-9]\d{0,5}", re.ASCII)
PROTOCOL_FILES = {
    "10_folds": ("pairs.txt",),
    "dev_train": ("pairsDevTrain.txt",),
    "dev_test": ("pairsDevTest.txt",),
    "dev": ("pairsDevTrain.txt", "pairsDevTest.txt"),
}


class Photograph(NamedTuple):
    """The photograph `number` (from 1) of a person."""

    person: str
    number: int


class PairLine(NamedTuple):
    """One line of a protocol: two photographs, the fold (from 0), the line's number in the file (from 1)."""

    left: Photograph
    right: Photograph
    fold: int
    number: int


def read_pairs(path: str | Path) -> list[PairLine]:
    r"""Read an LFW pairs file.

    The first line holds the number of folds (left out when there is one) and the number n of pairs
    of each kind in a fold. A fold is n genuine pairs, `person i j`, then n impostor pairs,
    `person i other j`.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    list of PairLine

    Raises
    ------
    ValueError
        If a line is broken or missing; the message names the file and the line.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder) / "pairs.txt"
    ...     _ = file.write_text("1\nAda 1 2\nAda 1 Bo 3\n")
    ...     [(line.left.person, line.right.person) for line in read_pairs(file)]
    [('Ada', 'Ada'), ('Ada', 'Bo')]
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"the protocol file {path} is missing; it belongs beside the LFW images.")
    # a byte that is no UTF-8 becomes "�" in a name, and the line is named when its photograph is not found
    text = path.read_bytes().decode("utf-8-sig", errors="replace")
    header, *lines = text.replace("\r", "").split("\n")
    n_folds, n_each = _read_header(header, path)
    while lines and not lines[-1].strip():
        lines.pop()
    if len(lines) != 2 * n_each * n_folds:
        raise ValueError(
            f"{path} has {len(lines)} pairs, but its line 1 promises {2 * n_each * n_folds}; download it again."
        )
    return [_read_line(line, index, n_each, path) for index, line in enumerate(lines)]


def _read_header(header: str, path: Path) -> tuple[int, int]:
    fields = header.split()
    if len(fields) not in (1, 2) or not all(COUNT.fullmatch(field) for field in fields):
        raise ValueError(f"{path}, line 1: expected '<folds> <pairs>' or '<pairs>', found {header!r}.")
    return (int(fields[0]), int(fields[1])) if len(fields) == 2 else (1, int(fields[0]))


def _read_line(line: str, index: int, n_each: int, path: Path) -> PairLine:
    genuine = index % (2 * n_each) < n_each
    expected = "<person> <i> <j>" if genuine else "<person> <i> <other person> <j>"
    fields = line.split()
    if genuine and len(fields) == 3:
        fields.insert(2, fields[0])
    names_differ = len(fields) == 4 and fields[0] != fields[2]
    numbers_fit = len(fields) == 4 and COUNT.fullmatch(fields[1]) and COUNT.fullmatch(fields[3])
    if not numbers_fit or names_differ == genuine or fields[:2] == fields[2:]:
        raise ValueError(f"{path}, line {index + 2}: expected '{expected}', found {line!r}.")
    left, right = Photograph(fields[0], int(fields[1])), Photograph(fields[2], int(fields[3]))
    return PairLine(left, right, index // (2 * n_each), index + 2)
