from facelab.exercises.answer_format import RIGHT_FORMAT
from facelab.exercises.own_work import State, earned, notebook_progress
from tests.exercises.sample_notebook import exercise, in_words, write_notebook

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


def test_each_state(tmp_path):
    path = write_notebook(
        tmp_path / "a.ipynb",
        exercise("right", "x = 1", "✔ right: that is right.", points=4),
        exercise("wrong", "x = 2", "✘ wrong: it should be another number."),
        exercise("unchecked", "x = 3"),
        exercise("chatty", "x = 3", "here I am\n✔ chatty: that is right.\n", points=1),
        exercise("open", STUB, "✘ open: case 1 of 5 is wrong."),
        exercise("format", "x = 4", f"✔ format: {RIGHT_FORMAT}"),
        in_words("words", "Because."),
        in_words("no-words", "YOUR ANSWER HERE"),
    )
    progress = notebook_progress(path)
    assert {each.id: each.state for each in progress} == {
        "right": State.RIGHT,
        "wrong": State.TRIED,
        "unchecked": State.UNCHECKED,
        "chatty": State.RIGHT,
        "open": State.OPEN,
        "format": State.WRITTEN,
        "words": State.WRITTEN,
        "no-words": State.OPEN,
    }
    assert earned(progress) == 5 and sum(each.points for each in progress) == 19


def test_a_missing_answer_cell_is_open(tmp_path):
    path = write_notebook(tmp_path / "a.ipynb", exercise("accept", "x = 1")[1:])
    assert [each.state for each in notebook_progress(path)] == [State.OPEN]
