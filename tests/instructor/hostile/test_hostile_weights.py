"""The check of a weights file in the sandbox refuses the collection of hostile files, and does not break."""

import json
import re
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from facelab.instructor.execution import execute
from tests.needs_sandbox import why_no_sandbox
from tests.weights.hostile_files import BREAK_HDF5, HARMLESS, REFUSED, assert_untouched, create_all, states

COURSE = Path(__file__).parents[3]
BROKEN = "HDF5 cannot read it; it is damaged, or made to do harm"


def problem(path, unpacked):
    """Why the check refuses a file; "" if it does not."""
    try:
        return execute._check_weights(path, unpacked, SimpleNamespace(unsafe=False, mask_orl=True))
    except ValueError as error:
        return str(error)


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """A course as it is unpacked for a run."""
    if why_no_sandbox():
        pytest.skip(why_no_sandbox())
    unpacked = tmp_path_factory.mktemp("unpacked")
    shutil.copytree(COURSE / "facelab", unpacked / "course" / "facelab")
    shutil.copytree(COURSE / "weights", unpacked / "known")
    return unpacked


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("hostile")


@pytest.fixture(scope="module")
def checked(place, unpacked):
    """What the check says of each file; and what was there before."""
    paths = create_all(place)
    before, said = states(place), {}
    for name, path in {**paths["refused"], **paths["harmless"]}.items():
        said[name] = problem(path, unpacked)
    return said, before


@pytest.mark.parametrize("name", REFUSED)
def test_hostile_files_are_refused(checked, name):
    said = checked[0][name]
    assert said.startswith(f"{name}.hdf5") and said.isprintable() and len(said) < 600
    assert re.search(BROKEN if name in BREAK_HDF5 else REFUSED[name].sentence, said)


@pytest.mark.parametrize("name", HARMLESS)
def test_harmless_files_are_accepted(checked, name):
    assert checked[0][name] == ""


def test_nothing_outside_was_read_or_changed(place, checked):
    said, before = checked
    assert_untouched(place, before, json.dumps(said))


def test_a_check_that_breaks_refuses(tmp_path, monkeypatch):
    """A check that fails before it says anything is not one that found nothing."""
    path = tmp_path / "soft_link.hdf5"
    monkeypatch.setattr(execute, "sandboxed", lambda *_: [sys.executable, "-c", "raise MemoryError"])
    assert path.name in problem(path, tmp_path)
