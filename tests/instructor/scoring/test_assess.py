import json

import numpy as np
import pytest

from facelab.instructor.scoring.assess import NO_FAILURE, assess, redact
from facelab.instructor.scoring.hidden_cases import hidden_cases
from facelab.instructor.scoring.result import Result
from facelab.submission.contract import IMAGES
from facelab.submission.in_kernel import collect_answers, embed_batch
from facelab.submission.process import Run
from facelab.submission.values import MAX_BYTES, from_bytes, to_bytes
from tests.instructor.scoring.test_hidden_cases import released


def outcome(run, *names):
    result = Result("ada", "x", "k", "f", "2026-11-20")
    assess(result, run, released(*names), hidden_cases(released(*names), 1), None)
    return result


def test_all_right():
    cases = hidden_cases(released("accept"), 1)["accept"]
    values = {f"accept/{i}": np.asarray(expected) for i, expected in enumerate(cases.expected)}
    result = outcome(Run(values=values), "accept")
    assert result.compared["accept"].right == result.compared["accept"].cases == 15 and result.state == "graded"


def test_a_known_mistake_gets_its_hint_and_no_case_is_shown():
    cases = hidden_cases(released("accept"), 1)["accept"]
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
    assert (result.state, result.sentence) == (state, failure or NO_FAILURE)


def test_calling_facelab_is_for_a_person_to_judge():
    result = outcome(Run(problems={"accept/facelab-calls": "pair_distances"}), "accept")
    assert result.state == "needs-review" and "accept" in result.sentence


def fail():
    raise NotImplementedError


@pytest.fixture
def problem(tmp_path):
    """What the student's side says of an answer."""

    def collect(n_cases=0, **variables):
        (tmp_path / "inputs" / "accept" / "0").mkdir(parents=True)
        job = {"exercises": {"accept": {"name": "answer", "n_cases": n_cases}}, "n_images": 0}
        (tmp_path / "job.json").write_text(json.dumps(job))
        collect_answers(variables, str(tmp_path))
        return (tmp_path / "results" / "accept" / "0.txt").read_text()

    return collect


@pytest.mark.parametrize(
    ("n_cases", "variables"),
    [
        (0, {}),
        (1, {}),
        (0, {"answer": None}),
        (0, {"answer": [[1], [2, 3]]}),
        (0, {"answer": np.zeros(MAX_BYTES + 8, np.uint8)}),
        (1, {"answer": 3}),
        (1, {"answer": fail}),
    ],
)
def test_what_is_said_of_an_answer_is_kept(problem, n_cases, variables):
    said = problem(n_cases, **variables)
    assert redact(said) == said and said.endswith(".")


@pytest.mark.parametrize("embed", [3, fail, lambda images: images, lambda images: np.zeros((7, 128))])
def test_what_is_said_of_a_verifier_is_kept(tmp_path, embed):
    (tmp_path / "inputs").mkdir()
    (tmp_path / "inputs" / f"{IMAGES}.npy").write_bytes(to_bytes(np.zeros((10, 112, 92), np.uint8)))
    (tmp_path / "job.json").write_text(json.dumps({"exercises": {}, "n_images": 10}))
    embed_batch({"embed": (lambda images: fail()) if embed is fail else embed}, str(tmp_path), 0)
    said = (tmp_path / "results" / "embed.txt").read_text()
    assert redact(said) == said and said.endswith(".")


@pytest.mark.parametrize("name", ["embed", "threshold"])
def test_what_is_said_of_a_missing_verifier_is_kept(tmp_path, name):
    (tmp_path / "job.json").write_text(json.dumps({"exercises": {}, "n_images": 10}))
    collect_answers({}, str(tmp_path))
    said = (tmp_path / "results" / f"{name}.txt").read_text()
    assert redact(said) == said == f"the notebook does not define {name}."


def test_what_is_said_of_bytes_is_kept():
    with pytest.raises(ValueError, match="array") as error:
        from_bytes(b"no array")
    assert redact(str(error.value)) == str(error.value)


@pytest.mark.parametrize(
    ("problem", "kept"),
    [
        ("ValueError: [0.2 0.7]", "it ends in ValueError."),
        ("TimeoutError: [0.2 0.7]", "it takes too long."),
        ("Leak02: ", "it fails."),
        ("print: ", "it fails."),
        ("0.2 0.7", "it fails."),
        ("it is not written yet. 0.2", "it fails."),
    ],
)
def test_what_may_reveal_a_hidden_case_is_not_kept(problem, kept):
    assert redact(problem) == kept
