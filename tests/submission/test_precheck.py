import pytest

from facelab.course import course_folder
from facelab.submission.precheck import run_precheck
from tests.submission.sample_submission import EMBED, write_submission


def results(notebook, minutes=2.0):
    return list(run_precheck(notebook, lambda *_: None, minutes))


def test_a_submission_that_passes(tmp_path):
    notebook = write_submission(tmp_path, EMBED, "threshold = 2.0")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    found = results(notebook)
    assert [result.name for result in found] == ["name", "weights", "notebook", "contract"]
    assert all(result.passed for result in found)
    assert "168 numbers per image; the threshold 2 accepts" in found[-1].message
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before


HELD_OUT_ARE_NOISE = """
from facelab.datasets import load_orl
faces = load_orl()
rough = abs(faces.images[:, 1:].astype(int) - faces.images[:, :-1]).mean(axis=(1, 2)) > 50
assert sorted(set(faces.labels[rough])) == list(range(0, 40, 4))
"""
OTHER_WEIGHTS = """
from facelab.zoo import load_trained
load_trained("orl-triplet-0")
load_trained("orl-triplet-1")
"""


@pytest.mark.parametrize(
    ("sources", "name", "sentence"),
    [
        (["1 / 0"], "notebook", "cell 1: ZeroDivisionError: division by zero."),
        (["open('faces.csv')"], "notebook", "cell 1: FileNotFoundError"),
        ([HELD_OUT_ARE_NOISE, "1 / 0"], "notebook", "cell 2: ZeroDivisionError"),
        ([OTHER_WEIGHTS], "notebook", "orl-triplet-1.hdf5 is missing"),
        (["open('para_Eve_Mallory.hdf5', 'w')"], "notebook", "it wrote para_Eve_Mallory.hdf5: does it use para_Ada"),
        ([EMBED], "contract", "threshold: the notebook does not define threshold."),
        ([EMBED, "threshold = -1"], "contract", "threshold: it is -1.0, expected at least 0"),
        ([EMBED, "threshold = None"], "contract", "threshold: it is NoneType"),
        (["embed = 3", "threshold = 1"], "contract", "embed: it is int, expected a function."),
        (["def embed(images):\n    return images", "threshold = 1"], "contract", "embed: it has shape (10, 112, 92)"),
        (["def embed(images):\n    raise SystemExit", "threshold = 1"], "contract", "embed: SystemExit"),
        (
            [f"{EMBED} * (images.max() - images.mean())", "threshold = 1"],
            "contract",
            "an image's embedding changes with the other images of its batch",
        ),
        (
            ["import numpy as np\ndef embed(images):\n    return np.random.rand(len(images), 4)", "threshold = 1"],
            "contract",
            "or by chance",
        ),
        ([EMBED, "threshold = 1", "import os\nos._exit(0)"], "notebook", "cell 3: the kernel died"),
        (
            [EMBED, "threshold = 1", "for i in range(9):\n    print('x' * 15000000)"],
            "notebook",
            "printed more than 100",
        ),
    ],
)
def test_a_submission_that_does_not_pass(tmp_path, monkeypatch, sources, name, sentence):
    monkeypatch.setenv("FACELAB_COURSE", str(course_folder()))  # as a student may: it must not bring all weights back
    found = results(write_submission(tmp_path, *sources))
    assert [result.passed for result in found] == [True] * (len(found) - 1) + [False]
    assert found[-1].name == name and sentence in found[-1].message


@pytest.mark.parametrize(
    "damaged", ["", "{", "{}", "[]", b"\xff\xfe", '{"cells": 3, "nbformat": 4, "nbformat_minor": 5}']
)
def test_a_damaged_notebook(tmp_path, damaged):
    notebook = write_submission(tmp_path)
    notebook.write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode())
    last = results(notebook)[-1]
    assert last.name == "notebook" and not last.passed and "is not a readable notebook" in last.message


def test_a_notebook_that_takes_too_long(tmp_path):
    notebook = write_submission(tmp_path, EMBED, "threshold = 1", "import time\ntime.sleep(60)")
    assert "0.05 minutes were over" in results(notebook, minutes=0.05)[-1].message
