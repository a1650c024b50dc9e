"""Call a student's function so that it can neither hang nor end the notebook."""

import ctypes
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

SECONDS_PER_CASE = 10
PACKAGE = str(Path(__file__).parents[1])
THIS_FILE = str(Path(__file__))
PLAIN_TYPES = np.ndarray, np.generic, bool, int, float, complex, str, type(None)


class CallResult(NamedTuple):
    """What a function returned or raised (TimeoutError if it was too slow), and which facelab functions it called."""

    value: Any
    error: BaseException | None
    facelab_calls: tuple[str, ...]  # in the order of their first call


def call_with_limit(function: Callable, arguments: tuple, seconds: float) -> CallResult:
    """Call a function in a thread of its own, and leave it behind if it does not end.

    Only Python can be stopped: a loop inside C, as in `sum(range(10**12))`, keeps the whole kernel until it ends.
    """
    value: Any = None
    raised: BaseException | None = None
    facelab_calls: dict[str, None] = {}

    def record_call(frame, event, _) -> None:
        path = frame.f_code.co_filename
        if event == "call" and path.startswith(PACKAGE) and path != THIS_FILE:
            facelab_calls[frame.f_code.co_qualname] = None

    def work() -> None:
        nonlocal value, raised
        sys.setprofile(record_call)
        try:
            value = _to_array(function(*arguments))
        except BaseException as error:  # a student's SystemExit or KeyboardInterrupt is an answer too
            raised = error
        finally:
            sys.setprofile(None)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _ask_to_stop(thread)
        return CallResult(None, TimeoutError(f"it did not end within {seconds:.0f} seconds"), tuple(facelab_calls))
    return CallResult(value, raised, tuple(facelab_calls))


def _ask_to_stop(thread: threading.Thread) -> None:
    """Raise SystemExit in a thread at its next line of Python: an endless loop ends, unless it catches even that."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(SystemExit))


def _to_array(value: Any) -> Any:
    """Turn tensors and other objects that hold an array into that array, while the clock still runs."""
    if isinstance(value, tuple | list):
        return type(value)(map(_to_array, value)) if type(value) in (tuple, list) else value
    if isinstance(value, PLAIN_TYPES):
        return value
    try:
        array = np.asarray(value)
    except Exception:  # it holds no array
        return value
    return value if array.dtype.kind == "O" else array
