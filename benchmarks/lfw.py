"""The LFW protocol with dlib's network, from images to figures: seconds and peak memory, cold and cached."""

import sys
import tempfile
from pathlib import Path

from rich.table import Table

from benchmarks.measure import console, in_own_process, peak_memory
from facelab.datasets import find_lfw
from facelab.evaluation import evaluate_lfw
from facelab.zoo import pretrained


def run_once(cache: str) -> None:
    """Print seconds, peak memory (MiB), and on view 2 the accuracy and its standard error."""
    report = evaluate_lfw(pretrained("dlib-resnet"), cache=Path(cache))
    print(report.seconds, peak_memory(), report.accuracy.mean, report.accuracy.standard_error)


def main() -> None:
    if not find_lfw():
        console.print("LFW is not on this machine: nothing to measure; see data/README.md.")
        return
    table = Table("", "seconds", "peak MiB", "accuracy ± standard error", title="LFW, view 2: 7,701 images")
    with tempfile.TemporaryDirectory() as cache:
        for name in ("nothing cached", "all embeddings cached"):
            seconds, peak, mean, error = in_own_process("benchmarks.lfw", cache)
            table.add_row(name, f"{seconds:.1f}", f"{peak:,.0f}", f"{mean:.2%} ± {error:.2%}")
    console.print(table)


if __name__ == "__main__":
    run_once(*sys.argv[1:])
