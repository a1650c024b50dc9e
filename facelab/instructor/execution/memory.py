"""Watch the memory that a run uses with all its processes, also where control groups are not available."""

import contextlib
import os
from collections.abc import Callable

import psutil

from facelab.instructor.execution.sandbox import MIB, Limits

CHANNELS, CHANNEL_BYTES = 400, 2 * MIB  # a kernel and its driver have some 80 sockets and pipes; one may hold 2 MiB


def memory_watch(limits: Limits) -> Callable[[int], str | None]:
    """Make a check of a run, by its process id: it returns a sentence once the memory is too much, until then None."""

    def check(pid: int) -> str | None:
        try:
            processes = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
        except psutil.NoSuchProcess:
            return None
        outside = _memory_outside(processes)
        used = sum(map(_resident, processes)) + outside
        if used > limits.memory * MIB:  # now measured slowly: memory that processes share counts once
            used = sum(map(_proportional, processes)) + outside
        return f"it used more than {limits.memory / 1024:g} GiB of memory" if used > limits.memory * MIB else None

    return check


def _memory_outside(processes: list[psutil.Process]) -> int:
    """Sum up what belongs to no process: files without a name, and what may wait in many sockets and pipes."""
    sizes, channels = {}, 0
    for process in processes:
        with contextlib.suppress(OSError):
            for entry in os.scandir(f"/proc/{process.pid}/fd"):
                with contextlib.suppress(OSError):
                    target = os.readlink(entry.path)
                    channels += target.startswith(("socket:", "pipe:"))
                    if target.startswith("/memfd:"):
                        status = os.stat(entry.path)
                        sizes[status.st_ino] = status.st_blocks * 512
    return sum(sizes.values()) + max(0, channels - CHANNELS) * CHANNEL_BYTES


def _proportional(process: psutil.Process) -> int:
    try:
        return process.memory_full_info().pss
    except psutil.Error:  # it has ended, or is not ours to look into
        return _resident(process)


def _resident(process: psutil.Process) -> int:
    try:
        return process.memory_info().rss
    except psutil.Error:
        return 0
