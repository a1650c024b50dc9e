"""Call a student's function so that it can neither hang nor end the notebook."""

import ctypes
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

PACKAGE = str(Path(__file__).parents[1])
OURSELVES = str(Path(__file__))
PLAIN = np.ndarray, np.generic, bool, int, float, complex, str, type(None)


class CallResult(NamedTuple):
    """What a call came to.

    Parameters
    ----------
    value : object
        What the function returned.
    error : BaseException or None
        What it raised; TimeoutError if it did not end in time.
    facelab_calls : tuple of str
        Functions of facelab that it called, in the order of their first call.
    """

    value: Any
    error: BaseException | None
    facelab_calls: tuple[str, ...]


def call(function: Callable, arguments: tuple, seconds: float) -> CallResult:
    """Call a function in a thread of its own, and leave it behind if it does not end.

    Only Python can be stopped: a loop inside C, as in `sum(range(10**12))`, keeps the whole kernel until it ends.

    Parameters
    ----------
    function : callable
    arguments : tuple
    seconds : float
        After this long the call has failed. Its thread is asked to stop.

    Returns
    -------
    CallResult

    Examples
    --------
    >>> call(lambda x: x + 1, (1,), seconds=1).value
    2
    >>> call(lambda: 1 / 0, (), seconds=1).error
    ZeroDivisionError('division by zero')
    """
    returned: list[Any] = [None]
    raised: list[BaseException | None] = [None]
    seen: dict[str, None] = {}

    def watch(frame, event, _) -> None:
        place = frame.f_code.co_filename
        if event == "call" and place.startswith(PACKAGE) and place != OURSELVES:
            seen[frame.f_code.co_qualname] = None

    def work() -> None:
        sys.setprofile(watch)
        try:
            returned[0] = _settle(function(*arguments))
        except BaseException as error:  # a student's SystemExit or KeyboardInterrupt is an answer too
            raised[0] = error
        finally:
            sys.setprofile(None)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if thread.is_alive():
        _ask_to_stop(thread)
        return CallResult(None, TimeoutError(f"it did not end within {seconds:.0f} seconds"), tuple(seen))
    return CallResult(returned[0], raised[0], tuple(seen))


def _ask_to_stop(thread: threading.Thread) -> None:
    """Raise SystemExit in a thread at its next line of Python: an endless loop ends, unless it catches even that."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(SystemExit))


def _settle(value: Any) -> Any:
    """Turn tensors and other objects that hold an array into that array, while the clock still runs."""
    if isinstance(value, tuple | list):
        return type(value)(map(_settle, value)) if type(value) in (tuple, list) else value
    if isinstance(value, PLAIN):
        return value
    try:
        array = np.asarray(value)
    except Exception:  # it holds no array
        return value
    return value if array.dtype.kind == "O" else array
