import math

import numpy as np
import pytest
from keras import ops

from facelab.losses.settings import check_labels, check_range, check_whole


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


@pytest.mark.parametrize("dtype", ["int8", "uint8", "int64"])
def test_labels_of_any_integer_type(dtype):
    labels = check_labels(np.array([0, 2], dtype), ops.zeros((2, 4)), n_people=3)
    assert labels.dtype == "int32" and labels.numpy().tolist() == [0, 2]


def test_in_a_compiled_step_the_numbers_are_not_known_yet():
    tensorflow = pytest.importorskip("tensorflow")
    checked = tensorflow.function(lambda labels: check_labels(labels, ops.zeros((2, 4)), n_people=3))
    assert checked(tensorflow.constant([0, 9])).numpy().tolist() == [0, 9]
