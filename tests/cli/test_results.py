from typer.testing import CliRunner

from facelab.cli import results as command
from facelab.cli.main import app
from facelab.evaluation.results import as_markdown, results


def test_the_page_is_shown_and_stored(tmp_path, monkeypatch):
    shown = CliRunner().invoke(app, ["results"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0 and "facelab transfer" in shown.output
    monkeypatch.setattr(command, "course_folder", lambda: tmp_path)
    refused = CliRunner().invoke(app, ["results", "--store"])
    assert refused.exit_code == 2 and "is missing" in " ".join(refused.output.split())
    (tmp_path / "docs").mkdir()
    assert CliRunner().invoke(app, ["results", "--store"]).exit_code == 0
    assert (tmp_path / "docs" / "results.md").read_text(encoding="utf-8") == as_markdown(results())
