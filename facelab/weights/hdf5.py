"""Look into an untrusted HDF5 file without reading any of its data.

A file can ask the reader to open other files (external links and storage, virtual data sets), to run plug-ins
(filters), to fill the memory (a small file may declare terabytes), or to walk in circles (links). So everything
is checked by what the file declares, and only then are numbers read, by `facelab.weights.files`.

HDF5 itself has faults: a few damaged files make it take all the memory, or crash. Whoever opens many untrusted files
does so in a process of its own, with a limit on memory.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import h5py

from facelab.weights.arrays import MIB, Stored, WeightsError, check_stored, require

MAX_FILE_BYTES = 1024 * MIB
MAX_DATA_BYTES = 1024 * MIB  # arrays may share bytes of the file
MAX_OBJECTS = 10_000
MAX_DEPTH = 20
MAX_NAME = 255
MAX_MESSAGE = 500
MAGIC = b"\x89HDF\r\n\x1a\n"

while h5py.h5pl.size():  # no filter plug-ins from folders
    h5py.h5pl.remove(0)


def inspect(path: str | Path) -> dict[str, Stored]:
    """List the arrays of an HDF5 file, if it holds nothing but plain arrays of numbers.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    dict of str to Stored
        Name to shape and dtype. No data was read.

    Raises
    ------
    WeightsError
        If the file is missing, not an HDF5 file, cut off, too large, or holds anything but plain arrays.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with h5py.File(f"{folder}/a.hdf5", "w") as file:
    ...         file["layers/dense/vars/0"] = [[1.0, 2.0]]
    ...     inspect(f"{folder}/a.hdf5")
    {'layers/dense/vars/0': Stored(shape=(1, 2), dtype='float64')}
    """
    with open_checked(path) as (_, stored):
        return stored


@contextmanager
def open_checked(path: str | Path) -> Iterator[tuple[h5py.File, dict[str, Stored]]]:
    """Open a file for reading, after all of the checks, with what it declares of its arrays."""
    path = Path(path)
    try:
        _check_file(path)
        with h5py.File(path, "r") as file:
            stored = {name: check_stored(dataset) for name, dataset in _walk(file)}
            total = sum(array.n_bytes for array in stored.values())
            require(total <= MAX_DATA_BYTES, f"it declares {total / MIB:,.0f} MiB of data; at most 1,024 are read")
            yield file, stored
    except WeightsError as error:
        raise WeightsError(f"{path}: {_shortened(error)}.") from None
    except (OSError, RuntimeError, KeyError, TypeError, ValueError) as error:
        raise WeightsError(f"{path}: it is damaged or cut off, HDF5 cannot read it ({_shortened(error)}).") from None


def _check_file(path: Path) -> None:
    require(path.is_file(), "there is no such file")
    size = path.stat().st_size
    require(size <= MAX_FILE_BYTES, f"it has {size / MIB:,.0f} MiB; at most 1,024 are read")
    with path.open("rb") as file:
        require(file.read(len(MAGIC)) == MAGIC, "it is not an HDF5 file")


def _walk(file: h5py.File) -> Iterator[tuple[str, h5py.Dataset]]:
    """Go through all groups by hard links; each object once."""
    seen: set[int] = set()
    waiting: list[tuple[str, h5py.Group, int]] = [("", file, 0)]
    while waiting:
        prefix, group, depth = waiting.pop()
        require(depth <= MAX_DEPTH, f"its groups are nested more than {MAX_DEPTH} deep")
        for name in _names(group, MAX_OBJECTS - len(seen)):
            where = f"{prefix}{name}"
            link = group.id.links.get_info(name.encode())  # has the object's address, without opening it
            require(link.type == h5py.h5l.TYPE_HARD, f"{where!r} links to another place; only plain arrays are read")
            require(link.u not in seen, f"{where!r} is an object that the file lists twice")
            seen.add(link.u)
            child = group[name]
            if isinstance(child, h5py.Group):
                waiting.append((f"{where}/", child, depth + 1))
            else:
                require(isinstance(child, h5py.Dataset), f"{where!r} is neither a group nor an array")
                yield where, child


def _names(group: h5py.Group, room: int) -> list[str]:
    """List the names in a group, but stop at the first that is too much: damaged lists may never end."""
    listed: list[bytes] = []

    def note(name: bytes) -> bool | None:
        listed.append(name)
        return True if len(listed) > room or len(name) > 4 * MAX_NAME else None  # h5py lets no exception through

    group.id.links.iterate(note)
    require(len(listed) <= room, f"it holds more than {MAX_OBJECTS:,} objects")
    names = [name.decode("utf-8", "replace") for name in listed]
    fit = all(0 < len(name) <= MAX_NAME and name.isprintable() and not {"/", "\ufffd"} & set(name) for name in names)
    require(fit, f"it holds a name that is not printable text of at most {MAX_NAME} characters")
    return names


def _shortened(error: Exception) -> str:
    """Names and shapes in a message come from the file, and may be as long as it likes."""
    text = str(error)
    return text if len(text) <= MAX_MESSAGE else f"{text[:MAX_MESSAGE]} …"
