import re
import subprocess
from collections import Counter
from itertools import pairwise
from pathlib import Path

import nbformat
import pytest
from nbgrader.nbgraderformat import MetadataValidator

from facelab.exercises.checking import ALL

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "notebooks"
COURSE, ASSIGNMENTS = sorted(FOLDER.glob("[0-9][0-9]_*.ipynb")), sorted((FOLDER / "assignments").glob("*.ipynb"))


@pytest.fixture(params=COURSE + ASSIGNMENTS, ids=lambda path: path.stem)
def notebook(request):
    return nbformat.read(request.param, as_version=4)


@pytest.fixture(params=COURSE, ids=lambda path: path.stem)
def course_notebook(request):
    return nbformat.read(request.param, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def test_the_course_has_notebooks_and_exercises():
    assert COURSE
    assert sum(len(grade_ids(nbformat.read(path, as_version=4), graded=True)) for path in COURSE + ASSIGNMENTS) >= 45


def grade_ids(notebook, graded):
    return [
        cell.metadata.nbgrader.grade_id
        for cell in notebook.cells
        if "nbgrader" in cell.metadata and cell.metadata.nbgrader.grade == graded
    ]


def test_stored_as_executed_from_top_to_bottom_without_error(notebook):
    counts = [cell.execution_count for cell in code_cells(notebook)]
    assert counts == list(range(1, len(counts) + 1))
    assert not [o for cell in code_cells(notebook) for o in cell.outputs if o.output_type == "error"]
    assert not [o for cell in code_cells(notebook) for o in cell.outputs if o.get("name") == "stderr"]


def test_nothing_of_the_machine_that_ran_it(notebook):
    assert set(notebook.metadata) <= {"kernelspec", "language_info", "facelab"}  # ours: the minutes, rounded
    assert not re.search(r"/(home|root|work|tmp|Users)/|site-packages", nbformat.writes(notebook))


def test_a_figure_to_move_is_a_picture_where_no_kernel_runs(course_notebook):
    for cell in code_cells(course_notebook):
        if last := re.search(r"^widgets\.\w+\(.*\)$", cell.source.rpartition("\n")[2]):
            assert [list(output.data) for output in cell.outputs] == [["image/png", "text/plain"]], last[0]


def test_cells_are_short_and_figures_small(notebook):
    for cell in code_cells(notebook):
        assert len([line for line in cell.source.splitlines() if line.strip()]) <= 30, cell.id
        for output in cell.outputs:
            assert len(output.get("data", {}).get("image/png", "")) * 3 / 4 < 200 * 1024, cell.id
    assert len(nbformat.writes(notebook)) < 2 * 2**20


def test_frame(course_notebook):
    notebook = course_notebook
    text = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    for part in ("**The question.**", "**You will be able to**", "**It builds on**", "**Time:**"):
        assert part in notebook.cells[0].source
    assert text.index("# Summary") < text.index("# Exercises") < text.index("# References")
    summary = re.search(r"# Summary\n\n(.*?)(?=\n# |\Z)", text, re.DOTALL).group(1)
    assert len(re.findall(r"^- ", summary, re.MULTILINE)) == 5


def test_exercise_cells_are_nbgraders(notebook):
    cells = [cell for cell in notebook.cells if "nbgrader" in cell.metadata]
    for cell in cells:
        MetadataValidator().validate_cell(cell)
    assert not [name for name, n in Counter(cell.metadata.nbgrader.grade_id for cell in cells).items() if n > 1]
    for cell in cells:
        assert ("### BEGIN SOLUTION" in cell.source) == cell.metadata.nbgrader.solution


def test_a_question_stands_right_above_its_answer(course_notebook):
    for question, cell in pairwise(course_notebook.cells):
        if cell.metadata.get("nbgrader", {}).get("solution"):
            assert question.cell_type == "markdown", cell.id


def test_three_exercises_that_check_themselves_and_one_in_words(course_notebook):
    cells = [cell for cell in course_notebook.cells if "nbgrader" in cell.metadata and cell.metadata.nbgrader.grade]
    assert len([cell for cell in cells if not cell.metadata.nbgrader.solution]) >= 3
    assert [cell for cell in cells if cell.metadata.nbgrader.solution]


def test_every_check_passes_with_the_solution_and_is_compared_by_nbval(notebook):
    checks = [cell for cell in code_cells(notebook) if cell.source.rstrip().endswith(")") and "check(" in cell.source]
    for cell in checks:
        assert cell.source.startswith("# NBVAL_CHECK_OUTPUT"), cell.id
        assert cell.outputs[0].text.startswith("✔"), cell.id


def test_every_exercise_is_in_one_notebook():
    text = "".join(path.read_text(encoding="utf-8") for path in COURSE + ASSIGNMENTS)
    assert {name: text.count(f'check(\\"{name}\\"') for name in ALL} == dict.fromkeys(ALL, 1)


def test_a_clone_is_small():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    sizes = {name: (ROOT / name).stat().st_size for name in listed.split("\0") if name and (ROOT / name).is_file()}
    assert len(sizes) > 300 and sum(sizes.values()) < 60 * 2**20
