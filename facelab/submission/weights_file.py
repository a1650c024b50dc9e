"""The one file of trained weights that goes with a submission."""

import unicodedata
from pathlib import Path

from facelab.weights import inspect
from facelab.weights.arrays import MIB, WeightsError

MAX_MIB = 200
START, END = "para_", ".hdf5"
EXPECTED = "expected para_First_Last.hdf5, with your own first and last name"


def find_weights(folder: Path) -> Path:
    """Find the weights of a submission.

    Parameters
    ----------
    folder : Path

    Returns
    -------
    Path

    Raises
    ------
    ValueError
        If there is none, or more than one, or its name is not as asked for.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = Path(folder, "para_Ada_Lovelace.hdf5").write_bytes(b"")
    ...     find_weights(Path(folder)).name
    'para_Ada_Lovelace.hdf5'
    """
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in (".hdf5", ".h5"))
    if not found:
        raise ValueError(f"there is no file of weights beside the notebook, {EXPECTED}.")
    if len(found) > 1:
        names = ", ".join(path.name for path in found)
        raise ValueError(f"there are {len(found)} files of weights ({names}), keep one.")
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
    if odd := [character for character in own if not _fits(character)]:
        raise ValueError(f"the name holds {'a space' if odd[0] == ' ' else repr(odd[0])}")
    parts = own.split("_")
    if len(parts) < 2 or not all(any(character.isalpha() for character in part) for part in parts):
        raise ValueError("the name needs a first and a last name")
    if own == "First_Last":
        raise ValueError("that is the example's name")


def _fits(character: str) -> bool:
    """Accept letters and marks of all scripts, and what stands between the parts of names."""
    return character in "_-.'’\u200c\u200d" or unicodedata.category(character)[0] in "LM"


def describe_weights(path: Path) -> str:
    """Check what a file of weights declares, and say it in a few words.

    Parameters
    ----------
    path : Path

    Returns
    -------
    str

    Raises
    ------
    ValueError
        If it is too large, damaged, or holds anything but plain arrays of numbers.

    Examples
    --------
    >>> from facelab.zoo import registry
    >>> describe_weights(registry()["orl-triplet-0"].path)
    '21 arrays, 0.8 MiB'
    """
    if path.is_symlink() or not path.is_file():
        raise WeightsError(f"{path.name} is no plain file.")
    if (size := path.stat().st_size) > MAX_MIB * MIB:
        raise WeightsError(f"{path.name} has {size / MIB:,.0f} MiB, at most {MAX_MIB} are allowed.")
    return f"{len(inspect(path))} arrays, {size / MIB:.1f} MiB"
