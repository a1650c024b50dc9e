"""Write values so that a student can read them."""

import inspect
import re
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_CHARACTERS = 400
ADDRESS = re.compile(" at 0x[0-9a-fA-F]+")


def format_value(value: Any) -> str:
    """Write a value out, arrays shortened."""
    if inspect.isroutine(value):
        return "a function"
    try:
        with np.printoptions(precision=4, threshold=36, edgeitems=2, suppress=True):
            text = ADDRESS.sub("", repr(_as_written(value)))
    except BaseException:  # a student's class may not be able to show itself
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]} …"


def is_shortened(value: Any) -> bool:
    """Whether `format_value` leaves some of a value out."""
    text = format_value(value)
    return (isinstance(value, np.ndarray) and "..." in text) or text.endswith(" …")


def _as_written(value: Any) -> Any:
    """Turn NumPy's numbers into Python's, and round them, as a person writes them: 12.5, not np.float64(12.5)."""
    if isinstance(value, np.generic):
        value = value.item()
    if type(value) in (tuple, list):
        return type(value)(map(_as_written, value))
    return float(f"{value:.6g}") if type(value) is float else value


def argument_names(function: Callable) -> list[str]:
    """List the names of a function's arguments."""
    return list(inspect.signature(function).parameters)
