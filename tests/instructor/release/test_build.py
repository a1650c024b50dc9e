import ast
import datetime
import json
import os
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from jupyter_server.services.contents.filemanager import FileContentsManager

from facelab.exercises.model_answers import load_model_answers
from facelab.instructor.answers.assignment_1_baselines import BASELINE_ERRORS
from facelab.instructor.release.build import MODEL_ANSWERS, build_release, released_files
from facelab.instructor.release.pack import zip_release
from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.release.student_notebook import grade_ids
from facelab.run_notebooks import run_notebook
from facelab.zoo import registry
from tests.instructor.sample_course import ALL_NOTEBOOKS, COURSE, START, find_notebook


def read(path):
    return nbformat.read(path, as_version=4)


def release_some(out, *names, **settings):
    return build_release(COURSE, out, map(find_notebook, names or [START]), ReleaseSettings(**settings))


def solution_lines():
    """Every line between BEGIN SOLUTION and END SOLUTION that says something of its own."""
    for path in ALL_NOTEBOOKS:
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
    marks = (COURSE / "facelab" / "exercises" / "model_answers.py").read_bytes()  # which looks for them in a clone
    assert b"SOLUTION" not in found.replace(marks, b"")


def test_no_answer_of_an_assignment_is_released(released, released_notebooks):
    text = "\n".join(path.read_text(encoding="utf-8") for path in released.rglob("*.py"))
    text += "\n".join(cell.source for notebook in released_notebooks for cell in notebook.cells)
    answers = "".join(
        path.read_text(encoding="utf-8") for path in (COURSE / "facelab/instructor/answers").glob("a*.py")
    )
    lines = {line.strip() for line in answers.splitlines() if len(line.strip()) > 30}
    lines = {line for line in lines if not line.startswith(("def ", "from "))}
    assert len(lines) > 60
    assert [line for line in lines if line in text] == []
    assert not [f"{number:.4f}" for number in BASELINE_ERRORS.flat if f"{number:.4f}"[1:] in text]


def test_jupyterlab_opens_every_released_notebook(released):
    contents = FileContentsManager(root_dir=str(released))
    for path in (released / "notebooks").rglob("*.ipynb"):
        model = contents.get(path.relative_to(released).as_posix())
        assert model["type"] == "notebook" and model["content"]["nbformat"] == 4 and not model.get("message")


def test_students_get_nothing_but_this(released):
    paths = [path for path in released.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    files = {path.relative_to(released).as_posix() for path in paths}
    package = {path for path in files if re.fullmatch(r"facelab/([a-z0-9_/]+\.py|widgets/[a-z_]+\.(js|css))", path)}
    assert {"facelab/exercises/checking.py", "facelab/submission/driver.py"} <= package
    notebooks = {path.relative_to(COURSE).as_posix() for path in ALL_NOTEBOOKS}
    weights = {f"weights/{name}.hdf5" for name in registry()}
    assert files - package - notebooks - weights == {
        ".facelab-release",
        "facelab/cli/demo.ipynb",
        MODEL_ANSWERS,
        "LICENSE",
        "LICENSE-TEXT.md",
        "Makefile",
        "README.md",
        "data/README.md",
        "data/consent_form.md",
        "environment.yml",
        "pyproject.toml",
        "requirements.lock",
        "weights/lfw-distances.npz",
        "weights/lfw.csv",
        "weights/losses.csv",
        "weights/registry.toml",
        "weights/robustness.csv",
        "weights/transfer.csv",
    }
    assert notebooks | weights <= files


def test_students_get_the_package_without_the_instructors_folder_and_nothing_that_imports_it(released):
    package = sorted(path for path in (released / "facelab").rglob("*") if path.is_file())
    names = {path.relative_to(released).as_posix() for path in package}
    ours = {
        path.relative_to(COURSE).as_posix()
        for path in (COURSE / "facelab").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert names == {name for name in ours if not name.startswith("facelab/instructor/")} | {MODEL_ANSWERS}
    assert not (released / "facelab" / "instructor").exists()
    for path in (path for path in package if path.suffix == ".py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Import(names=aliases):
                    mentioned = " ".join(each.name for each in aliases)
                case ast.ImportFrom(module=module, names=aliases):
                    mentioned = " ".join(f"{module or 'facelab'}.{each.name}" for each in aliases)
                case ast.Constant(value=str(text)):  # import_module, find_spec
                    mentioned = text
                case _:
                    continue
            assert "facelab.instructor" not in mentioned, path


def test_model_answers_go_along_but_those_of_assignments_and_of_excluded_exercises(released, tmp_path, monkeypatch):
    monkeypatch.setattr("facelab.exercises.model_answers.RELEASED", released / MODEL_ANSWERS)
    answers = load_model_answers()
    in_words = {name for path in ALL_NOTEBOOKS if path.parent.name == "notebooks" for name in words(read(path))}
    assert set(answers) == in_words and len(in_words) >= 15
    release_some(tmp_path / "week", exclude=["strangers-in-words"])
    assert "strangers-in-words" not in (tmp_path / "week" / MODEL_ANSWERS).read_text(encoding="utf-8")
    release_some(tmp_path / "kept", model_answers=False)
    assert not (tmp_path / "kept" / MODEL_ANSWERS).exists()


def words(notebook):
    cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
    return [cell.metadata.nbgrader.grade_id for cell in cells if cell.cell_type == "markdown"]


def test_what_students_get_runs_without_the_instructors_side(released):
    def run(*arguments):
        environment = os.environ | {"PYTHONPATH": str(released)}
        command = [sys.executable, *arguments]
        return subprocess.run(command, capture_output=True, text=True, env=environment, cwd=released, check=False)

    code = "import facelab.cli, facelab.exercises; print(facelab.exercises.__file__)"
    assert run("-c", code).stdout.startswith(str(released))
    listed = run("-m", "facelab", "--help")
    commands = re.findall(r"^\W*(\w+)  ", listed.stdout, re.MULTILINE)
    assert listed.returncode == 0 and {"doctor", "run", "selftest", "weights"} <= set(commands)
    assert not {"grade", "release"} & set(commands)
    assert "No such command 'grade'" in run("-m", "facelab", "grade").stderr
    assert run("-m", "facelab", "run", "--help").returncode == 0


@pytest.mark.parametrize("name", [START, "assignment_1_baselines", "assignment_2_verifier"])
def test_a_released_notebook_runs_to_the_first_stub(released, tmp_path, monkeypatch, name):
    monkeypatch.setenv("PYTHONPATH", str(released))
    monkeypatch.chdir(released)
    path = find_notebook(name, released / "notebooks")
    outcome = run_notebook(path, tmp_path, 5, lambda *_: None)
    assert "NotImplementedError" in outcome.failure
    failed = [cell for cell in read(tmp_path / path.name).cells if has_error(cell)]
    assert [cell.metadata.nbgrader.solution for cell in failed] == [True]


def has_error(cell):
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def test_nbgrader_validate_finds_the_stubs_and_nothing_else(released, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(released))
    shutil.copy(released / "notebooks/assignments/assignment_1_baselines.ipynb", tmp_path / "a.ipynb")
    found = subprocess.run(
        [sys.executable, "-m", "nbgrader", "validate", "a.ipynb"], capture_output=True, text=True, cwd=tmp_path
    )
    assert found.returncode == 0 and "VALIDATION FAILED ON 6 CELL(S)" in found.stdout
    assert "CHANGED" not in found.stdout and "Error" not in found.stderr


def test_an_assignment_keeps_its_folder_and_its_points(released):
    notebook = read(released / "notebooks" / "assignments" / "project_proposal.ipynb")
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    assert sum(cell.metadata.nbgrader.points for cell in cells) == 20
    assert all(cell.source == "YOUR ANSWER HERE" and cell.metadata.nbgrader.grade for cell in cells)


def test_a_due_date_is_at_the_top(tmp_path):
    release_some(tmp_path / "week", START, "eigenfaces", due={START: datetime.date(2026, 12, 24)})
    due, other = (read(find_notebook(name, tmp_path / "week")) for name in (START, "eigenfaces"))
    assert due.cells[0].source.endswith("**Hand in by** 2026-12-24.")
    assert "Hand in by" not in other.cells[0].source


def test_a_change_of_order_changes_nothing_but_the_files_names(tmp_path):
    """Notebooks are known by name: with other numbers, the same settings give the same exercises."""
    course = [path for path in ALL_NOTEBOOKS if path.parent.name == "notebooks"]
    (tmp_path / "notebooks").mkdir()
    for number, path in enumerate(reversed(course), 20):
        shutil.copy(path, tmp_path / "notebooks" / f"{number}_{path.stem[3:]}.ipynb")
    renamed = sorted((tmp_path / "notebooks").iterdir())
    due = {START: datetime.date(2026, 12, 24), "thresholds": datetime.date(2027, 1, 31)}
    settings = ReleaseSettings(exclude=["identify", "strangers-in-words"], points={"accept": 7}, due=due)
    releases = {}
    for name, paths in (("as they are", course), ("renamed", renamed)):
        build_release(COURSE, tmp_path / name, paths, settings)
        releases[name] = {path.stem[3:]: read(path) for path in (tmp_path / name / "notebooks").iterdir()}
    assert releases["as they are"] == releases["renamed"] and len(releases["renamed"]) == len(course)
    notebook = releases["renamed"][START]
    assert notebook.cells[0].source.endswith("2026-12-24.") and "identify" not in grade_ids(notebook)


def given(folder):
    return sorted(path.stem for path in (folder / "weights").glob("*.hdf5"))


@pytest.mark.parametrize(
    ("name", "weights"),
    [
        (START, []),
        ("one_shot_and_distances", [f"orl-softmax-{fold}" for fold in range(4)]),
        (
            "assignment_2_verifier",
            ["orl-contrastive-0", "orl-lfw-softmax-0", "orl-logistic-0", "orl-softmax-0", "orl-triplet-0"],
        ),
    ],
)
def test_students_get_the_weights_that_the_notebooks_name(tmp_path, name, weights):
    release_some(tmp_path / "week", name)
    assert given(tmp_path / "week") == weights


def test_only_some_weights(tmp_path):
    release_some(tmp_path / "week", weights=["orl-triplet-0"])
    assert given(tmp_path / "week") == ["orl-triplet-0"]
    with pytest.raises(ValueError, match=r"weights lacks orl-softmax-1, .* which \d\d_one_shot_and_distances loads"):
        release_some(tmp_path / "week5", "one_shot_and_distances", weights=["orl-softmax-0"])


def test_an_answer_that_other_cells_need_is_not_excluded(tmp_path):
    with pytest.raises(ValueError, match="exclude names hter, but other cells use its hter"):
        release_some(tmp_path / "week", "assignment_1_baselines", exclude=["hter"])
    release_some(tmp_path / "week", "project_proposal", exclude=["title-and-members"], points={"data": 7})
    text = "\n".join(cell.source for cell in read(find_notebook("project_proposal", tmp_path / "week")).cells)
    assert "Title and members" not in text and "(7 points)?" in text


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"exclude": ["identity"]}, "exclude names identity, expected any of accept"),
        ({"points": {"acept": 1}}, "points names acept"),
        ({"points": {"accept-check": 1}}, "points names accept-check"),
        ({"due": {"start": datetime.date(2026, 1, 1)}}, "due names start, expected any of start_here"),
        ({"weights": ["mine"]}, "weights names mine"),
    ],
)
def test_settings_that_name_what_does_not_exist(tmp_path, settings, sentence):
    with pytest.raises(ValueError, match=sentence):
        release_some(tmp_path / "week", **settings)
    assert list(tmp_path.iterdir()) == []


def test_an_older_release_is_replaced(tmp_path):
    out = tmp_path / "week"
    release_some(out, START, "eigenfaces")
    zip_release(out)
    release_some(out, START)
    zip_release(out)
    assert [path.name for path in (out / "notebooks").iterdir()] == [find_notebook(START).name]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["week", "week.zip"]


def spoil(out, how):
    if how == "own file":
        (out / "submitted").mkdir()
        (out / "submitted" / "thesis.txt").write_text("years of work")
    elif how == "changed file":
        (out / "README.md").write_text("years of work")
    else:
        (out / ".facelab-release").unlink()


@pytest.mark.parametrize("how", ["own file", "changed file", "no manifest"])
def test_anything_else_is_kept(tmp_path, how):
    out = tmp_path / "week"
    release_some(out)
    spoil(out, how)
    before = everything(out)
    with pytest.raises(ValueError, match="which was not released like that; move it away"):
        release_some(out)
    assert everything(out) == before and [path.name for path in tmp_path.iterdir()] == ["week"]


def test_what_is_not_a_folder_is_kept(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "mine")
    (tmp_path / "file").write_text("years of work")
    for name in ("link", "file"):
        with pytest.raises(ValueError, match="is not a folder; choose another one"):
            release_some(tmp_path / name)
    assert (tmp_path / "file").read_text() == "years of work" and list((tmp_path / "mine").iterdir()) == []


def test_the_files_of_a_release_without_what_was_put_beside_them(tmp_path):
    out = tmp_path / "week"
    files = release_some(out)
    (out / "notes.txt").write_text("mine")
    assert sorted(released_files(out)) == sorted(out / name for name in files)
    (out / "README.md").unlink()
    with pytest.raises(ValueError, match="is not a complete release; make one with"):
        released_files(out)
