"""Values as plain `.npy` bytes: what goes into a stranger's code and comes out of it, never a pickle."""

import io
import math
from typing import Any

import numpy as np
from numpy.lib import format as npy

MAX_BYTES = 64 * 2**20
MAX_ITEM = 32  # bytes of one number, of the largest kind
MAX_LETTER = 0x10FFFF  # what is larger breaks Python itself
KINDS = "biufcU"  # truth values, numbers and texts


def to_bytes(value: Any) -> bytes:
    """Write a value as `.npy`.

    Parameters
    ----------
    value : array, number, text, truth value, or a sequence of these

    Returns
    -------
    bytes

    Raises
    ------
    ValueError
        If it is anything else, or too large; a sentence for the student.

    Examples
    --------
    >>> to_bytes(None)
    Traceback (most recent call last):
    ...
    ValueError: it gave NoneType, which is no number, text or array of these.
    """
    try:
        array = np.asarray(value)
    except Exception:  # a list of lists of different lengths, or something stranger
        array = np.array(None)
    if array.dtype.kind not in KINDS:
        raise ValueError(f"it gave {type(value).__name__}, which is no number, text or array of these.")
    if array.nbytes > MAX_BYTES:
        raise ValueError(f"it gave {array.nbytes / 2**20:,.0f} MiB, at most {MAX_BYTES // 2**20} are taken.")
    packed = io.BytesIO()
    np.save(packed, array, allow_pickle=False)
    return packed.getvalue()


def from_bytes(data: bytes) -> np.ndarray:
    """Read `.npy` bytes that may come from a stranger.

    Parameters
    ----------
    data : bytes

    Returns
    -------
    ndarray

    Raises
    ------
    ValueError
        If they hold anything but one plain array, just as large as declared.

    Examples
    --------
    >>> from_bytes(to_bytes([1.5, 2.0]))
    array([1.5, 2. ])
    """
    file = io.BytesIO(data)
    try:
        if npy.read_magic(file) != (1, 0):
            raise ValueError("another version")
        shape, _, dtype = npy.read_array_header_1_0(file)
        size = math.prod(shape) * dtype.itemsize
        if dtype.kind not in KINDS or not 0 < dtype.itemsize <= max(size, MAX_ITEM) or size != len(data) - file.tell():
            raise ValueError("another size")
        array = np.load(io.BytesIO(data), allow_pickle=False)
        if dtype.kind == "U" and (array.size and _letters(array).max() > MAX_LETTER):
            raise ValueError("no letters")
        return array
    except Exception:  # a header from a stranger can break NumPy in many ways
        raise ValueError("what came out is no plain array.") from None


def _letters(array: np.ndarray) -> np.ndarray:
    """Show the letters of texts as numbers."""
    native = np.ascontiguousarray(array)
    return np.frombuffer(native.tobytes(), np.dtype(np.uint32).newbyteorder(native.dtype.byteorder))
