import nbformat
import pytest

from facelab.instructor.release.released import read_released
from tests.instructor.sample_course import START, VERIFIER, find_notebook


def test_exercises_with_their_points_and_the_names_of_their_answers(released):
    notebook = read_released(find_notebook(START, released / "notebooks"))
    assert [(each.id, each.name, each.points) for each in notebook.exercises] == [
        ("accept", "accept", 1),
        ("stranger-accepted", "probability", 1),
        ("identify", "identify", 2),
        ("best-threshold", "best_threshold", 3),
        ("identify-by-person", "identify_by_person", 4),
        ("mean-or-nearest-in-words", "", 3),
        ("strangers-in-words", "", 2),
    ]
    assert notebook.maximum == 16 and not notebook.is_verifier
    assert notebook.name == START
    assert read_released(find_notebook(VERIFIER, released / "notebooks")).is_verifier


def graded_cell(source):
    data = {"grade": True, "grade_id": "a-check", "locked": True, "points": 1, "schema_version": 3, "solution": False}
    return nbformat.v4.new_code_cell(source, metadata={"nbgrader": data})


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ([], "a.ipynb has no exercise that gives points"),
        ([graded_cell("assert answer == 1")], r'expected check\("exercise", answer\) in the cell'),
        (None, "a.ipynb cannot be read .*; make the release again"),
    ],
)
def test_bad_input(tmp_path, cells, sentence):
    path = tmp_path / "a.ipynb"
    if cells is not None:
        nbformat.write(nbformat.v4.new_notebook(cells=cells), path)
    with pytest.raises(ValueError, match=sentence):
        read_released(path)
