"""Run a submission in a process of its own, feed it inputs, and take in what comes out: all of it a stranger's."""

import base64
import contextlib
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

import numpy as np

from facelab.submission.feeder import Feeder, Round
from facelab.submission.untrusted_json import as_text, load_json
from facelab.submission.values import from_bytes

OnCell = Callable[[int, int, str], None]
MINUTES = 50
MAX_LINE, MAX_TOTAL = 100 * 2**20, 256 * 2**20  # bytes of one report, and of all
GRACE = 30  # seconds for the driver itself
POLL = 0.1
MAX_NOTEBOOK = 20 * 2**20  # letters
MAX_NAME, MAX_TEXT = 200, 2000
WHILE_TRIED = {  # what went wrong then is told in our words: a stranger's may hold what was fed
    "error": "it failed while its answers were tried",
    "time": "the minutes were over while its answers were tried",
    "death": "the kernel died while its answers were tried, perhaps for want of memory",
}


@dataclass
class Run:
    """How a submission's run went.

    Parameters
    ----------
    seconds : float
    cause : str
        Why it failed: error, time, memory, death, output, file, or other; empty if it did not.
    failure : str
        In a sentence.
    values : dict of str to ndarray
        What came out, by name.
    problems : dict of str to str
        What kept a value from coming out, by name.
    notebook : str
        As it was executed.
    files : list of str
        What lay beside it in the end.
    copied_from : str
        Which network of the course its weights are, or come from, if that network has seen the people who judge.
    """

    seconds: float = 0.0
    cause: str = ""
    failure: str = ""
    values: dict[str, np.ndarray] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    notebook: str = ""
    files: list[str] = field(default_factory=list)
    copied_from: str = ""


def run_driver(
    command: Sequence[str],
    environment: Mapping[str, str],
    rounds: Sequence[Round],
    minutes: float,
    on_cell: OnCell = lambda *_: None,
    check_limits: Callable[[int], str] = lambda pid: "",
) -> Run:
    """Run the driver of a submission until it is done, or over a limit.

    Parameters
    ----------
    command : sequence of str
        That starts the driver.
    environment : mapping
    rounds : sequence of Round
        Fed after the notebook's last cell, one after the other, as the driver asks for them. What comes out in another
        round than its own is dropped.
    minutes : float
        Time limit for the notebook and for taking values out of it.
    on_cell : callable
        Told the number of each cell that starts, how many there are, and its first line.
    check_limits : callable
        From the process id to a sentence about the limit that is broken, ten times a second.

    Returns
    -------
    Run
    """
    run, start = Run(), time.monotonic()
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=dict(environment),
        start_new_session=True,
    )
    reports: queue.Queue[dict | None] = queue.Queue(maxsize=100)
    over = threading.Event()
    threading.Thread(target=_read, args=(process.stdout, reports, over), daemon=True).start()
    assert process.stdin and process.stdout  # pipes, as asked for
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
                        _take_end(run, report["done"], fed=feeder.has_begun)
                        break
                    else:
                        _take(run, report, feeder, on_cell)
    finally:
        over.set()
        feeder.end()
        _end(process)
    run.seconds = time.monotonic() - start
    return run


def _read(stream: BinaryIO, reports: queue.Queue, over: threading.Event) -> None:
    """Put reports into the queue, then None; a stranger who goes on and on keeps no thread of ours."""
    total = 0
    while not over.is_set() and (line := stream.readline(MAX_LINE)):
        total += len(line)
        try:
            report = load_json(line) if total <= MAX_TOTAL else None
        except ValueError:
            report = None
        if not isinstance(report, dict):
            break
        _put(report, reports, over)
        del report  # before the next one is read: each may be large
    _put(None, reports, over)


def _put(report: dict | None, reports: queue.Queue, over: threading.Event) -> None:
    while not over.is_set():
        with contextlib.suppress(queue.Full):
            reports.put(report, timeout=POLL)
            return


def _take(run: Run, report: dict, feeder: Feeder, on_cell: OnCell) -> None:
    match report:
        case {"cell": [int(number), int(total), str(line)]}:
            on_cell(number, total, as_text(line))
        case {"feed": True}:
            feeder.feed()
        case {"name": str(name)} if name not in feeder.wanted or name in run.values or name in run.problems:
            pass
        case {"name": str(name), "npy": str(packed)}:
            try:
                run.values[name] = from_bytes(base64.b64decode(packed))
            except ValueError as error:
                run.problems[name] = str(error)
        case {"name": str(name), "problem": str(problem)}:
            run.problems[name] = as_text(problem[:MAX_TEXT])
        case {"notebook": str(notebook)} if len(notebook) <= MAX_NOTEBOOK:
            run.notebook = as_text(notebook)
        case {"files": [*names]}:
            run.files = [as_text(name[:MAX_NAME]) for name in names[:MAX_NAME] if isinstance(name, str)]


def _take_end(run: Run, done: Any, fed: bool) -> None:
    match done:
        case {"cause": str(cause)} if fed and cause:
            run.cause, run.failure = cause[:MAX_NAME], WHILE_TRIED.get(cause, WHILE_TRIED["error"])
        case {"failure": str(failure), "cause": str(cause)}:
            run.cause, run.failure = cause[:MAX_NAME], as_text(failure[:MAX_TEXT])
        case _:
            run.cause, run.failure = "other", "its last report makes no sense"


def _end(process: subprocess.Popen) -> None:
    with contextlib.suppress(ProcessLookupError, PermissionError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        with contextlib.suppress(OSError):
            stream and stream.close()
