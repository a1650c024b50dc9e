import pytest
from typer.testing import CliRunner

from facelab.cli import app


def invoke(*arguments):
    return CliRunner().invoke(app, ["release", *arguments], terminal_width=120, env={"COLUMNS": "120"})


def test_one_notebook_packed(tmp_path):
    (tmp_path / "week.toml").write_text('exclude = ["identify"]')
    result = invoke(
        "--out", str(tmp_path / "week"), "--assignment", "00", "--settings", str(tmp_path / "week.toml"), "--zip"
    )
    assert result.exit_code == 0 and "files for students" in result.output
    assert [path.name for path in (tmp_path / "week" / "notebooks").iterdir()] == ["00_start_here.ipynb"]
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
