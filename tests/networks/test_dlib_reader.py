import math
import struct

import numpy as np
import pytest

from facelab.networks.dlib_reader import DlibReader


def read(method, *content, arguments=()):
    return getattr(DlibReader(bytes(content)), method)(*arguments)


def test_integers_and_strings():
    reader = DlibReader(bytes([0x81, 5, 0x01, 2]) + b"ab" + bytes([0x02, 0x34, 0x12]))
    assert (reader.read_integer(), reader.read_string(), reader.read_integer()) == (-5, "ab", 0x1234)
    assert reader.position == len(reader.content)


def test_floats():
    assert read("read_float", 0x01, 3, 0x81, 1) == 1.5  # 3 · 2⁻¹
    special = [read("read_float", 0x01, 0, 0x02, *struct.pack("<H", exponent)) for exponent in (32000, 32001, 32002)]
    assert special[:2] == [math.inf, -math.inf] and math.isnan(special[2])
    assert read("read_floats", 0x01, 1, 0x01, 0, 0x81, 1, 0x01, 2, arguments=[2]) == (1, -4)


def test_arrays():
    array = read("read_array", 0x01, 2, 0x01, 1, 0x01, 3, 0x01, 1, 0x01, 1, *np.float32([1, 2, 3]).tobytes())
    assert array.dtype == np.float32 and array.tolist() == [1, 2, 3]


@pytest.mark.parametrize(
    ("method", "content", "message"),
    [
        ("read_integer", [0x71, 1], "expected an integer"),
        ("read_integer", [0x09], "expected an integer"),
        ("read_integer", [0x02, 1], "cut off"),
        ("read_string", [0x01, 3, 65], "cut off"),
        ("read_string", [0x81, 1], "cut off"),
        ("read_array", [0x01, 1], "found version 1 of a part, expected 2"),
    ],
)
def test_other_bytes_are_refused(method, content, message):
    with pytest.raises(ValueError, match=message):
        read(method, *content)
