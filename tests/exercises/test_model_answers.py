from facelab.exercises import model_answers
from facelab.exercises.model_answers import encode_model_answers, find_model_answers, load_model_answers
from facelab.exercises.notebook_cells import read_cells
from tests.exercises.sample_notebook import exercise, in_words, write_notebook

SOLUTION = "### BEGIN SOLUTION\nBecause of *this* – and that.\n\n$x^2$\n### END SOLUTION"


def test_solutions_in_words_and_no_others(tmp_path):
    path = write_notebook(tmp_path / "a.ipynb", exercise("accept", SOLUTION), in_words("why", SOLUTION))
    assert find_model_answers(read_cells(path)) == {"why": "Because of *this* – and that.\n\n$x^2$"}


def test_a_release_keeps_them_unreadable_and_gives_them_back(tmp_path, monkeypatch):
    answers = {"why": "Because of *this* – and that.", "how": "By chance."}
    text = encode_model_answers(answers)
    assert "Because" not in text and "chance" not in text
    monkeypatch.setattr(model_answers, "RELEASED", tmp_path / "released.json")
    (tmp_path / "released.json").write_text(text, encoding="utf-8")
    assert load_model_answers() == answers


def test_a_clone_has_them_in_its_notebooks():
    answers = load_model_answers()
    assert len(answers) >= 15 and len(answers["strangers-in-words"].split()) > 20
