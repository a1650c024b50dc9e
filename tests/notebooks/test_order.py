"""A notebook is known by its name: another order of the course renames files and changes nothing else."""

import re
import subprocess
from pathlib import Path

import nbformat
import pytest

from facelab.cli.run import find_notebooks
from facelab.course import notebook_name
from facelab.exercises.checking import NOTEBOOKS

ROOT = Path(__file__).parents[2]
COURSE = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
NAMES = [notebook_name(path.stem) for path in COURSE]
WORDS = re.compile(rf"\b\d\d_(?:{'|'.join(NAMES)})\b|\b[Nn]otebooks?\s+\d")


def test_every_notebook_has_its_exercises_by_name():
    assert set(NAMES) == set(NOTEBOOKS) and len(set(NAMES)) == len(NAMES)


@pytest.mark.parametrize(
    "path", COURSE + sorted((ROOT / "notebooks" / "assignments").glob("*.ipynb")), ids=lambda p: p.stem
)
def test_no_notebook_refers_to_a_number(path):
    cells = nbformat.read(path, as_version=4).cells
    assert not [found for cell in cells for found in WORDS.findall(cell.source)]


def test_no_code_setting_or_document_refers_to_a_number():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    kinds = {".py", ".md", ".toml", ".yml", ".yaml", ".mk", ".html", ".txt", ""}
    files = [ROOT / name for name in listed.split("\0") if name and Path(name).suffix in kinds]
    files = [path for path in files if path.is_file() and path.name != "requirements.lock"]
    assert len(files) > 300
    referring = {str(path): WORDS.findall(path.read_text(encoding="utf-8")) for path in files}
    examples = "02_eigenfaces"  # in docstrings that explain what the number is
    assert not {name: found for name, found in referring.items() if set(found) - {examples}}


def test_another_order_is_found_by_the_same_names(tmp_path, monkeypatch):
    for folder in ("notebooks/assignments", "weights"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "weights" / "registry.toml").touch()
    for number, name in enumerate(reversed(NAMES)):
        (tmp_path / "notebooks" / f"{number:02}_{name}.ipynb").touch()
    monkeypatch.chdir(tmp_path)
    assert [notebook_name(path.stem) for path in find_notebooks(NAMES)] == NAMES
    assert [notebook_name(path.stem) for path in find_notebooks([])] == NAMES[::-1]
