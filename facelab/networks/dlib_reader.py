"""The integers, floats, strings and arrays that dlib's files consist of."""

import math

import numpy as np

SPECIAL = {32000: math.inf, 32001: -math.inf, 32002: math.nan}  # exponents of values that are not finite


class DlibReader:
    """Read numbers, strings and arrays, one after the other, from the bytes of a file that dlib wrote.

    Each method raises a ValueError if the bytes that come next are something else.
    """

    # D. E. King, dlib: dlib/serialize.h, dlib/float_details.h, dlib/cuda/tensor.h.

    def __init__(self, content: bytes):
        self.content, self.position = content, 0

    def read_bytes(self, n_bytes: int) -> bytes:
        """Read the next bytes."""
        if not 0 <= n_bytes <= len(self.content) - self.position:
            raise ValueError("the file is cut off")
        self.position += n_bytes
        return self.content[self.position - n_bytes : self.position]

    def read_integer(self) -> int:
        """Read an integer: a control byte, then at most 8 bytes, the least significant first."""
        control = self.read_bytes(1)[0]  # bit 7: the sign; low bits: how many bytes follow
        if control & 0x70 or not 1 <= control & 0x0F <= 8:
            raise ValueError("expected an integer")
        value = int.from_bytes(self.read_bytes(control & 0x0F), "little")
        return -value if control & 0x80 else value

    def read_integers(self, n: int) -> tuple[int, ...]:
        """Read n integers."""
        return tuple(self.read_integer() for _ in range(n))

    def read_float(self) -> float:
        """Read a number m · 2^e: two integers, m and e."""
        mantissa, exponent = self.read_integers(2)
        return SPECIAL[exponent] if exponent in SPECIAL else math.ldexp(mantissa, exponent)

    def read_floats(self, n: int) -> tuple[float, ...]:
        """Read n numbers m · 2^e."""
        return tuple(self.read_float() for _ in range(n))

    def read_string(self) -> str:
        """Read a string: its length, then its characters."""
        return self.read_bytes(self.read_integer()).decode("ascii")

    def read_array(self) -> np.ndarray:
        """Read a tensor as one row of float32: its version, four lengths, its values."""
        self.read_version(2)
        return np.frombuffer(self.read_bytes(4 * math.prod(self.read_integers(4))), "<f4")

    def read_version(self, *known: int) -> int:
        """Read a version, and refuse one that is not known."""
        found = self.read_integer()
        if found not in known:
            raise ValueError(f"found version {found} of a part, expected {' or '.join(map(str, known))}")
        return found
