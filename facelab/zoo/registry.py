"""The registry of trained weights: what each file is, how it was trained, how good it is."""

import hashlib
import json
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, NonNegativeInt, PositiveInt

from facelab.atomic import write_atomically
from facelab.course import weights_folder
from facelab.toml_files import read_table, validate_table

HEADER = """\
# Weights that the course trained, all by `facelab train NAME`. Network: facelab.networks.compact, 56 x 46 gray.
# Recipes: facelab/zoo/recipes.py. Data: ORL, and where it says so LFW's people with at least three photographs; then
# fine_tuning is the number of steps on ORL alone that followed.
# Protocol: ORL's people at positions fold, fold + 4, fold + 8 ... were held out of the training; auc and eer are on
# all 4,950 pairs of their 100 photographs. Nothing was chosen on folds 1 and 3.
# Data LFW: its faces without names, and what SFace makes of them; 56 x 56 gray chips, 128 numbers. Everybody in the
# pairs of three folds of view 2, from fold on, was held out; auc, eer and accuracy (each fold with the threshold of the
# other two) are on these 1,800 pairs. Settings were chosen on the next fold, whose people were then held out, too. What
# SFace itself was trained on may show people of LFW.
# `facelab weights` lists the entries and verifies each SHA-256.
"""
N_FOLDS = 4
Rate = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class Entry(BaseModel):
    """A file of trained weights and the training that made it.

    Parameters
    ----------
    name : str
        E.g. "orl-triplet-0".
    recipe : {"softmax", "contrastive", "logistic", "triplet", "cosface", "adaface", "distilled"}
        How it was trained, see `facelab.zoo.recipes`.
    data : {"ORL", "ORL + LFW", "LFW"}
        What it was trained on.
    fold : int
        The people of ORL at positions fold, fold + 4, fold + 8 … were held out; with data LFW those of three folds.
    steps, seed : int
        How long it was trained, and the start of its random numbers.
    fine_tuning : int, default 0
        Steps on ORL alone afterwards, under a new head and at a lower learning rate.
    auc, eer : float
        On all pairs of images of the held-out people; with data LFW on the pairs of its protocol.
    accuracy : float, optional
        On these pairs of LFW.
    sha256 : str
        The digest of the file.

    Examples
    --------
    >>> registry()["orl-triplet-0"].path.name
    'orl-triplet-0.hdf5'
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    name: Annotated[str, Field(pattern=r"^[\w-]+$")]
    recipe: Literal["softmax", "contrastive", "logistic", "triplet", "cosface", "adaface", "distilled"]
    data: Literal["ORL", "ORL + LFW", "LFW"]
    fold: Annotated[int, Field(ge=0, lt=N_FOLDS)]
    steps: PositiveInt
    fine_tuning: NonNegativeInt = 0
    seed: Annotated[int, Field(ge=0, lt=2**32)]
    auc: Rate
    eer: Rate
    accuracy: Rate | None = None
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]

    @property
    def path(self) -> Path:
        """Where the file is on this machine."""
        return weights_folder() / f"{self.name}.hdf5"

    def state(self) -> Literal["ok", "missing", "changed"]:
        """Check that the file is there and unchanged."""
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
        By name.

    Raises
    ------
    ValueError
        If `weights/registry.toml` is missing or damaged; the message names the file and the key.

    Examples
    --------
    >>> registry()["orl-triplet-0"].recipe
    'triplet'
    """
    path = weights_folder() / "registry.toml"
    tables = validate_table(read_table(path), dict[str, dict], path)
    for name, table in tables.items():
        if "name" in table:
            raise ValueError(f"{path}: there is no setting {name}.name.")
        table["name"] = name
    return validate_table(tables, dict[str, Entry], path)


def find_entry(name: str) -> Entry:
    """Look a name up in the registry; raise KeyError if it has no such name."""
    entries = registry()
    if name not in entries:
        raise KeyError(f"there are no weights {name!r}; the registry has {', '.join(entries) or 'none'}.")
    return entries[name]


def update_entry(entry: Entry, **figures: float) -> None:
    """Write an entry's new figures on the held-out people, and the SHA-256 of its file, into the registry."""
    entries = registry()
    new = {name: round(value, 4) for name, value in figures.items()}
    entries[entry.name] = entry.model_copy(update=new | {"sha256": entry.digest()})
    tables = []
    for name, known in sorted(entries.items()):
        fields = known.model_dump(exclude={"name"}, exclude_defaults=True)
        tables.append(f"[{name}]\n" + "".join(f"{key} = {json.dumps(value)}\n" for key, value in fields.items()))
    write_atomically(weights_folder() / "registry.toml", HEADER + "\n" + "\n".join(tables))
