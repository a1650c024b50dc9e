"""Watch the peak memory of the grader and its workers, without the sandboxes that they start."""

import contextlib
import threading
from pathlib import Path

import psutil

MIB = 2**20


class PeakMemory:
    """Watch a process and what it starts, and stop at sandboxes: what is behind them is not trusted.

    Linux keeps each process's own peak (VmHWM), so that nothing between two looks is missed but the last moments.
    """

    def __init__(self, pid: int):
        self.pid = pid
        self.peaks: dict[int, float] = {}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "PeakMemory":
        self.thread.start()
        return self

    def __exit__(self, *_) -> None:
        self.ended.set()
        self.thread.join()

    @property
    def grader(self) -> float:
        """MiB of the process itself."""
        return self.peaks.get(self.pid, 0.0)

    @property
    def workers(self) -> float:
        """MiB of the largest of the others."""
        return max((peak for pid, peak in self.peaks.items() if pid != self.pid), default=0.0)

    def _watch(self) -> None:
        while not self.ended.wait(0.2):
            with contextlib.suppress(psutil.Error):
                self._look(psutil.Process(self.pid))

    def _look(self, process: psutil.Process) -> None:
        if process.name() == "bwrap":
            return
        with contextlib.suppress(OSError, IndexError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            self.peaks[process.pid] = int(status.split("VmHWM:")[1].split()[0]) / 1024
        for child in process.children():
            with contextlib.suppress(psutil.Error):
                self._look(child)
