from typer.testing import CliRunner

from facelab.cli.main import app
from tests.exercises.sample_notebook import exercise, in_words, write_notebook


def shown(monkeypatch, folder, *arguments):
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "120")
    result = CliRunner().invoke(app, ["progress", *arguments])
    return result.exit_code, " ".join(result.output.replace("│", " ").split())


def make_course(folder):
    for name in ("notebooks", "weights"):
        (folder / name).mkdir()
    (folder / "weights" / "registry.toml").touch()
    write_notebook(
        folder / "notebooks" / "02_eigenfaces.ipynb",
        exercise("project", "x = 1", "✔ project: that is right."),
        exercise("whiten", "x = 2", "✘ whiten: no."),
        in_words("why", "Because."),
    )
    write_notebook(folder / "notebooks" / f"{3:02}_local_features.ipynb", exercise("chi2", "YOUR CODE HERE"))


def test_a_line_per_notebook_and_the_sum(tmp_path, monkeypatch):
    make_course(tmp_path)
    code, text = shown(monkeypatch, tmp_path)
    assert code == 0
    assert "eigenfaces 3 3 1 2 of 7 1" in text
    assert "local_features 1 0 0 0 of 2" in text
    assert "together 4 3 1 2 of 9 1" in text


def test_a_line_per_exercise(tmp_path, monkeypatch):
    make_course(tmp_path)
    code, text = shown(monkeypatch, tmp_path, "eigenfaces")
    assert code == 0
    assert "project 2 ✔ right" in text and "whiten 2 ✘ not right yet" in text and "why 3 · written" in text


def test_notebooks_without_exercises(tmp_path, monkeypatch):
    make_course(tmp_path)
    write_notebook(tmp_path / "notebooks" / "02_eigenfaces.ipynb")
    code, text = shown(monkeypatch, tmp_path, "eigenfaces")
    assert code == 2 and "no exercises" in text
