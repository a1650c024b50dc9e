"""The numbers, texts and arrays that dlib's files are made of."""

import math

import numpy as np

SPECIAL = {32000: math.inf, 32001: -math.inf, 32002: math.nan}  # exponents that stand for no number


class DlibReader:
    """Take numbers, texts and arrays, one after the other, from the bytes of a file that dlib wrote.

    Parameters
    ----------
    content : bytes

    Raises
    ------
    ValueError
        From each method, if the bytes that come next are something else.

    References
    ----------
    D. E. King, dlib: dlib/serialize.h, dlib/float_details.h, dlib/cuda/tensor.h.

    Examples
    --------
    >>> reader = DlibReader(bytes([0x81, 5, 0x01, 2]) + b"ab")
    >>> reader.read_integer(), reader.read_string()
    (-5, 'ab')
    """

    def __init__(self, content: bytes):
        self.content, self.at = content, 0

    def read_bytes(self, n_bytes: int) -> bytes:
        """Take the next bytes."""
        if not 0 <= n_bytes <= len(self.content) - self.at:
            raise ValueError("the file is cut off")
        self.at += n_bytes
        return self.content[self.at - n_bytes : self.at]

    def read_integer(self) -> int:
        """Take a whole number: a control byte, then at most 8 bytes, the smallest first."""
        control = self.read_bytes(1)[0]  # bit 7: the sign; low bits: how many bytes follow
        if control & 0x70 or not 1 <= control & 0x0F <= 8:
            raise ValueError("there is no whole number here")
        value = int.from_bytes(self.read_bytes(control & 0x0F), "little")
        return -value if control & 0x80 else value

    def read_integers(self, n: int) -> tuple[int, ...]:
        """Take n whole numbers."""
        return tuple(self.read_integer() for _ in range(n))

    def read_float(self) -> float:
        """Take a number m · 2^e: two whole numbers, m and e."""
        mantissa, exponent = self.read_integers(2)
        return SPECIAL[exponent] if exponent in SPECIAL else math.ldexp(mantissa, exponent)

    def read_floats(self, n: int) -> tuple[float, ...]:
        """Take n numbers m · 2^e."""
        return tuple(self.read_float() for _ in range(n))

    def read_string(self) -> str:
        """Take a text: its length, then its letters."""
        return self.read_bytes(self.read_integer()).decode("ascii")

    def read_array(self) -> np.ndarray:
        """Take a tensor as one row of float32: its version, four lengths, its numbers."""
        self.read_version(2)
        return np.frombuffer(self.read_bytes(4 * math.prod(self.read_integers(4))), "<f4")

    def read_version(self, *known: int) -> int:
        """Take a version, and refuse one that is not known."""
        found = self.read_integer()
        if found not in known:
            raise ValueError(f"version {found} of a part that has version {' or '.join(map(str, known))}")
        return found
