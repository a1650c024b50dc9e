"""The weights that the course ships: what each file is, how it was trained, how good it is."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from facelab.course import course_folder, write_whole

HEADER = """\
# Weights that the course trained, all by `facelab train NAME`. Network: facelab.networks.compact, 56 x 46 grey.
# Recipes: facelab/training.py. Data: ORL, and where it says so LFW's people with at least three photographs.
# Protocol: ORL's people at positions fold, fold + 4, fold + 8 ... were held out of the training; auc and eer are on
# all 4,950 pairs of their 100 photographs. Nothing was chosen on folds 1 and 3.
# `facelab weights` lists the entries and verifies each SHA-256.
"""


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
        return {name: Entry(name=name, **table) for name, table in tables.items()}
    except (tomllib.TOMLDecodeError, TypeError, UnicodeDecodeError) as error:
        raise ValueError(f"{path} is damaged: {error}.") from None


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
