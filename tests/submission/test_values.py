import io

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from facelab.submission import values
from facelab.submission.values import from_bytes, to_bytes

PLAIN = st.sampled_from([np.uint8, np.int64, np.float32, np.float64, bool, np.complex128])


@given(arrays.arrays(PLAIN, arrays.array_shapes(min_dims=0, min_side=0)))
def test_what_was_written_is_read(array):
    found = from_bytes(to_bytes(array))
    assert found.dtype == array.dtype and np.array_equal(found, array, equal_nan=array.dtype.kind in "fc")


@pytest.mark.parametrize(("value", "expected"), [("B", "B"), (3, 3), (True, True), ((1, 2.5), [1, 2.5]), ([], [])])
def test_values_that_are_not_arrays(value, expected):
    assert from_bytes(to_bytes(value)).tolist() == expected


@pytest.mark.parametrize("value", [None, {}, object(), [[1], [1, 2]], lambda: 0, b"bytes", np.array([None])])
def test_values_of_other_types(value):
    with pytest.raises(ValueError, match="it is "):
        to_bytes(value)


def test_large_values(monkeypatch):
    monkeypatch.setattr(values, "MAX_BYTES", 10)
    with pytest.raises(ValueError, match="it has 0 MiB, expected at most 0"):
        to_bytes(np.zeros(2))


def test_a_pickle_is_never_opened():
    class Evil:
        def __reduce__(self):
            return exec, ("raise SystemExit('the pickle ran')",)

    packed = io.BytesIO()
    np.save(packed, np.array([Evil()], object), allow_pickle=True)
    with pytest.raises(ValueError, match="not a plain array"):
        from_bytes(packed.getvalue())


@pytest.mark.parametrize(
    "header",
    [
        {"descr": "<f8", "fortran_order": False, "shape": (2**60,)},
        {"descr": "<f8", "fortran_order": False, "shape": (-1,)},
        {"descr": "<U2000000000", "fortran_order": False, "shape": (1,)},
        {"descr": [("a", "<f8")], "fortran_order": False, "shape": (1,)},
        {"descr": "|V8", "fortran_order": False, "shape": (1,)},
        {"descr": "<U50000", "fortran_order": False, "shape": (0, 64)},
    ],
)
def test_headers_that_lie(header):
    packed = io.BytesIO()
    np.lib.format.write_array_header_1_0(packed, header)
    with pytest.raises(ValueError, match="not a plain array"):
        from_bytes(packed.getvalue() + bytes(8 * (0 not in header["shape"])))


@given(st.binary(max_size=200))
def test_random_bytes(data):
    with pytest.raises(ValueError, match="not a plain array"):
        from_bytes(b"\x93NUMPY\x01\x00" + data)
