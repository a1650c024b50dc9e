"""Show a model answer, once the student has tried."""

from pathlib import Path

from IPython.display import Markdown

from facelab.exercises.model_answers import load_model_answers
from facelab.exercises.notebook_cells import Cell, read_cells

MIN_WORDS = 15


def reveal(exercise_id: str, answer: str | None = None) -> Markdown | None:
    """Show the model answer of an exercise in words, after you have written your own and saved the notebook.

    Parameters
    ----------
    exercise_id : str
        The name of the exercise.
    answer : str, optional
        Your answer. Without it, it is taken from its cell in the saved notebook of the folder you work in.

    Returns
    -------
    Markdown or None
        The model answer; None, with a printed sentence that says what is missing, if there is nothing to show yet.

    Examples
    --------
    >>> reveal("strangers-in-words", "No idea.")
    Write your own answer first: at least 15 different words, found 2.
    Then save the notebook, and run this cell again.
    """
    model = load_model_answers().get(exercise_id)
    if model is None:
        print(f"There is no model answer to {exercise_id!r} here; your instructor may have one.")
        return None
    if answer is None:
        found = _saved_cell(exercise_id)
        if found is None:
            print(
                f"No notebook in {Path.cwd().name}/ has the exercise {exercise_id!r}. Save this notebook, or pass your "
                f'answer: reveal("{exercise_id}", "…").'
            )
            return None
        answer = found.answer
    if (n_words := len(set(answer.casefold().split()))) < MIN_WORDS:
        print(
            f"Write your own answer first: at least {MIN_WORDS} different words, found {n_words}.\n"
            "Then save the notebook, and run this cell again."
        )
        return None
    return Markdown(f"**A model answer.** Yours may use other words. Does it make the same points?\n\n{model}")


def _saved_cell(exercise_id: str) -> Cell | None:
    """Find the cell that the student writes in, in the newest notebook here that has the exercise."""
    folders = Path.cwd(), Path.cwd() / "notebooks"
    notebooks = [path for folder in folders for path in folder.glob("*.ipynb")]
    notebooks.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    cells = (cell for path in notebooks for cell in read_cells(path))
    return next((cell for cell in cells if cell.grade_id == exercise_id and cell.is_answer), None)
