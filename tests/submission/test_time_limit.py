import time

import numpy as np

from facelab.submission.time_limit import call_with_limit


def test_a_value():
    assert call_with_limit(lambda x: x + 1, (1,), seconds=5) == (2, None, ())


def test_an_error():
    result = call_with_limit(lambda: 1 / 0, (), seconds=5)
    assert result.value is None and repr(result.error) == "ZeroDivisionError('division by zero')"


def test_a_call_that_does_not_end():
    def wait():
        while True:
            time.sleep(0.01)

    start = time.perf_counter()
    result = call_with_limit(wait, (), seconds=0.2)
    assert isinstance(result.error, TimeoutError) and time.perf_counter() - start < 5


def test_calls_of_facelab_are_listed():
    from facelab.distances import pair_distances

    result = call_with_limit(lambda a, b: pair_distances(a, b), (np.zeros((1, 2)), np.ones((1, 2))), seconds=60)
    assert result.facelab_calls[0] == "pair_distances"


def test_what_holds_an_array_becomes_an_array():
    class Tensor:
        def __array__(self, dtype=None, copy=None):
            return np.arange(3)

    values = call_with_limit(lambda: (Tensor(), [Tensor()], "text", Tensor), (), seconds=5).value
    assert isinstance(values[0], np.ndarray) and isinstance(values[1][0], np.ndarray) and values[2:] == ("text", Tensor)
