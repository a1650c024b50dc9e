import subprocess
import sys
from pathlib import Path

import pytest

from facelab.course import course_folder, weights_folder

ROOT = Path(__file__).parents[1]


@pytest.fixture
def course(tmp_path):
    for name in ("course/notebooks/assignments", "course/data", "course/weights"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "course" / "weights" / "registry.toml").touch()
    return tmp_path / "course"


@pytest.mark.parametrize("inside", [".", "notebooks", "notebooks/assignments", "data"])
def test_the_course_is_found_from_anywhere_inside(course, monkeypatch, inside):
    monkeypatch.chdir(course / inside)
    assert course_folder() == course and weights_folder() == course / "weights"


def test_a_folder_of_ones_own_notebooks_is_not_the_course(tmp_path, monkeypatch):
    (tmp_path / "notebooks" / "mine").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "notebooks" / "mine")
    assert course_folder() == ROOT, "the clone that the package lies in"


def test_the_environment_variable_goes_first(course, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("FACELAB_COURSE", str(course))
    assert course_folder() == course
    monkeypatch.setenv("FACELAB_COURSE", str(tmp_path))
    with pytest.raises(FileNotFoundError, match=r"FACELAB_COURSE=.*, but there is no weights/registry.toml in it"):
        course_folder()


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
    environment = {"PYTHONPATH": str(installed), "PATH": "", "HOME": str(tmp_path)}
    run = [sys.executable, "-c", program]
    found = subprocess.run(run, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines()[-1] == f"{installed / 'facelab' / '__init__.py'} True (3, 64)"
