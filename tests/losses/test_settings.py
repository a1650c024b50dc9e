import math
import re

import numpy as np
import pytest
from keras import ops

from facelab.losses.settings import are_numbers, check_labels, check_range, check_whole


@pytest.mark.parametrize("value", [math.nan, math.inf, -0.1, 1.1])
def test_a_number_outside_its_range(value):
    with pytest.raises(ValueError, match=f"rate={value}: expected a number from 0 to 1"):
        check_range("rate", value, 0, 1)
    check_range("rate", 0.5, 0, 1)


@pytest.mark.parametrize("value", [math.nan, math.inf, 1.5, 1])
def test_what_is_no_whole_number(value):
    with pytest.raises(ValueError, match=f"n={value}: expected a whole number, 2 or more"):
        check_whole("n", value, 2)
    assert check_whole("n", 3.0, 2) == 3


@pytest.mark.parametrize("value", ["4", None, (1, 2)])
def test_what_is_no_number(value):
    with pytest.raises(ValueError, match=re.escape(f"m={value!r}: expected a number from 1 to 3.14159.")):
        check_range("m", value, 1, math.pi)
    with pytest.raises(ValueError, match=re.escape(f"m={value!r}: expected a whole number, 1 or more.")):
        check_whole("m", value, 1)


def test_so_many_numbers():
    assert are_numbers((1, 2.5), 2) and are_numbers([1, np.float32(2)], 2)
    assert not any(are_numbers(values, 2) for values in (1, "12", (1, 2, 3), ("1", "2"), None))


def test_a_list_of_labels_and_no_labels_at_all():
    assert check_labels([0, 1], ops.zeros((2, 4)), n_people=2).numpy().tolist() == [0, 1]
    with pytest.raises(ValueError, match="no images in the batch"):
        check_labels(np.zeros(0, int), ops.zeros((0, 4)), n_people=2)


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64"])
def test_labels_of_any_integer_type(dtype):
    labels = check_labels(np.array([0, 2], dtype), ops.zeros((2, 4)), n_people=3)
    assert labels.dtype == "int32" and labels.numpy().tolist() == [0, 2]


def test_in_a_compiled_step_the_numbers_are_not_known_yet():
    tensorflow = pytest.importorskip("tensorflow")
    checked = tensorflow.function(lambda labels: check_labels(labels, ops.zeros((2, 4)), n_people=3))
    assert checked(tensorflow.constant([0, 9])).numpy().tolist() == [0, 9]
