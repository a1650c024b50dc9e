"""The LFW protocol with the pretrained networks, from images to figures: seconds, memory, cold and cached."""

import sys
import tempfile
from pathlib import Path

from rich.table import Table
from sklearn.pipeline import Pipeline, make_pipeline

from benchmarks.measure import console, in_own_process, peak_memory
from facelab.alignment import FaceAligner
from facelab.datasets import find_lfw
from facelab.embedding import KerasEmbedder
from facelab.evaluation import evaluate_lfw
from facelab.networks import dlib_resnet
from facelab.zoo import pretrained


def dlib_after_yunet() -> Pipeline:
    """Embed photographs by dlib's network, whose faces YuNet finds."""
    aligner = FaceAligner("yunet", upsample=1, on_missing="center")
    return make_pipeline(aligner, KerasEmbedder(dlib_resnet(), mirror=True))


EMBEDDERS = {
    "dlib-resnet": lambda: pretrained("dlib-resnet"),
    "dlib after YuNet": dlib_after_yunet,
    "sface": lambda: pretrained("sface"),
    "dlib+sface": lambda: pretrained("dlib+sface"),
}


def run_once(name: str, cache: str) -> None:
    """Print seconds, peak memory (MiB), and on view 2 accuracy, its standard error, and VAL at a FAR of 0.001."""
    report = evaluate_lfw(EMBEDDERS[name](), cache=Path(cache))
    figures = report.accuracy.mean, report.accuracy.standard_error, report.val.mean
    print(report.seconds, peak_memory(), *figures)


def main() -> None:
    if not find_lfw():
        console.print("LFW is not on this machine: nothing to measure; see data/README.md.")
        return
    headings = "", "cached", "seconds", "peak MiB", "accuracy ± standard error", "VAL @ FAR 0.001"
    table = Table(*headings, title="LFW, view 2: 7,701 images")
    for name in EMBEDDERS:
        with tempfile.TemporaryDirectory() as cache:
            for cached in ("nothing", "embeddings"):
                seconds, peak, mean, error, val = in_own_process("benchmarks.lfw", name, cache)
                accuracy = f"{mean:.2%} ± {error:.2%}"
                table.add_row(name, cached, f"{seconds:.1f}", f"{peak:,.0f}", accuracy, f"{val:.2%}")
    console.print(table)


if __name__ == "__main__":
    run_once(*sys.argv[1:])
