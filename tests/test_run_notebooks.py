import asyncio

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from facelab.run_notebooks import run_notebook, store_minutes, stored_minutes


@pytest.fixture
def run(tmp_path):
    def run(*sources, minutes=1.0, stored="", usual=None, on_slow=lambda *_: None):
        cells = [new_markdown_cell("intro\n\n# A title\n\n## A step"), *(new_code_cell(source) for source in sources)]
        cells[-1].metadata["tags"] = ["headline"]
        cells[-1].outputs = [new_output("stream", text=stored)] if stored else []
        path = tmp_path / "course" / "01_test.ipynb"
        path.parent.mkdir(exist_ok=True)
        metadata = {"facelab": {"minutes": usual}} if usual else {}
        nbformat.write(new_notebook(cells=cells, metadata=metadata), path)
        progress = []
        outcome = run_notebook(path, tmp_path / "build", minutes, lambda *step: progress.append(step), on_slow=on_slow)
        return outcome, progress, nbformat.read(tmp_path / "build" / path.name, as_version=4)

    return run


def test_every_cell_runs_in_the_notebooks_folder(run):
    outcome, progress, executed = run("a = 1", "", "import os\nprint(os.path.basename(os.getcwd()), a)")
    assert (outcome.title, outcome.headline, outcome.failure) == ("A title", "course 1", "")
    assert progress == [(1, 2, "a = 1"), (2, 2, "import os")]
    assert executed.cells[-1].execution_count == 2


def test_an_error_names_the_cell_and_what_came_before_is_kept(run):
    outcome, _, executed = run("print('before')", "1 / 0", "print('after')", stored="from an earlier run")
    assert outcome.failure == "cell 2: ZeroDivisionError: division by zero"
    assert executed.cells[1].outputs[0].text == "before\n" and not executed.cells[3].outputs


def test_the_time_limit_is_for_the_whole_notebook(run):
    sleep = "import time; time.sleep(1.2)"
    outcome, _, _ = run(*[sleep] * 6, minutes=4 / 60)
    assert "the notebook's 0.0666667 minutes were over" in outcome.failure
    assert outcome.minutes < 0.3


def test_a_time_out_without_a_limit_is_a_failure_and_stops_nothing_else(run, monkeypatch):
    def time_out(self, **_):
        raise TimeoutError

    monkeypatch.setattr(NotebookClient, "execute", time_out)
    assert run("1", minutes=None)[0].failure == "cell 0: stopped, the kernel did not answer in time"


def test_short_cells_do_not_stretch_the_time_limit(run):
    outcome, progress, _ = run(*["import time; time.sleep(0.4)"] * 20, minutes=3 / 60)
    assert "minutes were over" in outcome.failure and len(progress) < 12


def test_without_a_limit_a_slow_notebook_is_reported_and_goes_on(run):
    slow = []
    outcome, _, executed = run(
        "1", "import time; time.sleep(2)", "2", minutes=None, usual=0.01, on_slow=lambda *at: slow.append(at)
    )
    assert slow == [(2, 0.01)] and outcome.failure == "" and executed.cells[-1].execution_count == 3
    assert executed.metadata.facelab.minutes == 0.01
    quick = []
    run("1", minutes=None, usual=5, on_slow=lambda *at: quick.append(at))
    run("1", minutes=None, on_slow=lambda *at: quick.append(at))
    assert not quick


def test_stored_minutes_change_only_when_they_are_far_off():
    notebook = new_notebook()
    for minutes, expected in ((1.04, 1.0), (1.9, 1.0), (0.6, 1.0), (2.11, 2.1), (0.01, 0.1)):
        store_minutes(notebook, minutes)
        assert stored_minutes(notebook) == expected


@pytest.mark.parametrize("ours", [3, None, {}, {"minutes": "ten"}, {"minutes": -1}, {"minutes": 1e308}])
def test_other_metadata_of_that_name_says_nothing_about_minutes(ours):
    assert stored_minutes(new_notebook(metadata={"facelab": ours})) is None


def test_a_dead_kernel_is_a_failure(run):
    outcome, _, _ = run("import os; os._exit(1)")
    assert "cell 1: the kernel died" in outcome.failure


@pytest.mark.parametrize(
    "content", ["", "{", "{}", "[]", "null", '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}}']
)
def test_no_notebook(tmp_path, content):
    path = tmp_path / "02_broken.ipynb"
    path.write_text(content)
    assert "not a readable notebook" in run_notebook(path, tmp_path, 1, lambda *_: None).failure


def test_the_headline_is_what_was_printed_not_a_warning(run):
    outcome, _, _ = run("import sys\nprint('97 %')\nprint('beware', file=sys.stderr)")
    assert outcome.headline == "97 %"


def test_an_error_of_many_lines_is_reported_in_one(run):
    outcome, _, _ = run("raise ValueError('first line\\nsecond line')")
    assert outcome.failure == "cell 1: ValueError: first line"


def test_nothing_of_the_machine_is_stored_and_a_second_run_is_the_same(run):
    sources = "import ipywidgets; ipywidgets.IntSlider(3)", "import sys\nprint(1, flush=True)\nprint(2, flush=True)"
    _, _, first = run(*sources)
    _, _, second = run(*sources)
    for notebook in (first, second):
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        assert notebook.metadata.language_info == {"name": "python"}
    assert [cell.get("outputs") for cell in first.cells] == [cell.get("outputs") for cell in second.cells]
    assert "execution" not in first.cells[1].metadata


def test_ctrl_c_while_the_kernel_starts(run, monkeypatch):
    def cancel(self, **_):
        raise asyncio.CancelledError

    monkeypatch.setattr(NotebookClient, "execute", cancel)
    with pytest.raises(KeyboardInterrupt):
        run("1")


def test_a_copy_that_cannot_be_written_is_a_failure(run, tmp_path):
    (tmp_path / "build" / "01_test.ipynb").mkdir(parents=True)
    with pytest.raises(IsADirectoryError):  # reading it back, in the fixture
        run("1")
    outcome = run_notebook(tmp_path / "course" / "01_test.ipynb", tmp_path / "build", 1, lambda *_: None)
    assert "its copy could not be written" in outcome.failure


def test_streams_are_joined_and_nothing_else_is_lost(tmp_path):
    source = (
        "import sys\nfrom IPython.display import display\ndisplay('first')\nfor i in range(3):\n    print(i, end=' ')\n"
    )
    source += "    print('noise', file=sys.stderr)\n    sys.stdout.flush()\n    display(i)"
    cells = [nbformat.v4.new_code_cell(source), nbformat.v4.new_code_cell("'alone'")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    found = run_notebook(tmp_path / "a.ipynb", tmp_path / "build", 1, lambda *_: None).notebook
    first, *rest = found.cells[0].outputs
    assert first.data["text/plain"] == "'first'" and found.cells[1].outputs[0].data["text/plain"] == "'alone'"
    assert [(each.name, each.text) for each in rest[:2]] == [("stdout", "0 1 2 "), ("stderr", "noise\n" * 3)]
    assert [each.data["text/plain"] for each in rest[2:]] == ["0", "1", "2"]
