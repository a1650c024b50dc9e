"""Every file of the collection in `hostile_weights`, as the student's self-test, a loader and the grader meet it."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import h5py
import numpy as np
import pytest

from facelab.instructor.execution import execute as execution
from tests.hostile_weights import COLLECTIONS, EITHER, HARMLESS, REFUSED, SECRET, UNFIT, write_all
from tests.needs_sandbox import why_no_sandbox

COURSE = Path(__file__).parents[3]
GIB = 2**30
SECONDS = 10  # for one file; an honest one takes a tenth of a second
MAX_GROWTH = 256  # MiB, of the process that looks into a file
SECRET_BYTES = b"the-answers-of-the-exam-"
LONG_AGO = 10**9  # seconds: the year 2001
# It reports before and after each file, so a crash tells which one it was.
READER = f"""
import json, resource, signal, sys
from pathlib import Path
way, limit, *paths = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (int(limit), int(limit)))
if way == "load":
    from facelab.networks import compact
    from facelab.weights import load
    model = compact()
    read = lambda path: load(model, path)
else:
    from facelab.submission.weights_file import describe_weights
    read = lambda path: describe_weights(Path(path))
from facelab.weights import WeightsError
for path in paths:
    print(json.dumps([path, "died", "", 0]), flush=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.alarm({SECONDS})
    try:
        found = "taken", str(read(path))
    except WeightsError as error:
        found = "refused", str(error)
    except BaseException as error:
        found = "failed", repr(error)
    signal.alarm(0)
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(json.dumps([path, *found, grown]), flush=True)
"""


def read_all(way, limit, paths):
    """Read files in one process, and in the next where it died."""
    outcomes, left = {}, [str(path) for path in paths]
    while left:
        command = [sys.executable, "-c", READER, way, str(limit), *left]
        environment = os.environ | {"CUDA_VISIBLE_DEVICES": "", "TF_CPP_MIN_LOG_LEVEL": "3"}
        run = subprocess.run(command, capture_output=True, text=True, cwd=COURSE, env=environment, check=False)
        lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("[")]
        assert lines, run.stderr[-2000:]
        for path, kind, sentence, grown in lines:
            outcomes[Path(path).stem] = kind, sentence or f"process ended with {run.returncode}", grown
        left = left[left.index(lines[-1][0]) + 1 :]
    return outcomes


def digests(folder):
    return {path: hashlib.sha256(path.read_bytes()).digest() for path in sorted(folder.rglob("*")) if path.is_file()}


def hide_secret(folder):
    """Write the secret; most file systems note a first reading after a change."""
    path = folder / SECRET
    with h5py.File(path, "w") as file:
        file["a"] = np.frombuffer(SECRET_BYTES * 50, np.float32)
    os.utime(path, (LONG_AGO, LONG_AGO + 1))
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    """A secret, and beside it, later, folders with the whole collection."""
    place = tmp_path_factory.mktemp("hostile")
    hide_secret(place)
    return place


@pytest.fixture(scope="module")
def files(place):
    return {kind: write_all(place / kind, collection) for kind, collection in COLLECTIONS.items()}


@pytest.fixture(scope="module")
def before(place, files):
    """What lies in the place before anybody reads it; the secret is not opened for this."""
    return {kind: digests(place / kind) for kind in COLLECTIONS}


@pytest.fixture(scope="module")
def described(files, before):
    return read_all("describe", GIB, [path for paths in files.values() for path in paths])


@pytest.fixture(scope="module")
def loaded(files, before):
    return read_all("load", 6 * GIB, [*files["unfit"], *files["harmless"], *files["either"]])


@pytest.fixture(scope="module")
def judged(place, files, before, tmp_path_factory):
    """What the grader says of each file."""
    if why_no_sandbox():
        pytest.skip(why_no_sandbox())
    unpacked = tmp_path_factory.mktemp("bundle")
    shutil.copytree(COURSE / "facelab", unpacked / "course" / "facelab")
    shutil.copytree(COURSE / "weights", unpacked / "known")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(execution, "CHECK_MINUTES", SECONDS / 60)
        paths = [*files["refused"], *files["harmless"]]
        return {path.stem: problem(path, unpacked) for path in paths}


def problem(path, place):
    try:
        return execution._look_into(path, place, SimpleNamespace(unsafe=False, mask_orl=True))
    except ValueError as error:
        return str(error)


def assert_refused(outcome, name):
    kind, sentence, _ = outcome
    assert kind == "refused", sentence
    assert f"{name}.hdf5" in sentence
    assert_short(sentence.split(f"{name}.hdf5", 1)[1])  # the folder may have any length


def assert_short(sentence):
    assert "\n" not in sentence and sentence.isprintable()
    assert len(sentence) < 600


# HDF5 itself crashes on these, or never ends, before we can look: only the grader's sandbox contains them.
BREAK_HDF5 = {
    "more_links_than_there_are",
    "tree_in_a_circle",
    "tree_of_a_billion_names",
    "tree_that_is_its_own_neighbor",
    "chunks_in_a_circle",
}


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in BREAK_HDF5])
def test_refused_by_what_it_declares(described, name):
    assert_refused(described[name], name)


@pytest.mark.parametrize("name", UNFIT)
def test_refused_when_loaded(loaded, name):
    assert_refused(loaded[name], name)


@pytest.mark.parametrize("name", EITHER)
def test_damage_gives_a_sentence_or_does_no_harm(described, loaded, name):
    for outcome in (described[name], loaded[name]):
        assert outcome[0] in ("refused", "taken"), outcome[1]
        if outcome[0] == "refused":
            assert_refused(outcome, name)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_files_are_taken(described, loaded, name):
    for kind, sentence, _ in (described[name], loaded[name]):
        assert kind == "taken", sentence


@pytest.mark.parametrize("name", [name for collection in COLLECTIONS.values() for name in collection])
def test_looking_into_a_file_takes_little_memory(described, name):
    assert described[name][2] < MAX_GROWTH


@pytest.mark.parametrize("name", UNFIT)
def test_loading_a_wrong_file_takes_little_memory(loaded, name):
    assert loaded[name][2] < MAX_GROWTH


@pytest.mark.parametrize("name", REFUSED)
def test_the_grader_refuses_it(judged, name):
    assert f"{name}.hdf5" in judged[name]
    assert_short(judged[name])


@pytest.mark.parametrize("name", HARMLESS)
def test_the_grader_takes_harmless_files(judged, name):
    assert judged[name] == ""


def test_the_grader_refuses_what_its_reader_cannot_look_into(tmp_path, monkeypatch):
    """A reader that fails before it says anything is not one that found nothing."""
    path = tmp_path / "soft_link.hdf5"
    monkeypatch.setattr(execution, "sandboxed", lambda *_: [sys.executable, "-c", "raise MemoryError"])
    assert path.name in problem(path, tmp_path)


def test_the_secret_could_be_read(tmp_path):
    """Without the checks, a file does reach what is outside of its folder, and a reading of the secret shows."""
    secret = hide_secret(tmp_path)
    [path] = write_all(tmp_path / "hostile", {"external_storage": REFUSED["external_storage"]})
    with h5py.File(path) as file:
        assert SECRET_BYTES in file["a"][...].tobytes()
    if secret.stat().st_atime == LONG_AGO:
        pytest.skip("this file system does not note when a file was read")


def test_nothing_outside_was_read_or_changed(place, described, loaded, before):
    said = json.dumps([described, loaded])
    assert SECRET_BYTES.decode() not in said and "root:" not in said
    assert {kind: digests(place / kind) for kind in COLLECTIONS} == before
    status = (place / SECRET).stat()
    assert (status.st_atime, status.st_mtime) == (LONG_AGO, LONG_AGO + 1)


def test_the_grader_reads_and_changes_nothing_outside(place, judged, before):
    said = json.dumps(judged)
    assert SECRET_BYTES.decode() not in said and "root:" not in said
    assert {kind: digests(place / kind) for kind in COLLECTIONS} == before
    assert (place / SECRET).stat().st_atime == LONG_AGO
