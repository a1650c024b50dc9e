import datetime
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum
from nbgrader.validator import Validator

from facelab.grading.assignments.assignment_1 import BASELINE_ERRORS
from facelab.grading.release import release, zip_release
from facelab.grading.settings import ReleaseSettings
from facelab.grading.student_notebook import grade_ids
from facelab.runner import run_notebook
from facelab.weights import registry

COURSE = Path(__file__).parents[2]
NOTEBOOKS = sorted((COURSE / "notebooks").glob("[0-9][0-9]_*.ipynb"))
ASSIGNMENTS = sorted((COURSE / "notebooks" / "assignments").glob("*.ipynb"))


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    out = tmp_path_factory.mktemp("release") / "course"
    release(COURSE, out, NOTEBOOKS + ASSIGNMENTS, ReleaseSettings())
    return out


def released_notebooks(released):
    return [read(path) for path in sorted((released / "notebooks").rglob("*.ipynb"))]


def read(path):
    return nbformat.read(path, as_version=4)


def solution_lines():
    """Every line between BEGIN SOLUTION and END SOLUTION that says something of its own."""
    for path in NOTEBOOKS + ASSIGNMENTS:
        for cell in read(path).cells:
            for region in re.findall(r"### BEGIN SOLUTION\n(.*?)\s*### END SOLUTION", cell.source, re.DOTALL):
                yield from (line.strip() for line in region.splitlines() if len(line.strip()) > 14)


def test_no_line_of_a_solution_is_in_a_released_notebook(released):
    text = "\n".join(cell.source for notebook in released_notebooks(released) for cell in notebook.cells)
    assert len(list(solution_lines())) > 70
    assert [line for line in solution_lines() if line in text] == []
    assert "SOLUTION" not in text


def test_no_line_of_a_solution_is_in_the_released_exercises(released):
    text = "\n".join(path.read_text(encoding="utf-8") for path in (released / "facelab" / "exercises").glob("*.py"))
    assert [line for line in solution_lines() if line in text] == []


def test_no_answer_of_an_assignment_is_released(released):
    text = "\n".join(path.read_text(encoding="utf-8") for path in released.rglob("*.py"))
    text += "\n".join(cell.source for notebook in released_notebooks(released) for cell in notebook.cells)
    answers = "".join(
        path.read_text(encoding="utf-8") for path in (COURSE / "facelab/grading/assignments").glob("a*.py")
    )
    lines = {line.strip() for line in answers.splitlines() if len(line.strip()) > 30}
    lines = {line for line in lines if not line.startswith(("def ", "from "))}
    assert len(lines) > 60
    assert [line for line in lines if line in text] == []
    assert not [f"{number:.4f}" for number in BASELINE_ERRORS.flat if f"{number:.4f}"[1:] in text]


def test_no_output_and_no_count_is_left(released):
    for notebook in released_notebooks(released):
        for cell in notebook.cells:
            assert not cell.get("outputs") and cell.get("execution_count") is None


def test_cells_are_valid_for_nbgrader_checks_are_locked_and_have_checksums(released):
    for notebook in released_notebooks(released):
        nbformat.validate(notebook)
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                MetadataValidator().validate_cell(cell)
                assert cell.metadata.nbgrader.checksum == compute_checksum(cell)
                if cell.metadata.nbgrader.grade and not cell.metadata.nbgrader.solution:
                    assert cell.metadata.editable is False and cell.metadata.deletable is False


def test_nbgrader_finds_no_changed_check(released):
    validator = Validator()
    for notebook in released_notebooks(released):
        assert validator._get_changed_cells(notebook) == [] and validator._get_type_changed_cells(notebook) == []


def test_nbgrader_validate_finds_the_stubs_and_nothing_else(released, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(released))
    shutil.copy(released / "notebooks/assignments/assignment_1_baselines.ipynb", tmp_path / "a.ipynb")
    found = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", "a.ipynb"], capture_output=True, text=True, cwd=tmp_path
    )
    assert found.returncode == 0 and "VALIDATION FAILED ON 6 CELL(S)" in found.stdout
    assert "CHANGED" not in found.stdout and "Error" not in found.stderr


def test_jupyterlab_opens_every_released_notebook(released):
    contents = FileContentsManager(root_dir=str(released))
    for path in (released / "notebooks").rglob("*.ipynb"):
        model = contents.get(path.relative_to(released).as_posix())
        assert model["type"] == "notebook" and model["content"]["nbformat"] == 4 and not model.get("message")


def test_students_do_not_get_the_instructors_side(released):
    files = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    assert not [name for name in files if "grading" in name or "release.py" in name or name.startswith("tests/")]
    assert {
        "README.md",
        "data/README.md",
        "environment.yml",
        "requirements.lock",
        "facelab/exercises/checking.py",
    } <= files
    assert {f"weights/{name}.hdf5" for name in registry()} <= files


def test_what_students_get_runs_without_the_instructors_side(released):
    code = "import facelab.cli, facelab.exercises; print(facelab.exercises.__file__)"
    environment = os.environ | {"PYTHONPATH": str(released)}
    found = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, env=environment, cwd=released, check=True
    )
    assert found.stdout.startswith(str(released))
    listed = subprocess.run(
        [sys.executable, "-m", "facelab", "--help"],
        capture_output=True,
        text=True,
        env=environment,
        cwd=released,
        check=True,
    )
    assert "doctor" in listed.stdout and "release" not in listed.stdout


@pytest.mark.parametrize(
    "name", ["00_start_here", "assignments/assignment_1_baselines", "assignments/assignment_2_verifier"]
)
def test_a_released_notebook_runs_to_the_first_stub(released, tmp_path, monkeypatch, name):
    monkeypatch.setenv("PYTHONPATH", str(released))
    monkeypatch.chdir(released)
    path = released / "notebooks" / f"{name}.ipynb"
    outcome = run_notebook(path, tmp_path, 5, lambda *_: None)
    assert "NotImplementedError" in outcome.failure
    failed = [cell for cell in read(tmp_path / path.name).cells if has_error(cell)]
    assert [cell.metadata.nbgrader.solution for cell in failed] == [True]


def has_error(cell):
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def test_twice_the_same_bytes(released, tmp_path):
    again = tmp_path / "course"
    release(COURSE, again, reversed(NOTEBOOKS + ASSIGNMENTS), ReleaseSettings())
    first, second = zip_release(released), zip_release(again)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.testzip() is None and "course/notebooks/00_start_here.ipynb" in archive.namelist()


def test_an_assignment_keeps_its_folder_and_its_points(released):
    notebook = read(released / "notebooks" / "assignments" / "project_proposal.ipynb")
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sum(cell.metadata.nbgrader.points for cell in cells) == 20
    assert all(cell.source == "YOUR ANSWER HERE" and cell.metadata.nbgrader.grade for cell in cells)


def test_an_excluded_exercise_is_gone_with_its_question_and_its_check(tmp_path):
    excluded = frozenset({"identify", "hidden-units-in-words"})
    release(COURSE, tmp_path / "week", NOTEBOOKS[:1], ReleaseSettings(exclude=excluded))
    before, after = read(NOTEBOOKS[0]), read(tmp_path / "week" / "notebooks" / NOTEBOOKS[0].name)
    assert set(grade_ids(before)) - set(grade_ids(after)) == excluded
    text = "\n".join(cell.source for cell in after.cells)
    assert "**Exercise 2" not in text and "**Exercise 4" not in text and 'check("identify"' not in text
    assert len(before.cells) - len(after.cells) == 3 + 2


def test_the_heading_in_front_of_an_excluded_exercise_stays(tmp_path):
    release(COURSE, tmp_path / "week", NOTEBOOKS[:1], ReleaseSettings(exclude=frozenset({"accept"})))
    sources = [cell.source for cell in read(tmp_path / "week" / "notebooks" / NOTEBOOKS[0].name).cells]
    assert "# Exercises" in sources and not any("**Exercise 1 " in source for source in sources)


def test_points_and_due_dates_are_changed_where_students_read_them(tmp_path):
    settings = ReleaseSettings(
        points={"accept": 7, "hidden-units-in-words": 1}, due={"00_start_here": datetime.date(2026, 12, 24)}
    )
    release(COURSE, tmp_path / "week", NOTEBOOKS[:1], settings)
    notebook = read(tmp_path / "week" / "notebooks" / NOTEBOOKS[0].name)
    points = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.get("points")
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    assert points["accept-check"] == 7 and points["hidden-units-in-words"] == 1 and points["identify-check"] == 2
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "**Exercise 1 (7 points)" in text and "**Exercise 4 (1 point, in words)" in text
    assert notebook.cells[0].source.endswith("**Hand in by** 2026-12-24.")


def test_only_some_weights(tmp_path):
    release(COURSE, tmp_path / "week", NOTEBOOKS[:1], ReleaseSettings(weights=frozenset({"orl-triplet-0"})))
    assert [path.name for path in (tmp_path / "week" / "weights").glob("*.hdf5")] == ["orl-triplet-0.hdf5"]


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (ReleaseSettings(exclude=frozenset({"identity"})), "exclude names identity; there is accept"),
        (ReleaseSettings(points={"acept": 1}), "points names acept"),
        (ReleaseSettings(due={"start": datetime.date(2026, 1, 1)}), "due names start; there is 00_start_here"),
        (ReleaseSettings(weights=frozenset({"mine"})), "weights names mine"),
    ],
)
def test_settings_that_name_nothing(tmp_path, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        release(COURSE, tmp_path / "week", NOTEBOOKS[:1], settings)
    assert list(tmp_path.iterdir()) == []


def test_an_older_release_is_replaced_and_anything_else_is_kept(tmp_path):
    out = tmp_path / "week"
    release(COURSE, out, NOTEBOOKS[:2], ReleaseSettings())
    release(COURSE, out, NOTEBOOKS[:1], ReleaseSettings())
    assert [path.name for path in (out / "notebooks").iterdir()] == [NOTEBOOKS[0].name]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("years of work")
    with pytest.raises(ValueError, match="holds something that is no release"):
        release(COURSE, tmp_path / "mine", NOTEBOOKS[:1], ReleaseSettings())
    assert (tmp_path / "mine" / "thesis.txt").read_text() == "years of work"
