import re

import numpy as np
import pytest

from facelab.exercises import check
from facelab.exercises.answer_format import AnswerFormat, check_shape
from facelab.exercises.checking import FORMATS
from facelab.instructor.answers import GRADED


def double(x):
    return 2 * x


def two_numbers(value, x):
    check_shape(value, (2,))


@pytest.fixture
def doubled(monkeypatch):
    cases = [(np.array([1.0, 2.0]),), (np.array([0.5, 4.0]),)]
    monkeypatch.setitem(FORMATS, "double", AnswerFormat("double", 1, "a function of x", two_numbers, lambda rng: cases))
    monkeypatch.setattr("facelab.exercises.checking.ALL", FORMATS)


def said(answer, capsys):
    check("double", answer)
    return capsys.readouterr().out


@pytest.mark.usefixtures("doubled")
def test_a_wrong_value_of_the_right_format_passes(capsys):
    assert said(double, capsys) == said(lambda x: -x, capsys)
    assert said(double, capsys).startswith("✔ double: it has the right format. Grading decides")


@pytest.mark.usefixtures("doubled")
def test_the_first_wrong_format_is_reported_with_what_went_in(capsys):
    assert said(lambda x: x.sum(), capsys) == (
        "✘ double: case 1 of 2 is wrong.\n"
        "  went in:  x = array([1., 2.])\n"
        "  came out: 3.0\n"
        "  problem:  it has shape (), expected (2,).\n"
    )


@pytest.mark.usefixtures("doubled")
def test_an_error_is_reported(capsys):
    assert "came out: ZeroDivisionError" in said(lambda x: 1 // 0, capsys)
    assert "expected: a value" in said(lambda x: 1 // 0, capsys)


@pytest.mark.parametrize("answer_format", FORMATS.values(), ids=lambda each: each.id)
def test_a_stub_has_the_wrong_format(answer_format, capsys):
    check(answer_format.id, (lambda *arguments: None) if answer_format.cases else None)
    assert capsys.readouterr().out.startswith(f"✘ {answer_format.id}: ")


@pytest.mark.parametrize(
    "embed",
    [
        lambda images: images,
        lambda images: np.zeros(64),
        lambda images: np.zeros((64, len(images))),
        lambda images: np.full((len(images), 64), np.nan),
        lambda images: [["a"]] * len(images),
        lambda images: np.zeros((len(images), 0)),
    ],
)
def test_wrong_embedders(embed, capsys):
    check("embed", embed)
    assert capsys.readouterr().out.startswith("✘ embed: ")


@pytest.mark.parametrize("answer", [None, ..., "0.8", [0.1, 0.2], np.nan, np.inf, -0.1])
def test_wrong_thresholds(answer, capsys):
    check("threshold", answer)
    assert capsys.readouterr().out.startswith("✘ threshold: ")


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        ([[1], [2, 3]], "it is not an array of numbers."),
        (["a", "b"], "it is list, expected an array of numbers of shape (2,)."),
        ([1.0, np.nan], "1 of its numbers are NaN or infinite."),
        ([True, False], "it is list, expected an array of numbers of shape (2,)."),
    ],
)
def test_wrong_arrays(value, problem):
    with pytest.raises(ValueError, match=f"^{re.escape(problem)}$"):
        check_shape(value, (2,))


def test_a_right_array():
    check_shape([1, 2], (2,))


def test_a_table_of_distances(capsys):
    for wrong, problem in ((-1.0, "a distance is negative"), (1.0, "it is not symmetric")):
        check("lbp-distances", lambda images, *_, wrong=wrong: np.triu(np.full((len(images),) * 2, wrong), 1))
        assert problem in capsys.readouterr().out


def test_an_embedder_may_call_facelab(capsys):
    from facelab.features import LBPHistograms

    check("embed", LBPHistograms().transform)
    assert "facelab's own" not in capsys.readouterr().out
    check("hter", lambda distances, same, test_distances, test_same: choose(distances, same))
    assert "facelab's own choose_threshold" in capsys.readouterr().out


def choose(distances, same):
    from facelab.verification import choose_threshold

    return choose_threshold(distances, same, by="eer"), 0.5


def test_under_nbgraders_autograder_the_answers_decide(monkeypatch, capsys):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("hter", GRADED["hter"].reference)
    assert "all 3 cases are right" in capsys.readouterr().out
    with pytest.raises(AssertionError, match="case 1 of 3 is wrong"):
        check("hter", lambda *pairs: (0.0, 0.0))
    with pytest.raises(AssertionError, match="nbgrader cannot grade it"):
        check("embed", lambda images: np.zeros((len(images), 2)))
