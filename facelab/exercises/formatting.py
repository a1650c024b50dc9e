"""Write values so that a student can read them."""

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

MAX_CHARACTERS = 300


def format_value(value: Any) -> str:
    """Write a value out, arrays shortened."""
    try:
        with np.printoptions(precision=4, threshold=20, edgeitems=2, suppress=True):
            text = repr(value)
    except BaseException:  # a student's class may not be able to show itself
        text = f"an object of type {type(value).__name__}"
    return text if len(text) <= MAX_CHARACTERS else f"{text[:MAX_CHARACTERS]} …"


def argument_names(function: Callable) -> list[str]:
    """List the names of a function's arguments."""
    return list(inspect.signature(function).parameters)
