"""How fast this machine is, in two figures to compare with other machines."""

import time
from collections.abc import Callable
from typing import NamedTuple

TURNS = 2_000_000  # of the loop that is timed
SIDE = 1024  # of the matrices that are multiplied


class Speed(NamedTuple):
    """Seconds for ten million turns of a Python loop, and billions of float32 operations a second on one core."""

    loop_seconds: float
    gflops: float


def measure_speed() -> Speed:
    """Time a loop and a product of matrices, each three times, and keep the fastest; takes about a second."""
    loop = min(_seconds(_loop) for _ in range(3))
    return Speed(10_000_000 / TURNS * loop, _gflops())


def _loop() -> None:
    total = 0
    for number in range(TURNS):
        total += number


def _gflops() -> float:
    import numpy as np
    from threadpoolctl import threadpool_limits

    a = np.ones((SIDE, SIDE), np.float32)
    with threadpool_limits(1):
        seconds = min(_seconds(lambda: a @ a) for _ in range(3))
    return 2 * SIDE**3 / seconds / 1e9


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
