"""The one file of trained weights that goes with a submission."""

import unicodedata
from pathlib import Path

from facelab.weights import inspect

MAX_MIB = 200
START, END = "para_", ".hdf5"
EXPECTED = "expected para_First_Last.hdf5, with your own first and last name"


def find_weights(folder: Path) -> Path:
    """Find the weights of a submission; raise ValueError unless there is one file, with a name as asked for."""
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".hdf5", ".h5"))
    if not found:
        raise ValueError(f"there is no weights file next to the notebook, {EXPECTED}.")
    if len(found) > 1:
        raise ValueError(f"there are {len(found)} weights files ({', '.join(path.name for path in found)}), keep one.")
    try:
        check_weights_name(found[0].name)
    except ValueError as error:
        raise ValueError(f"{found[0].name}: {error}, {EXPECTED}.") from None
    return found[0]


def check_weights_name(name: str) -> None:
    """Raise ValueError, with what is wrong, unless a name is `para_First_Last.hdf5` with somebody's own names."""
    name = unicodedata.normalize("NFC", name)  # macOS takes characters and their accents apart
    if not name.startswith(START):
        raise ValueError(f"the name does not start with {START}")
    if not name.endswith(END):
        raise ValueError(f"the name does not end with {END}")
    own = name.removeprefix(START).removesuffix(END)
    if wrong := [character for character in own if not _may_be_in_names(character)]:
        raise ValueError(f"the name contains {'a space' if wrong[0] == ' ' else repr(wrong[0])}")
    parts = own.split("_")
    if len(parts) < 2 or not all(any(character.isalpha() for character in part) for part in parts):
        raise ValueError("the name needs a first and a last name")
    if own == "First_Last":
        raise ValueError("that is the example's name")


def _may_be_in_names(character: str) -> bool:
    """Accept characters and marks of all scripts, and what stands between the parts of names."""
    return character in "_-.'’\u200c\u200d" or unicodedata.category(character)[0] in "LM"


def describe_weights(path: Path) -> str:
    """Check what a weights file declares, and count its arrays and MiB; raise ValueError if it cannot be accepted."""
    if path.is_symlink() or not path.is_file():
        raise ValueError(f"{path.name} is not a plain file.")
    if (size := path.stat().st_size) > MAX_MIB * 2**20:
        raise ValueError(f"{path.name} has {size / 2**20:,.0f} MiB, at most {MAX_MIB} are allowed.")
    return f"{len(inspect(path))} arrays, {size / 2**20:.1f} MiB"
