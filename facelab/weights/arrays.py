"""What an array in a stranger's HDF5 file must be like, by what the file declares of it."""

import math
import zlib
from typing import NamedTuple

import h5py

MIB = 2**20
MAX_CHUNK_BYTES = 64 * MIB
MAX_CHUNKS = 10_000
CHECKSUM_BYTES = 4  # of fletcher32, behind the data
GZIP, SHUFFLE, FLETCHER32 = h5py.h5z.FILTER_DEFLATE, h5py.h5z.FILTER_SHUFFLE, h5py.h5z.FILTER_FLETCHER32
PACKINGS = [[*first, *then, *last] for first in ([], [SHUFFLE]) for then in ([], [GZIP]) for last in ([], [FLETCHER32])]
NUMBERS = {h5py.h5t.FLOAT, h5py.h5t.INTEGER}


class WeightsError(ValueError):
    """A weights file that cannot be used; the message says what was expected and what was found."""


class Stored(NamedTuple):
    """What a file declares of one array."""

    shape: tuple[int, ...]
    dtype: str


def require(holds: bool, otherwise: str) -> None:
    """Raise WeightsError unless a condition holds."""
    if not holds:
        raise WeightsError(otherwise)


def check_array(dataset: h5py.Dataset) -> Stored:
    """Refuse an array that is not plain numbers, or keeps less than it declares; say what it declares."""
    name, properties = dataset.name, dataset.id.get_create_plist()
    type_id = dataset.id.get_type()
    plain = type_id.get_class() in NUMBERS and type_id.get_size() in (1, 2, 4, 8)
    plain = plain and dataset.dtype.itemsize == type_id.get_size()
    require(plain, f"{name!r} does not hold plain numbers of at most 8 bytes")
    layout = properties.get_layout()
    require(layout != h5py.h5d.VIRTUAL, f"{name!r} takes its data from another file")
    require(properties.get_external_count() == 0, f"{name!r} keeps its data in another file")
    require(dataset.shape is not None, f"{name!r} holds nothing")
    packing = [properties.get_filter(i)[0] for i in range(properties.get_nfilters())]
    require(packing in PACKINGS, f"{name!r} is packed by a filter other than gzip, shuffle and fletcher32")
    n_bytes = type_id.get_size() * count(dataset.shape)
    if layout == h5py.h5d.CHUNKED:
        _check_chunks(dataset, properties.get_chunk(), type_id.get_size())
    else:
        kept = dataset.id.get_storage_size()
        require(kept >= n_bytes, f"{name!r} declares {n_bytes:,} bytes, but the file holds {kept:,} of them")
    return Stored(tuple(dataset.shape), str(dataset.dtype))


def _check_chunks(dataset: h5py.Dataset, shape: tuple[int, ...], itemsize: int) -> None:
    name, n_bytes = dataset.name, itemsize * count(shape)
    require(n_bytes <= MAX_CHUNK_BYTES, f"{name!r} has chunks of {n_bytes / MIB:,.0f} MiB; at most 64 are read")
    declared = count(tuple(-(-length // step) for length, step in zip(dataset.shape, shape, strict=True)))
    require(declared <= MAX_CHUNKS, f"{name!r} declares {declared:,} chunks; at most {MAX_CHUNKS:,} are read")
    kept = dataset.id.get_num_chunks()
    require(kept == declared, f"{name!r} declares {declared:,} chunks, but the file holds {kept:,} of them")


def unpacks_whole(dataset: h5py.Dataset) -> bool:
    """Tell whether every chunk unpacks to just as much as it declares: HDF5 reads beyond a short one, unpacks any."""
    properties = dataset.id.get_create_plist()
    if properties.get_layout() != h5py.h5d.CHUNKED:
        return True
    packing = [properties.get_filter(i)[0] for i in range(properties.get_nfilters())]
    declared = dataset.dtype.itemsize * count(properties.get_chunk())
    return all(_unpacked(dataset, i, packing, declared) == declared for i in range(dataset.id.get_num_chunks()))


def _unpacked(dataset: h5py.Dataset, i: int, packing: list[int], declared: int) -> int:
    """Count the bytes that chunk i unpacks to, but stop once they are more than declared; −1 if it is damaged."""
    chunk = dataset.id.get_chunk_info(i)
    used = [packed_by for place, packed_by in enumerate(packing) if not chunk.filter_mask >> place & 1]
    size = chunk.size - (CHECKSUM_BYTES if FLETCHER32 in used else 0)
    if GZIP not in used or size < 0:
        return size
    if size > dataset.file.id.get_filesize():  # HDF5 would make room for it before it looks
        return -1
    _, packed = dataset.id.read_direct_chunk(chunk.chunk_offset)
    try:
        return len(zlib.decompressobj().decompress(packed[:size], declared + 1))
    except zlib.error:
        return -1


def count(shape: tuple[int, ...]) -> int:
    """Multiply the lengths of all axes."""
    return math.prod(int(length) for length in shape)
