import numpy as np

from facelab.exercises.formatting import argument_names, format_value, is_shortened


def test_values_are_short():
    assert format_value(np.array([0.123456, 1.0])) == "array([0.1235, 1.    ])"
    assert format_value(np.arange(1000)) == "array([  0,   1, ..., 998, 999], shape=(1000,))"
    assert format_value("x" * 1000) == f"'{'x' * 399} …"


def test_what_is_left_out_is_known():
    assert is_shortened(np.arange(1000)) and is_shortened("x" * 1000)
    assert not is_shortened(np.arange(9)) and not is_shortened("...")


def test_no_address_is_written():
    assert format_value(lambda x: x) == format_value(len) == format_value([].append) == "a function"
    assert format_value([map(int, [])]) == "[<map object>]"


def test_numbers_are_written_as_a_person_writes_them():
    assert format_value(np.float64(12.5)) == "12.5"
    assert format_value([np.int64(3), (np.float32(0.1), 0.1 + 0.2)]) == "[3, (0.1, 0.3)]"
    assert format_value(np.bool_(True)) == "True"
    assert format_value(1 / 3) == "0.333333"


def test_argument_names():
    assert argument_names(lambda distances, threshold: distances <= threshold) == ["distances", "threshold"]
