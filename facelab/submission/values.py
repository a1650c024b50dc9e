"""Values as plain `.npy` bytes, never a pickle: what goes into untrusted code and what comes out of it."""

import io
import math
from typing import Any

import numpy as np
from numpy.lib import format as npy

MAX_BYTES = 64 * 2**20
MAX_ITEM_BYTES = 32  # of one number, of the largest kind
MAX_CHARACTER = 0x10FFFF  # what is larger breaks Python itself
KINDS = "biufcU"  # booleans, numbers and strings


def to_bytes(value: Any) -> bytes:
    """Write a boolean, a number, a string or an array of these as `.npy`; raise ValueError for anything else."""
    try:
        array = np.asarray(value)
    except Exception:  # a list of lists of different lengths, or something odder
        array = np.array(None)
    if array.dtype.kind not in KINDS:
        raise ValueError(f"it is {type(value).__name__}, expected a number, a string or an array of these.")
    if array.nbytes > MAX_BYTES:
        raise ValueError(f"it has {array.nbytes / 2**20:,.0f} MiB, expected at most {MAX_BYTES // 2**20}.")
    packed = io.BytesIO()
    np.save(packed, array, allow_pickle=False)
    return packed.getvalue()


def from_bytes(data: bytes) -> np.ndarray:
    """Read untrusted `.npy` bytes; raise ValueError unless they hold one plain array, just as large as declared."""
    file = io.BytesIO(data)
    try:
        if npy.read_magic(file) != (1, 0):
            raise ValueError("another version")
        shape, _, dtype = npy.read_array_header_1_0(file)
        size = math.prod(shape) * dtype.itemsize
        if dtype.kind not in KINDS or not 0 < dtype.itemsize <= max(size, MAX_ITEM_BYTES):
            raise ValueError("another type")
        if size != len(data) - file.tell():
            raise ValueError("another size")
        array = np.load(io.BytesIO(data), allow_pickle=False)
        if dtype.kind == "U" and array.size and _code_points(array).max() > MAX_CHARACTER:
            raise ValueError("not characters")
        return array
    except Exception:  # an untrusted header can break NumPy in many ways
        raise ValueError("it is not a plain array.") from None


def _code_points(strings: np.ndarray) -> np.ndarray:
    contiguous = np.ascontiguousarray(strings)
    return np.frombuffer(contiguous.tobytes(), np.dtype(np.uint32).newbyteorder(contiguous.dtype.byteorder))
