"""The weights that the course ships: what each file is, how it was trained, how good it is."""

import hashlib
import json
import re
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import get_type_hints

from facelab.course import course_folder, write_whole

HEADER = """\
# Weights that the course trained, all by `facelab train NAME`. Network: facelab.networks.compact, 56 x 46 grey.
# Recipes: facelab/training.py. Data: ORL, and where it says so LFW's people with at least three photographs.
# Protocol: ORL's people at positions fold, fold + 4, fold + 8 ... were held out of the training; auc and eer are on
# all 4,950 pairs of their 100 photographs. Nothing was chosen on folds 1 and 3.
# `facelab weights` lists the entries and verifies each SHA-256.
"""
RECIPES = "softmax", "contrastive", "logistic", "triplet"  # what facelab.training.RECIPES holds, without Keras
DATA = "ORL", "ORL + LFW"
FOLDS = range(4)


@dataclass(frozen=True)
class Entry:
    """A file of trained weights and the training that made it.

    Parameters
    ----------
    name : str
    recipe : str
        Which training, as in `facelab.training`.
    data : str
        What it was trained on: "ORL", or "ORL + LFW".
    fold : int
        The people of ORL at positions fold, fold + 4, fold + 8 … were held out.
    steps, seed : int
        Of the training.
    auc, eer : float
        On all pairs of the people held out.
    sha256 : str
        Of the file.

    Examples
    --------
    >>> Entry("orl-triplet-0", "triplet", "ORL", 0, steps=3000, seed=0, auc=0.99, eer=0.05, sha256="").path.name
    'orl-triplet-0.hdf5'
    """

    name: str
    recipe: str
    data: str
    fold: int
    steps: int
    seed: int
    auc: float
    eer: float
    sha256: str

    @property
    def path(self) -> Path:
        """Where the file lies in the course."""
        return course_folder() / "weights" / f"{self.name}.hdf5"

    def state(self) -> str:
        """Tell whether the file is there and unchanged: ok, missing or changed."""
        if not self.path.is_file():
            return "missing"
        return "ok" if self.digest() == self.sha256 else "changed"

    def digest(self) -> str:
        """Compute the file's SHA-256."""
        with self.path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()


def registry() -> dict[str, Entry]:
    """List the weights that the course ships.

    Returns
    -------
    dict of str to Entry
        Empty if the course's folder, with `weights/registry.toml`, is not here.

    Raises
    ------
    ValueError
        If the registry is damaged.

    Examples
    --------
    >>> all(entry.name == name for name, entry in registry().items())
    True
    """
    path = course_folder() / "weights" / "registry.toml"
    if not path.is_file():
        return {}
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
        entries = {name: Entry(name=name, **table) for name, table in tables.items()}
        for entry in entries.values():
            _check(entry)
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise ValueError(f"{path} is damaged: {error}.") from None
    return entries


def _check(entry: Entry) -> None:
    if not re.fullmatch(r"[\w-]+", entry.name):
        raise ValueError(f"[{entry.name!r}] is no name of a file, take letters, digits and -")
    for key, expected in get_type_hints(Entry).items():
        value = getattr(entry, key)
        if isinstance(value, bool) or not isinstance(value, (int, float) if expected is float else expected):
            raise ValueError(f"[{entry.name}] {key} = {value!r}, expected {expected.__name__}")
    for key, known in (("recipe", RECIPES), ("data", DATA), ("fold", FOLDS)):
        value = getattr(entry, key)
        if value not in known:
            raise ValueError(f"[{entry.name}] {key} = {value!r}, expected one of {', '.join(map(str, known))}")
    if entry.steps < 1 or not 0 <= entry.seed < 2**32:
        raise ValueError(
            f"[{entry.name}] steps = {entry.steps} and seed = {entry.seed}, expected 1 or more and 0 to 4294967295"
        )
    if not (0 <= entry.auc <= 1 and 0 <= entry.eer <= 1):
        raise ValueError(f"[{entry.name}] auc = {entry.auc} and eer = {entry.eer}, expected numbers from 0 to 1")
    if not re.fullmatch("[0-9a-f]{64}", entry.sha256):
        raise ValueError(f"[{entry.name}] sha256 = {entry.sha256!r}, expected 64 digits 0 to f")


def record(entry: Entry, auc: float, eer: float) -> None:
    """Write an entry's new figures, and the SHA-256 of its file, into the registry.

    Parameters
    ----------
    entry : Entry
        Its file is in place.
    auc, eer : float
        On the people held out.
    """
    entries = registry()
    entries[entry.name] = replace(entry, auc=round(auc, 4), eer=round(eer, 4), sha256=entry.digest())
    tables = []
    for name, known in sorted(entries.items()):
        fields = {key: value for key, value in asdict(known).items() if key != "name"}
        tables.append(f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in fields.items()))
    write_whole(entry.path.with_name("registry.toml"), HEADER + "\n" + "\n".join(tables))
