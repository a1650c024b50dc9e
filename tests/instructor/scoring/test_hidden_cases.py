import nbformat
import numpy as np
import pytest

from facelab.exercises.checking import EXERCISES, PUBLIC_SEED
from facelab.instructor.answers import GRADED
from facelab.instructor.release.released import GradedExercise, ReleasedNotebook
from facelab.instructor.scoring.assess import RAN, assess
from facelab.instructor.scoring.hidden_cases import asked, hidden_cases
from facelab.instructor.scoring.result import Result
from facelab.submission.process import Run
from facelab.submission.values import from_bytes, to_bytes

ALL = EXERCISES | GRADED


def released(*names):
    return ReleasedNotebook(
        "x", nbformat.v4.new_notebook(), [GradedExercise(name, 1, f"{name}-check", "answer") for name in names]
    )


@pytest.mark.parametrize("name", ALL)
def test_arguments_and_right_answers_survive_the_way_into_the_sandbox_and_out(name):
    """As `collect` does it: arguments as bytes, single ones as Python's own; answers as bytes."""
    cases = hidden_cases(released(name), secret=5).cases[name]
    for number, arguments in enumerate(cases.arguments):
        arrays = [from_bytes(to_bytes(argument)) for argument in arguments]
        again = [array if array.ndim else array.item() for array in arrays]
        answer = ALL[name].reference(*again) if ALL[name].cases else ALL[name].reference
        assert cases.is_right(number, from_bytes(to_bytes(answer)))


def test_the_secret_decides_and_the_public_cases_are_others():
    first, again, other = (repr(hidden_cases(released("softmax"), secret).inputs()) for secret in (1, 1, 2))
    assert first == again != other
    public = list(EXERCISES["softmax"].cases(np.random.default_rng(PUBLIC_SEED)))
    hidden = hidden_cases(released("softmax"), 1).cases["softmax"].arguments
    assert len(hidden) == 3 * len(public) and repr(public[-1]) not in repr(hidden)


def test_what_is_asked_of_a_notebook():
    notebook = released("accept", "sigmoid-slope", "read-by-a-person")
    found = asked(notebook, hidden_cases(notebook, 1))
    assert found == {"accept": {"name": "answer", "n_cases": 15}, "sigmoid-slope": {"name": "answer", "n_cases": 0}}


def outcome(run, *names):
    result = Result("ada", "x", "k", "f", "2026-11-20")
    assess(result, run, released(*names), hidden_cases(released(*names), 1), None)
    return result


def test_all_right():
    cases = hidden_cases(released("accept"), 1).cases["accept"]
    values = {f"accept/{i}": np.asarray(expected) for i, expected in enumerate(cases.expected)}
    result = outcome(Run(values=values), "accept")
    assert result.compared["accept"].right == result.compared["accept"].cases == 15 and result.state == "graded"


def test_a_known_mistake_gets_its_hint_and_no_case_is_shown():
    cases = hidden_cases(released("accept"), 1).cases["accept"]
    values = {f"accept/{i}": d < t for i, (d, t) in enumerate(cases.arguments)}
    compared = outcome(Run(values=values), "accept").compared["accept"]
    assert 0 < compared.right < 15 and compared.note == "a distance that equals the threshold is accepted, too."


def test_nothing_came_out():
    compared = outcome(Run(), "accept").compared["accept"]
    assert (compared.right, compared.cases, compared.note) == (0, 15, "no value came out.")
    problems = {"accept/0": "KeyError: 'x'"}
    assert outcome(Run(problems=problems), "accept").compared["accept"].note == "it ends in KeyError."


@pytest.mark.parametrize(
    ("cause", "failure", "state"),
    [
        ("", "", "graded"),
        ("error", "cell 3: KeyError: 'x'", "crashed"),
        ("error", "cell 3: MemoryError: no message", "out-of-memory"),
        ("memory", "it used more than 8 GiB of memory", "out-of-memory"),
        ("time", "it did not end within 50 minutes", "timeout"),
        ("death", "the kernel died", "crashed"),
        ("weights", "it is not an HDF5 file", "invalid"),
        ("something else", "?", "crashed"),
    ],
)
def test_states(cause, failure, state):
    result = outcome(Run(cause=cause, failure=failure), "accept")
    assert (result.state, result.sentence) == (state, failure or RAN)


def test_calling_facelab_is_for_a_person_to_judge():
    result = outcome(Run(problems={"accept/facelab-calls": "pair_distances"}), "accept")
    assert result.state == "needs-review" and "accept" in result.sentence
