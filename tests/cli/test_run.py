import signal
import subprocess
import sys
import time

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from rich.progress import Progress
from typer.testing import CliRunner

from facelab.cli.main import app


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for folder in ("notebooks", "weights"):
        (tmp_path / folder).mkdir()
    (tmp_path / "weights" / "registry.toml").touch()
    for name, title, source in (
        ("01_good", "A good one", "print('all is well')"),
        ("02_bad", "A bad one", "raise ValueError('too dark')"),
        ("03_fine", "A fine one", "print('fine too')"),
    ):
        cells = [new_markdown_cell(f"# {title}"), new_code_cell(source, metadata={"tags": ["headline"]})]
        nbformat.write(new_notebook(cells=cells), tmp_path / "notebooks" / f"{name}.ipynb")
    return tmp_path


def invoke(*arguments):
    return CliRunner().invoke(app, arguments, terminal_width=120, env={"COLUMNS": "120"})


def test_a_failing_notebook_is_named_and_the_rest_still_run(course):
    result = invoke("run")
    assert result.exit_code == 1
    assert "✘ A bad one" in result.output and "02_bad.ipynb, cell 1: ValueError: too dark" in result.output
    assert "all is well" in result.output and "fine too" in result.output
    assert sorted(path.name for path in (course / "build").iterdir()) == [
        "01_good.ipynb", "02_bad.ipynb", "03_fine.ipynb",
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["01", "good", "01_good", "notebooks/01_good.ipynb"])
def test_one_notebook_by_number_name_or_path(course, name):
    result = invoke("run", name)
    assert result.exit_code == 0 and "A good one" in result.output and "fine" not in result.output


def test_a_whole_name_wins_over_a_longer_one(course):
    (course / "notebooks" / "03_fine.ipynb").rename(course / "notebooks" / "03_good_too.ipynb")
    result = invoke("run", "good")
    assert result.exit_code == 0 and "A good one" in result.output and "A fine one" not in result.output
    assert "several notebooks for 'goo'" in invoke("run", "goo").output


def test_the_notebook_itself_changes_only_with_store(course):
    path = course / "notebooks" / "01_good.ipynb"
    before = path.read_text()
    invoke("run", "01")
    assert path.read_text() == before
    invoke("run", "01", "--store")
    assert "all is well" in nbformat.read(path, as_version=4).cells[1].outputs[0].text


def test_another_order_renames_files_and_nothing_else(course):
    (course / "notebooks" / "01_good.ipynb").rename(course / "notebooks" / "05_good.ipynb")
    assert invoke("run", "good").exit_code == invoke("run", "05").exit_code == 0
    assert invoke("run", "01").exit_code == 2


def test_a_slow_notebook_is_reported_with_its_cell(course):
    cells = [new_markdown_cell("# Slow"), new_code_cell("1"), new_code_cell("import time; time.sleep(2)")]
    slow = new_notebook(cells=cells, metadata={"facelab": {"minutes": 0.01}})
    nbformat.write(slow, course / "notebooks" / "01_good.ipynb")
    result = invoke("run", "good")
    assert result.exit_code == 0
    assert (
        "01_good.ipynb: cell 2 is running, and the notebook has taken 3 times its usual 0.01 minutes" in result.output
    )


def test_minutes_is_a_limit_for_those_who_want_one(course):
    cells = [new_markdown_cell("# Slow"), new_code_cell("import time; time.sleep(30)")]
    nbformat.write(new_notebook(cells=cells), course / "notebooks" / "01_good.ipynb")
    result = invoke("run", "good", "--minutes", "0.05")
    assert result.exit_code == 1 and "the notebook's 0.05 minutes were over" in result.output


def test_a_failing_notebook_is_not_stored(course):
    path = course / "notebooks" / "02_bad.ipynb"
    before = path.read_text()
    assert invoke("run", "02", "--store").exit_code == 1
    assert path.read_text() == before


@pytest.mark.parametrize(("name", "sentence"), [("07", "no notebook for '07'"), ("0", "no notebook for '0'")])
def test_an_unknown_notebook(course, name, sentence):
    result = invoke("run", name)
    assert result.exit_code == 2 and sentence in result.output and "the course has good, bad, fine" in result.output


def test_the_live_line_shows_each_cell(course, monkeypatch):
    lines = []
    monkeypatch.setattr(Progress, "update", lambda self, task, **fields: lines.append(fields["line"]))
    invoke("run", "01")
    assert lines == ["print('all is well')"]


def test_ctrl_c_stops_everything_and_shows_what_was_done(course):
    path = course / "notebooks" / "02_bad.ipynb"
    slow = new_notebook(cells=[new_markdown_cell("# Slow"), new_code_cell("import time; time.sleep(60)")])
    nbformat.write(slow, path)
    command = [sys.executable, "-m", "facelab", "run"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=course) as process:
        while "A good one" not in (line := process.stdout.readline()):
            assert line, "ended too early"
        time.sleep(3)  # the slow notebook has started
        process.send_signal(signal.SIGINT)
        output = process.communicate(timeout=30)[0]
    assert process.returncode == 130
    assert "Stopped by Ctrl-C" in output and "all is well" in output and "fine too" not in output


def test_the_notebooks_are_not_overwritten_by_their_copies(course):
    result = invoke("run", "--build", "notebooks")
    assert result.exit_code == 2 and "holds the notebooks themselves" in result.output
    copy = course / "other" / "01_good.ipynb"
    copy.parent.mkdir()
    copy.write_text((course / "notebooks" / "01_good.ipynb").read_text())
    result = invoke("run", "notebooks/01_good.ipynb", str(copy))
    assert result.exit_code == 2 and "two of the notebooks have the same name" in result.output


def test_a_build_folder_that_is_a_file(course):
    (course / "afile").write_text("")
    result = invoke("run", "--build", "afile")
    assert result.exit_code == 2 and "cannot be created" in result.output


def test_the_copies_land_in_the_course_wherever_it_is_run(course, monkeypatch):
    monkeypatch.chdir(course / "notebooks")
    invoke("run", "01")
    assert (course / "build" / "01_good.ipynb").is_file()


def test_a_course_without_notebooks(tmp_path, monkeypatch):
    (tmp_path / "weights").mkdir()
    (tmp_path / "weights" / "registry.toml").touch()
    monkeypatch.chdir(tmp_path)
    result = invoke("run")
    assert result.exit_code == 2 and "holds no notebooks" in result.output


def test_help_teaches():
    assert "facelab run eigenfaces facenet" in invoke("run", "--help").output
