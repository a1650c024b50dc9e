"""The collection of hostile files is refused without harm, as are damaged files; plain ones are read."""

import contextlib
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import h5py
import numpy as np
import pytest
from h5py import h5d
from hypothesis import given, settings
from hypothesis import strategies as st

from facelab.weights import WeightsError, hdf5, inspect
from facelab.weights.hdf5 import open_checked
from tests.weights.hostile_files import (
    BREAK_HDF5,
    EARLY,
    EITHER,
    HARMLESS,
    LONG_AGO,
    REFUSED,
    SECRET,
    SECRET_BYTES,
    UNFIT,
    assert_untouched,
    create_all,
    hide_secret,
    low,
    states,
)

GIB = 2**30
SECONDS = 10  # for one file; an honest one takes a tenth of a second
MAX_GROWTH = 256  # MiB, of the process that looks into a file
# It reports before and after each file, so a crash tells which one it was.
READER = f"""
import json, resource, signal, sys
way, limit, *paths = sys.argv[1:]
resource.setrlimit(resource.RLIMIT_AS, (int(limit), int(limit)))
from facelab.weights import WeightsError, inspect, load
if way == "load":
    from facelab.networks import compact
    model = compact()
for path in paths:
    print(json.dumps([path, "died", "", 0]), flush=True)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    signal.alarm({SECONDS})
    try:
        found = "read", str(inspect(path) if way == "inspect" else load(model, path))
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
        environment = os.environ | {"CUDA_VISIBLE_DEVICES": "", "TF_CPP_MIN_LOG_LEVEL": "3"}
        command = [sys.executable, "-c", READER, way, str(limit), *left]
        run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        lines = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("[")]
        assert lines, run.stderr[-2000:]
        for path, kind, sentence, grown in lines:
            outcomes[Path(path).stem] = kind, sentence or f"the process ended with {run.returncode}", grown
        left = left[left.index(lines[-1][0]) + 1 :]
    return outcomes


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    pytest.importorskip("resource")  # Windows cannot limit a process
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def files(place):
    return create_all(place)


@pytest.fixture(scope="module")
def before(place, files):
    return states(place)


@pytest.fixture(scope="module")
def inspected(files, before):
    paths = [path for kind in files.values() for name, path in kind.items() if name not in BREAK_HDF5]
    return read_all("inspect", GIB, paths)


@pytest.fixture(scope="module")
def loaded(files, before):
    return read_all(
        "load", 6 * GIB, [path for kind in ("unfit", "either", "harmless") for path in files[kind].values()]
    )


def assert_refused(outcome, name, expected=""):
    kind, sentence, grown = outcome
    assert kind == "refused", sentence
    assert re.search(expected, sentence) and grown < MAX_GROWTH
    said = sentence.split(f"{name}.hdf5: ", 1)[1]  # the folder may have any length
    assert said.endswith(".") and said.isprintable() and len(said) < 600


@pytest.mark.parametrize("name", [name for name in REFUSED if name not in BREAK_HDF5])
def test_refused_by_what_it_declares(inspected, name):
    assert_refused(inspected[name], name, REFUSED[name].sentence)


@pytest.mark.parametrize("name", UNFIT)
def test_refused_when_loaded(inspected, loaded, name):
    assert_refused(loaded[name], name, UNFIT[name].sentence)
    assert inspected[name][2] < MAX_GROWTH


@pytest.mark.parametrize("name", EITHER)
def test_damage_gives_a_sentence_or_does_no_harm(inspected, loaded, name):
    for outcome in (inspected[name], loaded[name]):
        if outcome[0] != "read":
            assert_refused(outcome, name)
    assert inspected[name][2] < MAX_GROWTH


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_files_are_read(inspected, loaded, name):
    for kind, sentence, _ in (inspected[name], loaded[name]):
        assert kind == "read", sentence
    assert inspected[name][2] < MAX_GROWTH


def test_nothing_outside_was_read_or_changed(place, inspected, loaded, before):
    assert_untouched(place, before, json.dumps([inspected, loaded]))


def test_the_secret_could_be_read(tmp_path):
    """Without the checks, a file does reach what is outside of its folder, and a reading of the secret shows."""
    secret = hide_secret(tmp_path)
    (tmp_path / "hostile").mkdir()
    REFUSED["external_storage"].create(tmp_path / "hostile" / "a.hdf5")
    with h5py.File(tmp_path / "hostile" / "a.hdf5") as file:
        assert SECRET_BYTES in file["a"][...].tobytes()
    if secret.stat().st_atime == LONG_AGO:
        pytest.skip("this file system does not note when a file was read")


@pytest.fixture
def trap(tmp_path):
    """Lay a pipe that notes whether anyone opened it; on an ordinary pipe a reader would wait for ever."""
    if sys.platform == "win32":
        pytest.skip("no named pipes")
    subprocess.run(["mkfifo", SECRET], cwd=tmp_path, check=True)
    process = subprocess.Popen(["sh", "-c", f"while : > {SECRET}; do : > opened; done"], cwd=tmp_path)

    def opened():
        time.sleep(0.5)
        return (tmp_path / "opened").exists()

    yield opened
    process.kill()
    process.wait()


def test_the_trap_snaps(tmp_path, trap):
    assert not trap()
    assert (tmp_path / SECRET).read_bytes() == b""
    assert trap()


def test_no_other_file_is_opened(tmp_path, trap):
    (tmp_path / "hostile").mkdir()
    for name, file in REFUSED.items():
        if name.startswith(("external", "virtual", "name_with_slash", "link")):
            file.create(tmp_path / "hostile" / f"{name}.hdf5")
    paths = list((tmp_path / "hostile").iterdir())
    outcomes = read_all("inspect", GIB, paths)
    assert len(outcomes) == len(paths) > 10 and {kind for kind, *_ in outcomes.values()} == {"refused"}
    assert not trap()


def refusal(path):
    with pytest.raises(WeightsError) as caught:
        inspect(path)
    assert str(caught.value).startswith(f"{path}: ")
    return str(caught.value).removeprefix(f"{path}: ")  # the path has the name of the test in it


def test_no_folder_is_searched_for_plug_ins():
    assert h5py.h5pl.size() == 0


def test_a_crowded_group_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "many.hdf5"
    with h5py.File(path, "w") as file:
        for i in range(10_001):
            file.create_group(f"{i}")
    monkeypatch.setattr(h5py.Group, "__getitem__", lambda *_: pytest.fail("opened"))
    assert "more than 10,000 objects" in refusal(path)


def test_a_large_file_is_refused_before_it_is_opened(tmp_path, monkeypatch):
    path = tmp_path / "large.hdf5"
    with path.open("wb") as file:
        file.truncate(hdf5.MAX_FILE_BYTES + 1)
    monkeypatch.setattr(h5py, "File", lambda *_: pytest.fail("opened"))
    assert "it has 1,024 MiB" in refusal(path)


def test_folders_and_missing_files(tmp_path):
    assert "no such file" in refusal(tmp_path)
    assert "no such file" in refusal(tmp_path / "nowhere.hdf5")


@pytest.fixture(scope="module")
def ordinary(tmp_path_factory):
    path = tmp_path_factory.mktemp("ordinary") / "ordinary.hdf5"
    with h5py.File(path, "w") as file:
        file["layers/dense/vars/0"] = np.arange(12, dtype=np.float32).reshape(3, 4)
        file["layers/dense/vars/1"] = np.arange(4.0)
        file["layers/conv2d/vars/0"] = np.arange(64)
    return path


def test_a_file_cut_off_anywhere(tmp_path, ordinary):
    content, cut = ordinary.read_bytes(), tmp_path / "cut.hdf5"
    for length in [*range(0, len(content), 29), len(content) - 1]:
        cut.write_bytes(content[:length])
        assert re.search("damaged or cut off" if length >= 8 else "not an HDF5 file", refusal(cut)), length


CHANGES = st.lists(st.tuples(st.integers(0, 10**6), st.sampled_from([0, 1, 2, 8, 16, 127, 128, 255])), min_size=1)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(changes=CHANGES)
def test_damaged_bytes_give_a_sentence_or_do_no_harm(tmp_path_factory, ordinary, changes):
    content = bytearray(ordinary.read_bytes())
    for at, value in changes:
        content[at % len(content)] = value
    path = tmp_path_factory.getbasetemp() / "damaged.hdf5"
    path.write_bytes(content)
    with contextlib.suppress(WeightsError), open_checked(path) as (file, stored):
        for name, declared in stored.items():
            assert file[name][...].shape == declared.shape


def test_plain_files_are_read(tmp_path):
    path, numbers = tmp_path / "good.hdf5", np.arange(1000, dtype=np.float32)
    with h5py.File(path, "w") as file:
        file["contiguous"], file["scalar"], file["empty"] = numbers, 3.5, np.zeros((0, 5))
        file["a/b/c/d"], file["..\\.."], file["große Schicht"] = numbers[:4].astype("f2"), numbers.astype(int), numbers
        low(file.create_group("compact"), EARLY, ("layout", h5d.COMPACT))
    assert inspect(path) == {
        "contiguous": ((1000,), "float32"),
        "scalar": ((), "float64"),
        "empty": ((0, 5), "float64"),
        "a/b/c/d": ((4,), "float16"),
        "..\\..": ((1000,), "int64"),
        "große Schicht": ((1000,), "float32"),
        "compact/a": ((4,), "float32"),
    }
