import datetime
import json
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

from facelab.instructor.answers.assignment_1_baselines import BASELINE_ERRORS
from facelab.instructor.release.build import release
from facelab.instructor.release.pack import zip_release
from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.release.student_notebook import grade_ids, student_notebook
from facelab.run_notebooks import run_notebook
from facelab.zoo import registry

COURSE = Path(__file__).parents[3]
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


def everything(released):
    """All bytes of a release but the package's own code and the weights."""
    code = [path for path in released.rglob("*") if path.suffix in (".py", ".hdf5") and "exercises" not in path.parts]
    return b"\n".join(path.read_bytes() for path in sorted(released.rglob("*")) if path.is_file() and path not in code)


def test_no_line_of_a_solution_is_anywhere(released):
    found = everything(released)
    lines = list(solution_lines())
    assert len(lines) > 70
    assert [line for line in lines if line.encode() in found or json.dumps(line)[1:-1].encode() in found] == []
    assert b"SOLUTION" not in found


def test_no_answer_of_an_assignment_is_released(released):
    text = "\n".join(path.read_text(encoding="utf-8") for path in released.rglob("*.py"))
    text += "\n".join(cell.source for notebook in released_notebooks(released) for cell in notebook.cells)
    answers = "".join(
        path.read_text(encoding="utf-8") for path in (COURSE / "facelab/instructor/answers").glob("a*.py")
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


def test_students_get_nothing_but_this(released):
    files = {path.relative_to(released).as_posix() for path in released.rglob("*") if path.is_file()}
    package = {path for path in files if re.fullmatch(r"facelab/(?!grading)[a-z0-9_/]+\.py", path)}
    assert {"facelab/exercises/checking.py", "facelab/submission/driver.py"} <= package
    assert not [path for path in package if "release" in path or "grad" in path]
    notebooks = {path.relative_to(COURSE).as_posix() for path in NOTEBOOKS + ASSIGNMENTS}
    weights = {f"weights/{name}.hdf5" for name in registry()}
    assert files - package - notebooks - weights == {
        ".facelab-release",
        "LICENSE",
        "LICENSE-TEXT.md",
        "Makefile",
        "README.md",
        "data/README.md",
        "environment.yml",
        "pyproject.toml",
        "requirements.lock",
        "weights/registry.toml",
    }
    assert notebooks | weights <= files


def test_cells_hold_no_metadata_but_nbgraders(released):
    for notebook in released_notebooks(released):
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        for cell in notebook.cells:
            assert set(cell.metadata) <= {"nbgrader", "tags", "editable", "deletable"}


def test_hidden_tests_and_mark_schemes_are_cleared():
    notebook = read(NOTEBOOKS[0])
    check = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked"))
    task = {"grade": False, "grade_id": "task", "locked": True, "points": 1, "schema_version": 3, "solution": False}
    notebook.cells.append(nbformat.v4.new_markdown_cell("Do it.", metadata={"nbgrader": task | {"task": True}}))
    check.source += "\n### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS"
    notebook.cells[-1].source += "\n### BEGIN MARK SCHEME\nfor secret eyes\n### END MARK SCHEME"
    assert "secret" not in nbformat.writes(student_notebook(notebook, ReleaseSettings(), None))


def test_up_to_the_first_stub_cells_are_those_that_run_in_the_tests(released):
    """Only some notebooks run in `test_a_released_notebook_runs_to_the_first_stub`; nbval runs all of these cells."""
    for path in NOTEBOOKS + ASSIGNMENTS:
        ours, theirs = (read(folder / path.relative_to(COURSE)).cells for folder in (COURSE, released))
        first = next(i for i, cell in enumerate(ours) if cell.metadata.get("nbgrader", {}).get("solution"))
        assert [cell.source for cell in ours[:first]] == [cell.source for cell in theirs[:first]]


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


def given(folder):
    return sorted(path.stem for path in (folder / "weights").glob("*.hdf5"))


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        ("00_start_here", []),
        ("05_one_shot_and_distances", [f"orl-softmax-{fold}" for fold in range(4)]),
        (
            "assignments/assignment_2_verifier",
            ["orl-contrastive-0", "orl-lfw-softmax-0", "orl-logistic-0", "orl-softmax-0", "orl-triplet-0"],
        ),
    ],
)
def test_students_get_the_weights_that_the_notebooks_name(tmp_path, name, weights):
    release(COURSE, tmp_path / "week", [COURSE / "notebooks" / f"{name}.ipynb"], ReleaseSettings())
    assert given(tmp_path / "week") == weights


def test_only_some_weights(tmp_path):
    release(COURSE, tmp_path / "week", NOTEBOOKS[:1], ReleaseSettings(weights=frozenset({"orl-triplet-0"})))
    assert given(tmp_path / "week") == ["orl-triplet-0"]
    some = ReleaseSettings(weights=frozenset({"orl-softmax-0"}))
    with pytest.raises(ValueError, match=r"weights lacks orl-softmax-1, .* which 05_one_shot_and_distances loads"):
        release(COURSE, tmp_path / "week5", [COURSE / "notebooks" / "05_one_shot_and_distances.ipynb"], some)


def test_an_answer_that_other_cells_need_is_not_excluded(tmp_path):
    settings = ReleaseSettings(exclude=frozenset({"hter"}))
    with pytest.raises(ValueError, match="exclude names hter, but other cells use its hter"):
        release(COURSE, tmp_path / "week", ASSIGNMENTS[:1], settings)
    title = ReleaseSettings(exclude=frozenset({"title-and-members"}), points={"data": 7})
    release(COURSE, tmp_path / "week", ASSIGNMENTS[-1:], title)
    text = "\n".join(cell.source for cell in read(tmp_path / "week/notebooks/assignments" / ASSIGNMENTS[-1].name).cells)
    assert "Title and members" not in text and "(7 points)?" in text


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        (ReleaseSettings(exclude=frozenset({"identity"})), "exclude names identity; there is accept"),
        (ReleaseSettings(points={"acept": 1}), "points names acept"),
        (ReleaseSettings(points={"accept-check": 1}), "points names accept-check"),
        (ReleaseSettings(due={"start": datetime.date(2026, 1, 1)}), "due names start; there is 00_start_here"),
        (ReleaseSettings(weights=frozenset({"mine"})), "weights names mine"),
    ],
)
def test_settings_that_name_nothing(tmp_path, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        release(COURSE, tmp_path / "week", NOTEBOOKS[:1], settings)
    assert list(tmp_path.iterdir()) == []


def test_an_older_release_is_replaced(tmp_path):
    out = tmp_path / "week"
    release(COURSE, out, NOTEBOOKS[:2], ReleaseSettings())
    zip_release(out)
    release(COURSE, out, NOTEBOOKS[:1], ReleaseSettings())
    zip_release(out)
    assert [path.name for path in (out / "notebooks").iterdir()] == [NOTEBOOKS[0].name]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["week", "week.zip"]


def spoil(out, how):
    if how == "own file":
        (out / "submitted").mkdir()
        (out / "submitted" / "thesis.txt").write_text("years of work")
    elif how == "changed file":
        (out / "README.md").write_text("years of work")
    else:
        (out / ".facelab-release").unlink()


@pytest.mark.parametrize("how", ["own file", "changed file", "no mark"])
def test_anything_else_is_kept(tmp_path, how):
    out = tmp_path / "week"
    release(COURSE, out, NOTEBOOKS[:1], ReleaseSettings())
    spoil(out, how)
    before = everything(out)
    with pytest.raises(ValueError, match="which is not as it was released; move it away"):
        release(COURSE, out, NOTEBOOKS[:1], ReleaseSettings())
    assert everything(out) == before and [path.name for path in tmp_path.iterdir()] == ["week"]


def test_what_is_no_folder_is_kept(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    (tmp_path / "file").write_text("years of work")
    (tmp_path / "week.zip").write_text("years of work")
    for name in ("link", "file"):
        with pytest.raises(ValueError, match="is no folder; name a new one"):
            release(COURSE, tmp_path / name, NOTEBOOKS[:1], ReleaseSettings())
    release(COURSE, tmp_path / "week", NOTEBOOKS[:1], ReleaseSettings())
    with pytest.raises(ValueError, match="is no zip file of a release"):
        zip_release(tmp_path / "week")
    assert (tmp_path / "week.zip").read_text() == (tmp_path / "file").read_text() == "years of work"
