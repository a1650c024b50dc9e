"""The one file of trained weights that goes with a submission."""

import sys
import unicodedata
from pathlib import Path

from facelab.submission.likeness import likeness
from facelab.weights import inspect
from facelab.weights.arrays import MIB, WeightsError

MAX_MIB = 200
ACCEPTED, REFUSED = 42, 43  # what the check ends with; whatever else it ends with, the file has broken it
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
    if problem := name_problem(found[0].name):
        raise ValueError(f"{found[0].name}: {problem}, {EXPECTED}.")
    return found[0]


def name_problem(name: str) -> str:
    """Say what is wrong with the name of a file of weights.

    Parameters
    ----------
    name : str

    Returns
    -------
    str
        Empty if nothing is.

    Examples
    --------
    >>> name_problem("para_Anna Maria_Smith.hdf5")
    'the name holds a space'
    """
    name = unicodedata.normalize("NFC", name)  # macOS takes letters and their accents apart
    if not name.startswith(START):
        return f"the name does not start with {START}"
    if not name.endswith(END):
        return f"the name does not end with {END}"
    own = name.removeprefix(START).removesuffix(END)
    if odd := [letter for letter in own if not _fits(letter)]:
        return f"the name holds {'a space' if odd[0] == ' ' else repr(odd[0])}"
    parts = own.split("_")
    if len(parts) < 2 or not all(any(letter.isalpha() for letter in part) for part in parts):
        return "the name needs a first and a last name"
    return "that is the example's name" if own == "First_Last" else ""


def _fits(letter: str) -> bool:
    """Take letters and marks of all scripts, and what stands between the parts of names."""
    return letter in "_-.'’\u200c\u200d" or unicodedata.category(letter)[0] in "LM"


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
    >>> from facelab.weights import registry
    >>> describe_weights(registry()["orl-triplet-0"].path)
    '21 arrays, 0.8 MiB'
    """
    if path.is_symlink() or not path.is_file():
        raise WeightsError(f"{path.name} is no plain file.")
    if (size := path.stat().st_size) > MAX_MIB * MIB:
        raise WeightsError(f"{path.name} has {size / MIB:,.0f} MiB, at most {MAX_MIB} are allowed.")
    return f"{len(inspect(path))} arrays, {size / MIB:.1f} MiB"


if __name__ == "__main__":  # in a sandbox, for a stranger's file
    try:
        print(describe_weights(Path(sys.argv[1])))
        for folder in sys.argv[2:]:
            print(likeness(Path(sys.argv[1]), Path(folder)))
        sys.exit(ACCEPTED)
    except ValueError as error:
        print(str(error).replace(f"{Path(sys.argv[1]).parent}/", ""))
        sys.exit(REFUSED)
