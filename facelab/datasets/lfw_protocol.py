"""The text files that say which LFW images are compared."""

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


class LfwImage(NamedTuple):
    """A person, and which of the person's images it is, from 1."""

    person: str
    number: int


class PairLine(NamedTuple):
    """One line of a pairs file: two images, the fold (from 0), the line number (from 1)."""

    left: LfwImage
    right: LfwImage
    fold: int
    number: int


def read_pairs(path: Path) -> list[PairLine]:
    """Read an LFW pairs file; ValueError names the file and the line (users write such files, too).

    The first line holds the number of folds (omitted when there is one) and the number n of pairs of each kind in a
    fold. A fold is n genuine pairs, `person i j`, then n impostor pairs, `person i other j`.
    """
    if not path.is_file():
        raise FileNotFoundError(f"the protocol file {path} is missing; it belongs beside the LFW images.")
    # undecodable bytes become "�" in a name, which is reported with its line when the image is not found;
    # str.splitlines would also split at characters that names may hold, and shift the line numbers
    header, *lines = path.read_bytes().decode("utf-8-sig", errors="replace").replace("\r", "").rstrip().split("\n")
    n_folds, n_each = _read_header(header, path)
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
    fields = line.split()
    if genuine and len(fields) == 3:
        fields.insert(2, fields[0])
    numbers_fit = len(fields) == 4 and COUNT.fullmatch(fields[1]) and COUNT.fullmatch(fields[3])
    if not numbers_fit or (fields[0] == fields[2]) != genuine or fields[:2] == fields[2:]:
        expected = "<person> <i> <j>" if genuine else "<person> <i> <other person> <j>"
        raise ValueError(f"{path}, line {index + 2}: expected '{expected}', found {line!r}.")
    left, right = LfwImage(fields[0], int(fields[1])), LfwImage(fields[2], int(fields[3]))
    return PairLine(left, right, index // (2 * n_each), index + 2)
