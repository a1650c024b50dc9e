"""How a margin is brought in: from the first step its full size can hold a training up."""

import math

from keras import ops

from facelab.losses.settings import are_numbers, check_whole


def margin_share(step, annealing: tuple[float, float, float] | None, warm_up: int):
    """Return how much of a margin counts at this step, from 0 to 1."""
    if annealing is not None:
        start, lowest, rate = annealing
        return 1 / (1 + ops.maximum(lowest, start / (1 + rate * step)))
    return ops.minimum(step / warm_up, 1) if warm_up else 1.0


def check_schedule(annealing: tuple[float, float, float] | None, warm_up: int) -> None:
    """Refuse schedules that cannot be followed."""
    check_whole("warm_up", warm_up, 0)
    if annealing is None:
        return
    if warm_up:
        raise ValueError("annealing and warm_up both bring the margin in; choose one of them.")
    if not are_numbers(annealing, 3) or not all(0 <= value < math.inf for value in annealing):
        raise ValueError(f"annealing={annealing}: expected λ at the start, its lowest value, and its rate, 0 or more.")
