"""The one file of trained weights that goes with a submission."""

import re
import unicodedata
from pathlib import Path

from facelab.weights import inspect
from facelab.weights.arrays import MIB, WeightsError

MAX_MIB = 200
NAME = re.compile(r"para_[^\W\d_][\w'’.-]*_[^\W\d_][\w'’.-]*\.hdf5")
EXPECTED = "para_First_Last.hdf5, with your own first and last name"


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
        raise ValueError(f"there is no file of weights beside the notebook, expected {EXPECTED}.")
    if len(found) > 1:
        raise ValueError(
            f"there are {len(found)} files of weights ({', '.join(path.name for path in found)}), keep one."
        )
    name = unicodedata.normalize("NFC", found[0].name)  # macOS takes letters and their accents apart
    if not NAME.fullmatch(name) or name == "para_First_Last.hdf5":
        raise ValueError(f"{found[0].name} is no good name, expected {EXPECTED}.")
    return found[0]


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
