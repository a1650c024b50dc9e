import os

import pytest

from facelab.exercises import reveal
from tests.exercises.sample_notebook import in_words, write_notebook

NAME = "why"
OWN = "I believe that the light changes every pixel, so that the distance grows for the same person, too."


@pytest.fixture(autouse=True)
def course(tmp_path, monkeypatch):
    monkeypatch.setattr("facelab.exercises.revealing.load_model_answers", lambda: {NAME: "It is the light."})
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_whoever_has_written_an_answer_sees_the_model(course):
    write_notebook(course / "02_notebook.ipynb", in_words(NAME, OWN))
    shown = reveal(NAME)
    assert "It is the light." in shown.data and "model answer" in shown.data


@pytest.mark.parametrize("source", ["YOUR ANSWER HERE", "The light.", "", "bla " * 20])
def test_nobody_else_does(course, capsys, source):
    write_notebook(course / "02_notebook.ipynb", in_words(NAME, source))
    assert reveal(NAME) is None
    assert "Write your own answer first" in capsys.readouterr().out


def test_the_notebook_is_known_by_the_exercise_and_the_newest_copy_counts(course):
    old = write_notebook(course / "copy.ipynb", in_words(NAME, "YOUR ANSWER HERE"))
    os.utime(old, (1, 1))
    write_notebook(course / "mine.ipynb", in_words(NAME, OWN))
    write_notebook(course / "other.ipynb", in_words("how", "No."))
    assert reveal(NAME) is not None


def test_without_a_saved_notebook_the_answer_can_be_given(course, capsys):
    assert reveal(NAME) is None and "No notebook in" in capsys.readouterr().out
    assert reveal(NAME, OWN) is not None
    assert reveal(NAME, "Light.") is None and "found 1." in capsys.readouterr().out


def test_an_exercise_without_a_model_answer(capsys):
    assert reveal("what", OWN) is None
    assert "no model answer to 'what'" in capsys.readouterr().out


def test_text_below_the_stub_counts_and_a_notebook_one_folder_down_is_found(course):
    (course / "notebooks").mkdir()
    write_notebook(course / "notebooks" / "mine.ipynb", in_words(NAME, f"YOUR ANSWER HERE\n\n{OWN}"))
    assert reveal(NAME) is not None
