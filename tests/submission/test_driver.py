import os
import sys

import nbformat
import numpy as np
import pytest

from facelab.submission import driver
from facelab.submission.job import make_rounds, write_job
from facelab.submission.process import run_driver

DOUBLE = """import os
print(os.path.exists("../inputs"))
from IPython.display import display, update_display
display("nothing seen", display_id="shown")
def double(x):
    update_display(f"saw {x}", display_id="shown")
    return 2 * x
"""


@pytest.fixture
def run(tmp_path):
    def run(*sources, exercises=None, inputs=None, images=None):
        cells = [nbformat.v4.new_code_cell(source) for source in sources]
        notebook = nbformat.writes(nbformat.v4.new_notebook(cells=cells))
        folder = tmp_path / "job"
        folder.mkdir()
        n_images = 0 if images is None else len(images)
        write_job(folder, notebook, "a.ipynb", None, 1, exercises, n_images)
        command = [sys.executable, "-m", "facelab.submission.driver", str(folder)]
        lines = []
        found = run_driver(
            command,
            os.environ | {"TMPDIR": str(tmp_path)},
            make_rounds(exercises or {}, inputs or {}, images),
            1,
            lambda number, total, line: lines.append(line),
        )
        assert {path.name for path in folder.rglob("*")} == {"job.json", "notebooks", "a.ipynb"}
        return found, lines

    return run


def test_exercises_of_a_notebook_with_a_cell_that_fails(run):
    exercises = {
        "double": {"name": "double", "n_cases": 2},
        "number": {"name": "number", "n_cases": 0},
        "missing": {"name": "missing", "n_cases": 0},
    }
    found, lines = run(
        DOUBLE,
        "1 / 0",
        "number = 7\nopen('left.txt', 'w').close()",
        exercises=exercises,
        inputs={"double/0/0": 1.5, "double/1/0": [1, 2]},
    )
    assert (found.cause, found.failure) == ("", "")
    assert {name: value.tolist() for name, value in found.values.items()} == {
        "double/0": 3.0,
        "double/1": [2, 4],
        "number/0": 7,
    }
    assert found.problems == {"missing/0": "the notebook does not define missing."}
    assert found.files == ["a.ipynb", "left.txt"]
    executed = nbformat.reads(found.notebook, as_version=4)
    assert [cell.source.partition("\n")[0] for cell in executed.cells] == ["import os", "1 / 0", "number = 7"]
    assert executed.cells[0].outputs[0].text == "False\n"  # nothing had been fed
    assert "nothing seen" in found.notebook and "saw [1 2]" not in found.notebook
    assert lines == ["import os", "1 / 0", "number = 7", driver.COLLECT_ANSWERS.partition("\n")[0]]


def test_a_verifier_gets_its_images_in_batches(run):
    source = "calls = []\ndef embed(images):\n    calls.append(len(images))\n"
    source += "    return [[len(calls), image.sum()] for image in images.astype(float)]"
    images = np.random.default_rng(0).integers(0, 256, (12, 112, 92), dtype=np.uint8)
    found, lines = run(source, "threshold = 0.5", images=images)
    assert not found.failure and not found.problems and found.values["threshold"] == 0.5
    sums = images.sum(axis=(1, 2), dtype=float)
    for number, batch in enumerate((sums[:10], sums[10:], sums)):
        assert np.array_equal(found.values[f"vectors/{number}"][:, 1], batch)
    assert found.values["vectors/0"][:, 0].tolist() == [1] * 10
    assert found.values["vectors/2"][:, 0].tolist() == list(range(3, 15))  # one by one
    assert len(lines) == 6


def test_a_verifier_stops_at_its_first_error(run):
    found, lines = run("1 / 0", "threshold = 0.5", images=np.zeros((1, 112, 92), np.uint8))
    assert (found.cause, found.failure) == ("error", "cell 1: ZeroDivisionError: division by zero")
    assert lines == ["1 / 0"] and not found.values
    assert len(nbformat.reads(found.notebook, as_version=4).cells) == 2
