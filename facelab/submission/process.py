"""Run a submission in a process of its own, feed it inputs, and take in its reports, all of which are untrusted."""

import base64
import contextlib
import os
import queue
import signal
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from subprocess import DEVNULL, PIPE, Popen
from typing import Any, BinaryIO

import numpy as np

from facelab.submission.feeder import Feeder, Round
from facelab.submission.untrusted_json import escape_surrogates, load_json
from facelab.submission.values import from_bytes

OnCell = Callable[[int, int, str], None]  # called with a starting cell's number, the number of cells, its first line
MINUTES = 50
MAX_LINE, MAX_TOTAL = 100 * 2**20, 256 * 2**20  # bytes of one report, and of all
GRACE = 30  # seconds for the driver itself
POLL = 0.1  # seconds
MAX_NOTEBOOK = 20 * 2**20  # characters
MAX_NAME, MAX_TEXT = 200, 2000  # characters
FAILURES_WHILE_TRIED = {  # in our words: untrusted ones may hold what was fed
    "error": "it failed while its answers were tried",
    "time": "the minutes were over while its answers were tried",
    "death": "the kernel died while its answers were tried, perhaps because it ran out of memory",
}


@dataclass
class Run:
    """How a submission's run went: values by name, and by name what kept a value from coming out."""

    seconds: float = 0.0
    cause: str = ""  # of a failure: error, time, memory, death, output, file, or other
    failure: str = ""  # in a sentence
    values: dict[str, np.ndarray] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notebook: str = ""  # as it was executed
    files: list[str] = field(default_factory=list)  # names of those beside it in the end
    copied_from: str = ""  # network of the course that its weights are or come from, if it saw the people who judge


def run_driver(
    command: Sequence[str],
    environment: Mapping[str, str],
    rounds: Sequence[Round],
    minutes: float,
    on_cell: OnCell = lambda *_: None,
    check_limits: Callable[[int], str | None] = lambda pid: None,
) -> Run:
    """Run the driver of a submission until it is done, or over a limit.

    It is fed one round after the other, as it asks for them; what comes out in another round than its own is dropped.
    `check_limits` gets the process id, ten times a second, and returns a sentence about a broken limit, or None.
    """
    run, start = Run(), time.monotonic()
    process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env=dict(environment), start_new_session=True)
    assert process.stdin and process.stdout  # pipes, as asked for
    reports: queue.Queue[dict | None] = queue.Queue(maxsize=100)
    is_over = threading.Event()
    threading.Thread(target=_read_reports, args=(process.stdout, reports, is_over), daemon=True).start()
    feeder = Feeder(rounds, process.stdin)
    try:
        while not run.cause:
            if time.monotonic() - start > 60 * minutes + GRACE:
                run.cause, run.failure = "time", f"it did not end within {minutes:g} minutes"
            elif broken := check_limits(process.pid):
                run.cause, run.failure = "memory", broken
            else:
                with contextlib.suppress(queue.Empty):
                    report = reports.get(timeout=POLL)
                    if report is None:
                        run.cause, run.failure = "death", "it ended before its values were taken out"
                    elif "done" in report:
                        _take_outcome(run, report["done"], feeder)
                        break
                    else:
                        _take_report(run, report, feeder, on_cell)
    finally:
        is_over.set()
        feeder.stop()
        _kill(process)
    run.seconds = time.monotonic() - start
    return run


def _read_reports(stream: BinaryIO, reports: queue.Queue, is_over: threading.Event) -> None:
    """Put reports into the queue, then None; a process that goes on and on keeps no thread of ours."""
    total = 0
    while not is_over.is_set() and (line := stream.readline(MAX_LINE)):
        total += len(line)
        try:
            report = load_json(line) if total <= MAX_TOTAL else None
        except ValueError:
            report = None
        if not isinstance(report, dict):
            break
        _put(report, reports, is_over)
        del report  # before the next one is read: each may be large
    _put(None, reports, is_over)


def _put(report: dict | None, reports: queue.Queue, is_over: threading.Event) -> None:
    while not is_over.is_set():
        with contextlib.suppress(queue.Full):
            reports.put(report, timeout=POLL)
            return


def _take_report(run: Run, report: dict, feeder: Feeder, on_cell: OnCell) -> None:
    match report:
        case {"cell": [int(number), int(total), str(line)]}:
            on_cell(number, total, escape_surrogates(line))
        case {"feed": True}:
            feeder.feed_next()
        case {"name": str(name)} if name not in feeder.expected_names or name in run.values or name in run.problems:
            pass
        case {"name": str(name), "npy": str(packed)}:
            try:
                run.values[name] = from_bytes(base64.b64decode(packed))
            except ValueError as error:
                run.problems[name] = str(error)
        case {"name": str(name), "problem": str(problem)}:
            run.problems[name] = escape_surrogates(problem[:MAX_TEXT])
        case {"notebook": str(notebook)} if len(notebook) <= MAX_NOTEBOOK:
            run.notebook = escape_surrogates(notebook)
        case {"files": [*names]}:
            run.files = [escape_surrogates(name[:MAX_NAME]) for name in names[:MAX_NAME] if isinstance(name, str)]


def _take_outcome(run: Run, outcome: Any, feeder: Feeder) -> None:
    match outcome:
        case {"cause": str(cause)} if feeder.has_started and cause:
            run.cause = cause[:MAX_NAME]
            run.failure = FAILURES_WHILE_TRIED.get(cause, FAILURES_WHILE_TRIED["error"])
        case {"failure": str(failure), "cause": str(cause)}:
            run.cause, run.failure = cause[:MAX_NAME], escape_surrogates(failure[:MAX_TEXT])
        case _:
            run.cause, run.failure = "other", "its last report makes no sense"


def _kill(process: Popen) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            stream and stream.close()
