"""Watch over the memory that a run uses with all its processes, also where no control groups can be had."""

import contextlib
import os
from collections.abc import Callable

import psutil

from facelab.instructor.execution.sandbox import MIB, Limits

CHANNELS, CHANNEL_BYTES = 400, 2 * MIB  # a kernel and its driver have some 80 sockets and pipes; one may hold 2 MiB


def memory_watch(limits: Limits) -> Callable[[int], str]:
    """Make a check of the memory that a run uses with all its processes.

    Parameters
    ----------
    limits : Limits

    Returns
    -------
    callable
        From the process id to a sentence, empty while the limit holds.
    """

    def check(pid: int) -> str:
        try:
            family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            return ""
        used = sum(_resident(process) for process in family) + _in_memory_files(family)
        if used > limits.memory * MIB:  # looked at more closely: what processes share counts once
            used = sum(_proportional(process) for process in family) + _in_memory_files(family)
        return f"it used more than {limits.memory / 1024:g} GiB of memory" if used > limits.memory * MIB else ""

    return check


def _in_memory_files(family: list[psutil.Process]) -> int:
    """Sum up what is part of no process: files without a name, and what may wait in many sockets and pipes."""
    sizes, channels = {}, 0
    for process in family:
        with contextlib.suppress(OSError):
            for entry in os.scandir(f"/proc/{process.pid}/fd"):
                with contextlib.suppress(OSError):
                    target = os.readlink(entry.path)
                    channels += target.startswith(("socket:", "pipe:"))
                    if target.startswith("/memfd:"):
                        found = os.stat(entry.path)
                        sizes[found.st_ino] = found.st_blocks * 512
    return sum(sizes.values()) + max(0, channels - CHANNELS) * CHANNEL_BYTES


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:  # it has ended, or is not ours to look into
        return _resident(process)


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:  # it has ended, or is not ours
        return 0
