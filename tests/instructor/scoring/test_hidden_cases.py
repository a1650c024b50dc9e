import nbformat
import numpy as np
import pytest

from facelab.exercises.checking import EXERCISES, PUBLIC_SEED
from facelab.instructor.answers import GRADED
from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.hidden_cases import answer_requests, case_inputs, hidden_cases
from facelab.submission.values import from_bytes, to_bytes

ALL = EXERCISES | GRADED


def released(*names):
    return ReleasedNotebook(
        "x",
        nbformat.v4.new_notebook(),
        [GradedExercise(name, 1, f"{name}-check", "answer") for name in names],
    )


@pytest.mark.parametrize("name", ALL)
def test_arguments_and_right_answers_survive_the_way_into_the_sandbox_and_out(name):
    """As `collect_answers` does it: arguments as bytes, single ones as Python's own; answers as bytes."""
    cases = hidden_cases(released(name), secret=5)[name]
    for number, arguments in enumerate(cases.arguments):
        arrays = [from_bytes(to_bytes(argument)) for argument in arguments]
        again = [array if array.ndim else array.item() for array in arrays]
        answer = ALL[name].reference(*again) if ALL[name].cases else ALL[name].reference
        assert cases.is_right(number, from_bytes(to_bytes(answer)))


def test_the_secret_decides_and_the_public_cases_are_others():
    first, again, other = (repr(case_inputs(hidden_cases(released("softmax"), secret))) for secret in (1, 1, 2))
    assert first == again != other
    public = list(EXERCISES["softmax"].cases(np.random.default_rng(PUBLIC_SEED)))
    hidden = hidden_cases(released("softmax"), 1)["softmax"].arguments
    assert len(hidden) == 3 * len(public) and repr(public[-1]) not in repr(hidden)


def test_what_is_asked_of_a_notebook():
    notebook = released("accept", "sigmoid-slope", "read-by-a-person")
    found = answer_requests(notebook, hidden_cases(notebook, 1))
    assert found == {"accept": {"name": "answer", "n_cases": 15}, "sigmoid-slope": {"name": "answer", "n_cases": 0}}
