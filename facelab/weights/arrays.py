"""What an array in an untrusted HDF5 file must be like, judged by what the file declares of it."""

import math
from typing import NamedTuple

import h5py
import numpy as np

MIB = 2**20
NUMBERS = {h5py.h5t.FLOAT, h5py.h5t.INTEGER}


class WeightsError(ValueError):
    """Report a weights file that cannot be used.

    The message says what was expected and what was found, and, where a file was read, which one; show it as it is.

    Examples
    --------
    >>> raise WeightsError("my.hdf5: it is damaged or cut off.")
    Traceback (most recent call last):
    facelab.weights.arrays.WeightsError: my.hdf5: it is damaged or cut off.
    """


class Stored(NamedTuple):
    """What a file declares of one array."""

    shape: tuple[int, ...]
    dtype: str

    @property
    def n_bytes(self) -> int:
        """How much memory its numbers take."""
        return math.prod(self.shape) * np.dtype(self.dtype).itemsize


def require(condition: bool, otherwise: str) -> None:
    """Raise WeightsError unless a condition holds."""
    if not condition:
        raise WeightsError(otherwise)


def check_stored(dataset: h5py.Dataset) -> Stored:
    """Return what a file declares of an array; refuse all but plain numbers in one piece, all of them in the file.

    Neither Keras nor `save` writes chunks or compresses, and HDF5 reads beyond the end of a damaged chunk.
    """
    name, properties, type_id = dataset.name, dataset.id.get_create_plist(), dataset.id.get_type()
    plain = type_id.get_class() in NUMBERS and type_id.get_size() in (1, 2, 4, 8)
    plain = plain and dataset.dtype.itemsize == type_id.get_size()
    require(plain, f"{name!r} does not hold plain numbers of at most 8 bytes")
    layout = properties.get_layout()
    require(layout != h5py.h5d.VIRTUAL, f"{name!r} takes its data from another file")
    require(properties.get_external_count() == 0, f"{name!r} keeps its data in another file")
    require(
        layout in (h5py.h5d.CONTIGUOUS, h5py.h5d.COMPACT) and properties.get_nfilters() == 0,
        f"{name!r} is stored in chunks or compressed; save the model again with facelab.weights.save or Keras",
    )
    require(dataset.shape is not None, f"{name!r} declares no shape")
    stored, kept = Stored(dataset.shape, str(dataset.dtype)), dataset.id.get_storage_size()
    require(kept >= stored.n_bytes, f"{name!r} declares {stored.n_bytes:,} bytes, but the file holds {kept:,} of them")
    return stored
