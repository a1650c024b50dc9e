"""Time two ways of doing one thing, in turn, and print the ratio."""

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

console = Console(width=110)


def time_in_turn(ways: dict[str, Callable[[], object]], repeats: int) -> dict[str, np.ndarray]:
    """Time each way once to warm up and then `repeats` times, A B A B …: seconds, shape (repeats,)."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for round_number in range(repeats + 1):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            if round_number:
                seconds[name].append(time.perf_counter() - start)
    return {name: np.array(values) for name, values in seconds.items()}


def print_times(title: str, seconds: dict[str, np.ndarray], images: int | None = None) -> None:
    """Print median and spread of each way, and how many times faster the first one is, pair by pair."""
    table = Table(
        "", "median s", "min – max s", *(["images/s"] if images else []), "slower than the first", title=title
    )
    first = next(iter(seconds.values()))
    for name, values in seconds.items():
        rate = [f"{images / np.median(values):,.0f}"] if images else []
        ratio = values / first
        spread = f"{np.median(ratio):.3g} × ({ratio.min():.3g} – {ratio.max():.3g})" if values is not first else ""
        table.add_row(name, f"{np.median(values):.3f}", f"{values.min():.3f} – {values.max():.3f}", *rate, spread)
    console.print(table)


def in_own_process(module: str, *arguments: str) -> list[float]:
    """Run `python -m module arguments` and read the numbers on its last line."""
    result = subprocess.run([sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"{module} {' '.join(arguments)} failed:\n{result.stderr}")
    return [float(number) for number in result.stdout.split()]


def peak_memory() -> float:
    """Read the peak memory of this process so far, in MiB."""
    status = Path("/proc/self/status")  # on Linux, ru_maxrss starts at the peak of the process that started this one
    if status.exists():
        return int(status.read_text().split("VmHWM:")[1].split()[0]) / 1024
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 1024
