"""Grade a class in which every second submission is hostile: states, honest points, and memory of the grader."""

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.grader_memory import PeakMemory
from benchmarks.measure import console
from facelab.instructor.release.build import build_release
from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.scoring.result import Result, State, read_result
from tests.instructor.hostile import submissions as corpus
from tests.instructor.sample_course import COURSE, START, VERIFIER, find_notebook

POLICY = "minutes = 0.25\nmemory = 1\n"


def main() -> None:
    if not shutil.which("bwrap"):
        console.print("bubblewrap is not on this machine: nothing to measure.")
        return
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder)
        expected = _make_class(course)
        command = [sys.executable, "-m", "facelab", "grade", "run", str(course), "--workers", "2"]
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        with PeakMemory(process.pid) as peak:
            if process.wait():
                raise RuntimeError("the grader failed")
        minutes = (time.perf_counter() - start) / 60
        results = [read_result(path) for path in (course / ".facelab" / "results").rglob("*.json")]
        _report({each.student: each for each in results if each}, expected, minutes, peak)


def _make_class(course: Path) -> dict[str, tuple[str, ...]]:
    """Write every hostile submission, and an honest one after each; return the states they may end in."""
    build_release(COURSE, course / "release", [find_notebook(START), find_notebook(VERIFIER)], ReleaseSettings())
    (course / "policy.toml").write_text(POLICY)
    honest = corpus.cells_of(corpus.HONEST)
    expected: dict[str, tuple[str, ...]] = {}

    def place(assignment: str, *states: str) -> Path:
        name = f"{len(expected):03}-{'honest' if states == () else 'hostile'}"
        expected[name] = states
        folder = course / "submitted" / name / assignment
        folder.mkdir(parents=True)
        return folder / f"{assignment}.ipynb"

    for item in corpus.HOSTILE:
        corpus.write_notebook(place(START, *item.states), corpus.cells_of(item.answers or corpus.HONEST, item.cell))
        corpus.write_notebook(place(START), honest)
    for item in corpus.HARMLESS:
        corpus.write_notebook(place(START, State.GRADED), corpus.cells_of(corpus.HONEST, item.cell))
        corpus.write_notebook(place(START), honest)
    for item in corpus.VERIFIERS:
        path = corpus.write_notebook(place(VERIFIER, *item.states), corpus.cells_of({"embed": item.cell}))
        shutil.copy(COURSE / "weights" / "orl-softmax-0.hdf5", path.with_name("para_Eve_Mallory.hdf5"))
        corpus.write_notebook(place(START), honest)
    for item in corpus.ODD_FILES:
        item.write(place(START, State.INVALID, State.REVIEW))
        corpus.write_notebook(place(START), honest)
    for item in corpus.REPAIRED:
        corpus.write_notebook(place(START, State.GRADED), item.change(honest), item.metadata)
        corpus.write_notebook(place(START), honest)
    return expected


def _report(results: dict[str, Result], expected: dict[str, tuple[str, ...]], minutes: float, peak: PeakMemory) -> None:
    hostile = {name: states for name, states in expected.items() if states}
    honest = [name for name, states in expected.items() if not states]
    as_expected = [name for name, states in hostile.items() if name in results and results[name].state in states]
    first = results[honest[0]].compared
    same = [name for name in honest if results[name].state == State.GRADED and results[name].compared == first]
    right = all(each.right == each.cases for each in first.values() if each.cases)
    console.print(
        f"{len(as_expected)} of {len(hostile)} hostile submissions in an expected state; {len(same)} of {len(honest)} "
        f"honest ones, graded between them, alike and {'right' if right else 'WRONG'}; {minutes:.1f} minutes"
    )
    console.print(f"peak memory: grader {peak.grader:.0f} MiB, largest worker {peak.workers:.0f} MiB")
    for name in sorted(set(hostile) - set(as_expected)):
        found = results.get(name)
        console.print(
            f"{name}: {found.state if found else 'lost'}, expected {hostile[name]}: {found and found.sentence}"
        )


if __name__ == "__main__":
    main()
