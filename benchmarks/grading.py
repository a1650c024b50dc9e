"""Grade many generated submissions: overhead, gain of a second worker, and the grader killed again and again."""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat

from benchmarks.grader_memory import PeakMemory
from benchmarks.measure import console
from facelab.instructor.release.build import build_release
from facelab.instructor.release.settings import ReleaseSettings
from tests.instructor.sample_course import COURSE, START, find_notebook

TIMED = 60  # submissions: enough that starting the workers does not count
ANSWER = "from facelab.exercises import check\ndef accept(distances, threshold):\n    return distances {} threshold"


def main() -> None:
    if not shutil.which("bwrap"):
        console.print("bubblewrap is not on this machine: nothing to measure.")
        return
    with tempfile.TemporaryDirectory() as folder:
        course = Path(folder) / "course"
        _make_course(course, TIMED)
        bare = _time_bare_run(course)
        one, two = (_time_grading(course, workers) for workers in (1, 2))
        console.print(
            f"the notebook itself: {bare:.1f} s; graded, one worker: {one / TIMED:.1f} s each, two: {two / TIMED:.1f} s"
        )
        console.print(
            f"overhead {one / TIMED - bare:.1f} s a submission; two workers {one / two:.2f} times as fast as one"
        )
    n, kills = (int(text) for text in os.environ.get("FACELAB_SUBMISSIONS", "1000 20").split())
    with tempfile.TemporaryDirectory() as folder:
        _kill_and_resume(Path(folder) / "course", n, kills)


def _make_course(course: Path, n: int) -> None:
    """Release one short notebook, and hand it in n times; every third answer is wrong."""
    build_release(COURSE, course / "release", [find_notebook(START)], ReleaseSettings())
    path = find_notebook(START, course / "release")
    notebook = nbformat.read(path, as_version=4)
    notebook.cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata and _is_short(cell)]
    nbformat.write(notebook, path)
    for number in range(n):
        notebook.cells[0].source = ANSWER.format("<=" if number % 3 else "<") + f"\n# {number}"
        place = course / "submitted" / f"student-{number:04}" / START
        place.mkdir(parents=True)
        nbformat.write(notebook, place / path.name)


def _is_short(cell) -> bool:
    return cell.metadata.nbgrader.grade_id in ("accept", "accept-check")


def _time_bare_run(course: Path) -> float:
    """Run one of the notebooks without the grader, but with its kernel."""
    notebook = next((course / "submitted").rglob("*.ipynb"))
    command = [sys.executable, "-m", "facelab", "run", str(notebook), "--build", str(course / "build")]
    start = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True)
    return time.perf_counter() - start


def _command(course: Path, workers: int) -> list[str]:
    return [sys.executable, "-m", "facelab", "grade", "run", str(course), "--workers", str(workers)]


def _time_grading(course: Path, workers: int) -> float:
    shutil.rmtree(course / ".facelab", ignore_errors=True)
    start = time.perf_counter()
    subprocess.run(_command(course, workers), capture_output=True, check=True)
    return time.perf_counter() - start


def _kill_and_resume(course: Path, n: int, kills: int) -> None:
    _make_course(course, n)
    rng = random.Random(0)
    start, killed, peaks = time.perf_counter(), 0, []
    for seconds in [rng.uniform(3, 1.6 * n / (kills + 1)) for _ in range(kills)] + [None]:
        process = subprocess.Popen(_command(course, 2), stdout=subprocess.DEVNULL, start_new_session=True)
        with PeakMemory(process.pid) as peak:
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                killed += 1
        peaks.append((peak.grader, peak.workers))
    results = list((course / ".facelab" / "results").rglob("*.json"))
    lines = (course / "grades.csv").read_text().splitlines()[1:]
    right = sum(line.split(",")[3] == "1" for line in lines)
    minutes = (time.perf_counter() - start) / 60
    console.print(
        f"{n:,} submissions, the grader killed {killed} times: {len(results):,} results, {len(lines):,} in the table, "
        f"{right:,} right of {n - (n + 2) // 3:,}; {minutes:.0f} minutes; "
        f"peak memory: grader {max(peak[0] for peak in peaks):.0f} MiB, "
        f"largest worker {max(peak[1] for peak in peaks):.0f} MiB"
    )


if __name__ == "__main__":
    main()
