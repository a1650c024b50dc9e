import numpy as np
import pytest

from facelab.exercises.equality import is_equal


@pytest.mark.parametrize(
    ("given", "expected", "equal"),
    [
        ("B", "b", True),
        (" b\n", "B", True),
        ("c", "b", False),
        (1, "b", False),
        ("1", 1, False),
        (np.nan, 1.0, False),
        ([1.0, 2.0], (1, 2), True),
        ([[1, 2]], [1, 2], False),
        (True, 1, False),
        ([], [], True),
        ([], np.empty((0, 2)), True),
        (np.empty((0, 3)), np.empty((0, 2)), False),
        ([], [1.0], False),
        (None, None, True),
        (3, None, False),
        (None, 3, False),
    ],
)
def test_equality(given, expected, equal):
    assert is_equal(given, expected, 1e-6) is equal
