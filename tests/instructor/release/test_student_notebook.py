import nbformat
from nbgrader.nbgraderformat import MetadataValidator
from nbgrader.utils import compute_checksum
from nbgrader.validator import Validator

from facelab.instructor.release.settings import ReleaseSettings
from facelab.instructor.release.student_notebook import grade_ids, student_notebook
from tests.instructor.sample_course import ALL_NOTEBOOKS, COURSE, START, find_notebook


def read(path):
    return nbformat.read(path, as_version=4)


def for_students(**settings):
    return student_notebook(read(find_notebook(START)), ReleaseSettings(**settings), None)


def test_no_output_and_no_count_is_left(released_notebooks):
    for notebook in released_notebooks:
        for cell in notebook.cells:
            assert not cell.get("outputs") and cell.get("execution_count") is None


def test_cells_are_valid_for_nbgrader_checks_are_locked_and_have_checksums(released_notebooks):
    for notebook in released_notebooks:
        nbformat.validate(notebook)
        for cell in notebook.cells:
            if "nbgrader" in cell.metadata:
                MetadataValidator().validate_cell(cell)
                assert cell.metadata.nbgrader.checksum == compute_checksum(cell)
                if cell.metadata.nbgrader.grade and not cell.metadata.nbgrader.solution:
                    assert cell.metadata.editable is False and cell.metadata.deletable is False


def test_nbgrader_finds_no_changed_check(released_notebooks):
    validator = Validator()
    for notebook in released_notebooks:
        assert validator._get_changed_cells(notebook) == [] and validator._get_type_changed_cells(notebook) == []


def test_metadata_are_nbgraders_and_the_minutes_that_a_notebook_takes(released_notebooks):
    for notebook in released_notebooks:
        assert set(notebook.metadata) - {"facelab"} == {"kernelspec", "language_info"}
        assert set(notebook.metadata.get("facelab", {})) <= {"minutes"}
        for cell in notebook.cells:
            assert set(cell.metadata) <= {"nbgrader", "tags", "editable", "deletable"}


def test_up_to_the_first_stub_cells_are_those_that_run_in_the_tests(released):
    """Only some notebooks run in `test_a_released_notebook_runs_to_the_first_stub`; nbval runs all of these cells."""
    for path in ALL_NOTEBOOKS:
        ours, theirs = (read(folder / path.relative_to(COURSE)).cells for folder in (COURSE, released))
        first = next(i for i, cell in enumerate(ours) if cell.metadata.get("nbgrader", {}).get("solution"))
        assert [cell.source for cell in ours[:first]] == [cell.source for cell in theirs[:first]]


def test_hidden_tests_and_mark_schemes_are_cleared():
    notebook = read(find_notebook(START))
    check = next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("locked"))
    task = {"grade": False, "grade_id": "task", "locked": True, "points": 1, "schema_version": 3, "solution": False}
    notebook.cells.append(nbformat.v4.new_markdown_cell("Do it.", metadata={"nbgrader": task | {"task": True}}))
    check.source += "\n### BEGIN HIDDEN TESTS\nassert secret\n### END HIDDEN TESTS"
    notebook.cells[-1].source += "\n### BEGIN MARK SCHEME\nfor secret eyes\n### END MARK SCHEME"
    assert "secret" not in nbformat.writes(student_notebook(notebook, ReleaseSettings(), None))


def test_an_excluded_exercise_is_gone_with_its_question_and_its_check():
    excluded = {"identify", "strangers-in-words"}
    before, after = read(find_notebook(START)), for_students(exclude=list(excluded))
    assert set(grade_ids(before)) - set(grade_ids(after)) == excluded
    text = "\n".join(cell.source for cell in after.cells)
    assert "**Exercise 3" not in text and "**Exercise 7" not in text and 'check("identify"' not in text
    assert 'reveal("strangers-in-words")' not in text and 'reveal("mean-or-nearest-in-words")' in text
    assert len(before.cells) - len(after.cells) == 3 + 3


def test_the_heading_in_front_of_an_excluded_exercise_stays():
    notebook = read(find_notebook(START))
    heading = next(i for i, cell in enumerate(notebook.cells) if cell.source.startswith("# Exercises"))
    notebook.cells[heading + 2].source = "# Exercises\n\n" + notebook.cells[heading + 2].source
    del notebook.cells[heading : heading + 2]
    released = student_notebook(notebook, ReleaseSettings(exclude=["accept"]), None)
    sources = [cell.source for cell in released.cells]
    assert "# Exercises" in sources and not any("**Exercise 1 " in source for source in sources)


def test_points_are_changed_where_students_read_them():
    notebook = for_students(points={"accept": 7, "strangers-in-words": 1})
    points = {
        cell.metadata.nbgrader.grade_id: cell.metadata.nbgrader.get("points")
        for cell in notebook.cells
        if "nbgrader" in cell.metadata
    }
    assert points["accept-check"] == 7 and points["strangers-in-words"] == 1 and points["identify-check"] == 2
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "**Exercise 1 (7 points, warm-up)" in text and "**Exercise 7 (1 point, explain)" in text
