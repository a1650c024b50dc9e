import pytest

from facelab.exercises.notebook_cells import read_cells
from tests.exercises.sample_notebook import cell, exercise, in_words, write_notebook


def test_answers_checks_and_what_was_printed(tmp_path):
    path = write_notebook(
        tmp_path / "a.ipynb", exercise("accept", "x = 1", "✔ accept"), in_words("why", "YOUR ANSWER HERE")
    )
    answer, check, words = read_cells(path)
    assert (answer.grade_id, answer.is_answer, answer.is_code, answer.points) == ("accept", True, True, None)
    assert (check.grade_id, check.is_answer, check.output, check.points) == ("accept-check", False, "✔ accept", 2)
    assert (words.is_code, words.points) == (False, 3)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("YOUR ANSWER HERE", False),
        ("# YOUR CODE HERE\nraise NotImplementedError()", False),
        (" ", False),
        ("No.", True),
    ],
)
def test_a_stub_is_not_an_answer(tmp_path, source, written):
    assert (
        read_cells(
            write_notebook(tmp_path / "a.ipynb", [cell("code" if "CODE" in source else "markdown", source, "why")])
        )[0].is_written
        is written
    )


def test_text_below_a_stub_is_an_answer_and_code_below_one_is_not(tmp_path):
    source = "YOUR ANSWER HERE\n\nBecause of the light."
    path = write_notebook(tmp_path / "a.ipynb", in_words("why", source), exercise("accept", "x = 1\n# YOUR CODE HERE"))
    words, code, _ = read_cells(path)
    assert words.is_written and words.answer == "Because of the light."
    assert not code.is_written


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"cells": [1]}', b'{"cells": [{"cell_type": "code"}]}'])
def test_what_is_no_notebook_has_no_cells(tmp_path, content):
    (tmp_path / "a.ipynb").write_bytes(content)
    assert read_cells(tmp_path / "a.ipynb") == [] == read_cells(tmp_path / "missing.ipynb")
