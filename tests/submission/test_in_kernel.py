import json

import numpy as np
import pytest

from facelab.submission.in_kernel import collect_answers, embed_batch
from facelab.submission.values import from_bytes, to_bytes


@pytest.fixture
def folder(tmp_path):
    exercises = {"double": {"name": "double", "n_cases": 2}, "number": {"name": "number", "n_cases": 0}}
    (tmp_path / "job.json").write_text(json.dumps({"exercises": exercises, "n_images": 2}))
    write_inputs(tmp_path, {"double/0/0": 3, "double/1/0": [1.0, 2.0], "images": np.zeros((2, 112, 92), np.uint8)})
    return tmp_path


def write_inputs(folder, inputs):
    for name, value in inputs.items():
        path = folder / "inputs" / f"{name}.npy"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(to_bytes(value))


def results(folder):
    found = {}
    for path in (folder / "results").rglob("*.*"):
        name = path.relative_to(folder / "results").with_suffix("").as_posix()
        found[name] = from_bytes(path.read_bytes()).tolist() if path.suffix == ".npy" else path.read_text()
    return found


def embed(images):
    return images[:, 0, :3]


def test_answers_and_a_threshold(folder):
    collect_answers(
        {"double": lambda x: x * 2, "number": "text", "embed": embed, "threshold": np.float32(0.5)}, str(folder)
    )
    assert results(folder) == {"double/0": 6, "double/1": [2.0, 4.0], "number/0": "text", "threshold": 0.5}


def test_a_single_number_is_given_as_pythons_own(folder):
    collect_answers({"double": lambda x: type(x).__name__, "number": 1}, str(folder))
    assert (results(folder)["double/0"], results(folder)["double/1"]) == ("int", "ndarray")


def test_what_the_notebook_does_not_define(folder):
    collect_answers({}, str(folder))
    missing = {"double/0": "double", "number/0": "number", "embed": "embed", "threshold": "threshold"}
    assert results(folder) == {key: f"the notebook does not define {name}." for key, name in missing.items()}


def raises(error):
    def function(_):
        raise error

    return function


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (3, "it is int, expected a function."),
        (lambda x: None, "it is NoneType, expected a number, a string or an array of these."),
        (raises(NotImplementedError), "it is not written yet."),
        (raises(KeyError("x" * 500)), f"KeyError: '{'x' * 289}"),
        (raises(SystemExit(1)), "SystemExit: 1"),
    ],
)
def test_problems_of_an_answer(folder, answer, problem):
    collect_answers({"double": answer, "number": 1, "embed": embed, "threshold": 1}, str(folder))
    assert results(folder)["double/0"] == problem


def test_calls_of_facelab_are_reported(folder):
    from facelab.distances import pair_distances

    answers = {"double": lambda x: pair_distances(np.ones((1, 2)), np.ones((1, 2)))[0], "number": 1, "embed": embed}
    collect_answers(answers, str(folder))
    assert results(folder)["double/facelab-calls"].startswith("pair_distances")


def test_a_batch_is_embedded_together_and_the_last_one_singly(folder):
    calls = []

    def count(images):
        calls.append(len(images))
        return embed(images)

    for number in (0, 1):
        embed_batch({"embed": count}, str(folder), number)
    assert results(folder) == {"vectors/0": [[0] * 3] * 2, "vectors/1": [[0] * 3] * 2} and calls == [2, 1, 1]


@pytest.mark.parametrize(
    ("function", "problem"),
    [
        (3, "it is int, expected a function."),
        (lambda images: images, "it has shape (2, 112, 92), expected (2, D): a row for each image."),
        (lambda images: [3.0, 4.0], "it has shape (2,), expected (2, D): a row for each image."),
        (lambda images: [["a", None]] * 2, "it is ndarray, expected a number, a string or an array of these."),
        (raises(SystemExit("stop")), "SystemExit: stop"),
    ],
)
def test_problems_of_embed(folder, function, problem):
    embed_batch({"embed": function}, str(folder), 0)
    assert problem in results(folder).values()
