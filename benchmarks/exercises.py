"""How long students wait for a check, and instructors for a release of the whole course."""

import contextlib
import io
import tempfile
import time
from pathlib import Path

from benchmarks.measure import console
from facelab.course import course_folder
from facelab.exercises import check
from facelab.exercises.checking import EXERCISES
from facelab.instructor.answers import GRADED
from facelab.instructor.release.build import build_release
from facelab.instructor.release.pack import zip_release
from facelab.instructor.release.settings import ReleaseSettings


def main() -> None:
    seconds = {exercise.id: _check(exercise) for exercise in [*EXERCISES.values(), *GRADED.values()]}
    slowest = max(seconds, key=lambda name: seconds[name])
    console.print(f"check, {len(seconds)} exercises: the slowest, {slowest}, takes {seconds[slowest]:.3f} s")
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        files = build_release(
            course_folder(),
            Path(folder) / "course",
            (course_folder() / "notebooks").rglob("[!.]*.ipynb"),
            ReleaseSettings(),
        )
        zip_release(Path(folder) / "course")
    console.print(f"release of the whole course, packed, {len(files)} files: {time.perf_counter() - start:.1f} s")


def _check(exercise) -> float:
    start = time.perf_counter()
    with contextlib.redirect_stdout(io.StringIO()):
        check(exercise.id, exercise.reference)
    return time.perf_counter() - start
