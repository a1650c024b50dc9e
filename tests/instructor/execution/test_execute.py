import subprocess
from dataclasses import replace
from types import SimpleNamespace

import h5py
import pytest

from facelab.instructor.execution import execute
from facelab.instructor.execution.bundle import make_bundle, unpack_bundle
from facelab.instructor.execution.execute import Job, own_cores
from tests.instructor.sample_course import COURSE, make_release
from tests.needs_sandbox import needs_sandbox

COPIED, FAIR = (COURSE / "weights" / f"orl-triplet-{fold}.hdf5" for fold in (1, 0))
ways = pytest.mark.parametrize("unsafe", [pytest.param(False, marks=needs_sandbox), True], ids=["sandbox", "unsafe"])
LOOK = """
import importlib, os
found = [folder for folder, _, names in os.walk("/") if any("copied_weights" in name for name in names)]
for name in ("facelab.instructor", "facelab.instructor.execution.copied_weights", "copied_weights"):
    try:
        found.append(importlib.import_module(name))
    except ModuleNotFoundError:
        pass
print(os.path.isfile("/course/facelab/submission/driver.py"), found)
"""


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    return unpack_bundle(make_bundle(make_release(tmp_path_factory.mktemp("course") / "release")))


def copied_from(path, unpacked, unsafe, mask_orl=True):
    return execute._check_weights(path, unpacked, SimpleNamespace(unsafe=unsafe, mask_orl=mask_orl))


@ways
def test_a_copied_and_a_fair_file(unpacked, unsafe):
    assert copied_from(COPIED, unpacked, unsafe) == "orl-triplet-1"
    assert copied_from(COPIED, unpacked, unsafe, mask_orl=False) == ""
    assert copied_from(FAIR, unpacked, unsafe) == ""


@ways
def test_a_hostile_and_a_missing_file(unpacked, unsafe, tmp_path):
    folder = tmp_path / "job"
    folder.mkdir()
    with h5py.File(folder / "hostile.hdf5", "w") as file:
        file.create_dataset("a", (10,), "u1", external=[("/etc/passwd", 0, 10)])
    with pytest.raises(ValueError, match=r"hostile\.hdf5: '/a' keeps its data in another file"):
        copied_from(folder / "hostile.hdf5", unpacked, unsafe)
    with pytest.raises(ValueError, match=r"missing\.hdf5 is not a plain file"):
        copied_from(folder / "missing.hdf5", unpacked, unsafe)


@needs_sandbox
def test_a_notebook_runs_without_the_copy_detector_in_sight(unpacked, tmp_path):
    job = Job("a.ipynb", "", None, {}, {}, mask_orl=True)
    command, environment = execute._driver(tmp_path, unpacked, replace(job, limits=replace(job.limits, memory=1024)))
    module = command.index("-m")
    command[module:] = ["-c", LOOK]
    found = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=True)
    assert found.stdout == "True []\n"


def test_cores_are_shared_out(monkeypatch):
    assert own_cores(2) == (), "outside of a worker, all"
    monkeypatch.setattr(execute, "get_worker", lambda: SimpleNamespace(name=1))
    monkeypatch.setattr(execute.os, "sched_getaffinity", lambda _: {4, 5, 6, 7}, raising=False)
    assert own_cores(2) == (5, 7) and own_cores(3) == (5,)
    assert own_cores(0) == own_cores(5) == (), "unknown, or more runs than cores"


def test_without_a_sandbox_the_variable_that_names_the_course_does_not_bring_all_weights_back(
    unpacked, tmp_path, monkeypatch
):
    monkeypatch.setenv("FACELAB_COURSE", str(COURSE))
    job = Job("a.ipynb", "", None, {}, {}, mask_orl=True, unsafe=True)
    _, environment = execute._driver(tmp_path, unpacked, job)
    assert not environment["FACELAB_COURSE"] and (tmp_path / "weights").resolve().name == "leak-free-weights"
