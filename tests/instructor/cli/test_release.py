import pytest
from typer.testing import CliRunner

from facelab.cli.main import app
from facelab.instructor.cli.release import find_or_build_release
from facelab.instructor.release.released import read_released
from tests.instructor.sample_course import START, find_notebook


def invoke(*arguments):
    return CliRunner().invoke(app, ["release", *arguments], terminal_width=120, env={"COLUMNS": "120"})


def test_one_notebook_packed(tmp_path):
    (tmp_path / "week.toml").write_text('exclude = ["identify"]')
    result = invoke(
        "--out",
        str(tmp_path / "week"),
        "--assignment",
        "start_here",
        "--settings",
        str(tmp_path / "week.toml"),
        "--zip",
    )
    assert result.exit_code == 0 and "files for students" in result.output
    assert [path.name for path in (tmp_path / "week" / "notebooks").iterdir()] == [find_notebook(START).name]
    assert (tmp_path / "week.zip").stat().st_size > 2**18


def test_an_assignment_by_its_name(tmp_path):
    result = invoke("--out", str(tmp_path / "week"), "--assignment", "project_proposal")
    assert result.exit_code == 0
    assert [path.name for path in (tmp_path / "week" / "notebooks").rglob("*.ipynb")] == ["project_proposal.ipynb"]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--assignment", "77"], "no notebook for '77'"),
        (["--settings", "nowhere.toml"], "nowhere.toml cannot be read"),
    ],
)
def test_bad_input(tmp_path, arguments, sentence):
    result = invoke("--out", str(tmp_path / "week"), *arguments)
    assert result.exit_code == 2 and sentence in " ".join(result.output.split())
    assert not (tmp_path / "week").exists()


def test_the_release_to_grade_by_is_built_once_from_the_settings_in_the_folder(tmp_path):
    (tmp_path / "release.toml").write_text("[points]\naccept = 7\n")
    folder = find_or_build_release(tmp_path)
    exercise = read_released(find_notebook(START, folder / "notebooks")).exercises[0]
    assert folder == tmp_path / "release" and (exercise.id, exercise.points) == ("accept", 7)
    before = (folder / ".facelab-release").stat().st_mtime_ns
    assert find_or_build_release(tmp_path) == folder and (folder / ".facelab-release").stat().st_mtime_ns == before
    assert find_or_build_release(tmp_path, tmp_path / "mine") == tmp_path / "mine"
