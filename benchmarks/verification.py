"""The verification curve of 20 million distances beside scikit-learn's roc_curve: seconds and peak memory."""

import sys
import time

import numpy as np
from rich.table import Table
from sklearn.metrics import roc_curve

from benchmarks.measure import console, in_own_process, peak_memory
from facelab.verification import verification_curve

N_PAIRS = 20_000_000


def run_once(way: str, dtype: str) -> None:
    """Print the seconds, the peak memory of the whole process, and what the call added to it (MiB)."""
    rng = np.random.default_rng(0)
    same = rng.random(N_PAIRS, dtype=np.float32) < 0.1
    distances = rng.standard_normal(N_PAIRS, dtype=np.float32).astype(dtype) - same
    before = peak_memory()
    start = time.perf_counter()
    if way == "facelab":
        verification_curve(distances, same)
    else:
        roc_curve(same, -distances)
    print(time.perf_counter() - start, peak_memory(), peak_memory() - before)


def main() -> None:
    table = Table(
        "",
        "median s",
        "min – max s",
        "peak MiB",
        "added MiB",
        title="20 million distances, each run in its own process",
    )
    for dtype in ("float32", "float64"):
        runs: dict[str, list[list[float]]] = {"facelab": [], "scikit-learn": []}
        for _ in range(5):
            for way, results in runs.items():
                results.append(in_own_process("benchmarks.verification", way, dtype))
        for way, results in runs.items():
            seconds, peak, added = np.array(results).T
            spread = f"{seconds.min():.2f} – {seconds.max():.2f}"
            row = f"{np.median(seconds):.2f}", spread, f"{np.median(peak):,.0f}", f"{np.median(added):,.0f}"
            table.add_row(f"{way}, {dtype}", *row)
    console.print(table)


if __name__ == "__main__":
    run_once(*sys.argv[1:])
