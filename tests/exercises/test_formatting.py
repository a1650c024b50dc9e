import numpy as np

from facelab.exercises.formatting import argument_names, format_value


def test_values_are_short():
    assert format_value(np.array([0.123456, 1.0])) == "array([0.1235, 1.    ])"
    assert format_value(np.arange(1000)) == "array([  0,   1, ..., 998, 999], shape=(1000,))"
    assert format_value("x" * 1000) == f"'{'x' * 299} …"


def test_argument_names():
    assert argument_names(lambda distances, threshold: distances <= threshold) == ["distances", "threshold"]
