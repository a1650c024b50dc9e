import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from facelab.course import course_folder, notebook_name, weights_folder
from facelab.zoo import registry

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def no_variable(monkeypatch):
    monkeypatch.delenv("FACELAB_COURSE", raising=False)


@pytest.fixture
def course(tmp_path):
    """A course with an empty registry."""
    for name in ("course/notebooks/assignments", "course/data", "course/weights"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "course" / "weights" / "registry.toml").touch()
    return tmp_path / "course"


@pytest.mark.parametrize("inside", [".", "notebooks", "notebooks/assignments", "data"])
def test_the_course_is_found_from_anywhere_inside(course, monkeypatch, inside):
    monkeypatch.chdir(course / inside)
    assert course_folder() == course and weights_folder() == course / "weights" and registry() == {}


def test_the_nearest_course_counts(course, monkeypatch):
    inner = course / "notebooks" / "copy"
    shutil.copytree(course / "weights", inner / "weights")
    monkeypatch.chdir(inner)
    assert course_folder() == inner


@pytest.mark.parametrize("inside", ["notebooks/mine", "weights"])
def test_a_folder_of_ones_own_is_not_the_course(tmp_path, monkeypatch, inside):
    (tmp_path / inside).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / inside)
    assert course_folder() == ROOT, "the clone around this package"
    assert weights_folder() == ROOT / "weights" and len(registry()) == 37


def test_the_environment_variable_goes_first(course, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FACELAB_COURSE", str(course))
    assert course_folder() == course and weights_folder() == course / "weights"
    monkeypatch.setenv("FACELAB_COURSE", "")
    assert course_folder() == ROOT


def test_the_environment_variable_may_be_relative(course, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for named in ("course", "~/course"):
        monkeypatch.setenv("FACELAB_COURSE", named)
        assert course_folder() == course


def test_a_wrong_environment_variable_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("FACELAB_COURSE", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"FACELAB_COURSE=.*, but there is no weights/registry\.toml in it"):
        course_folder()
    command = [sys.executable, "-m", "facelab", "doctor"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 2 and found.stderr.startswith("FACELAB_COURSE=") and "Traceback" not in found.stderr


def test_a_damaged_registry_is_not_replaced_by_another(course, monkeypatch):
    monkeypatch.chdir(course)
    (course / "weights" / "registry.toml").write_text("[orl-triplet-0")
    assert course_folder() == course
    with pytest.raises(ValueError, match=r"registry\.toml is not a TOML file"):
        registry()


REGISTERED = """
from pathlib import Path
from facelab.course import course_folder
from facelab.zoo.registry import registry
print(course_folder())
print(*registry())
"""


def run(program, folder, packages):
    environment = {"PYTHONPATH": str(packages), "PATH": "", "HOME": str(folder)}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_in_the_sandbox_the_weights_are_those_of_the_job(tmp_path):
    """The package has no weights there, and those of the job are a link to another folder."""
    shutil.copytree(ROOT / "facelab", tmp_path / "course" / "facelab", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "weights", tmp_path / "bound")
    (tmp_path / "job" / "notebooks").mkdir(parents=True)
    (tmp_path / "job" / "weights").symlink_to(tmp_path / "bound")
    found = run(REGISTERED, tmp_path / "job" / "notebooks", tmp_path / "course")
    folder, names = found.stdout.splitlines()
    assert folder == str(tmp_path / "job") and "orl-triplet-0" in names.split()
    (tmp_path / "job" / "weights").unlink()
    found = run(REGISTERED, tmp_path / "job" / "notebooks", tmp_path / "course")
    assert found.stdout.splitlines() == [str(tmp_path / "job" / "notebooks")]
    assert "ValueError: " in found.stderr and "registry.toml cannot be read" in found.stderr


IN_YOUR_OWN_CODE = """
import numpy as np
from pathlib import Path
from PIL import Image
import facelab
from facelab.course import course_folder
from facelab.datasets import load_orl
for number, image in enumerate(load_orl().images[:3]):
    Path("my_photographs/ada").mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(f"my_photographs/ada/{number}.png")
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    """The built wheel, unpacked as `pip install` does, in a folder far from the clone."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True)
    [wheel] = folder.glob("facelab-*.whl")
    install = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--target", str(folder / "site")]
    subprocess.run([*install, str(wheel)], check=True)
    return folder / "site"


def test_the_wheel_works_in_an_empty_folder(installed, tmp_path):
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    _, _, section = readme.partition("## Use it in your own code")
    code = "\n".join(line[4:] for line in section.partition("\n## ")[0].splitlines() if line.startswith("    "))
    assert "pretrained(" in code
    program = IN_YOUR_OWN_CODE + code + "\nprint(facelab.__file__, course_folder() == Path.cwd(), vectors.shape)"
    found = run(program, tmp_path, installed)
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines()[-1] == f"{installed / 'facelab' / '__init__.py'} True (3, 64)"


def test_inside_a_course_the_wheel_finds_that_one(installed, course):
    found = run(REGISTERED, course / "notebooks", installed)
    assert found.stdout.splitlines() == [str(course), ""], found.stderr


@pytest.mark.parametrize(
    ("stem", "name"), [("02_eigenfaces", "eigenfaces"), ("eigenfaces", "eigenfaces"), ("2_a", "2_a")]
)
def test_the_number_of_a_notebook_is_not_its_name(stem, name):
    assert notebook_name(stem) == name
