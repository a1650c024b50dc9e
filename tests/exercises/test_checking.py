import time

import numpy as np
import pytest

from facelab.exercises import check
from facelab.exercises.checking import EXERCISES

FUNCTIONS = [exercise for exercise in EXERCISES.values() if exercise.cases]
VALUES = [exercise for exercise in EXERCISES.values() if not exercise.cases]


def by_id(exercises):
    return pytest.mark.parametrize("exercise", exercises, ids=lambda exercise: exercise.id)


@by_id(EXERCISES.values())
def test_the_reference_answer_passes(exercise, capsys):
    check(exercise.id, exercise.reference)
    assert capsys.readouterr().out.startswith(f"✔ {exercise.id}: ")


def test_a_stub_of_the_student_version(capsys):
    def stub(distances, threshold):
        raise NotImplementedError

    check("accept", stub)
    assert "came out: nothing: it is not written yet" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [None, "yes", {}, [[1], [1, 2]]])
@by_id(FUNCTIONS)
def test_a_stub_fails(exercise, answer, capsys):
    check(exercise.id, lambda *arguments: answer)
    assert f"came out: {answer!r}" in capsys.readouterr().out


def test_an_exception_is_an_answer(capsys):
    check("accept", lambda distances, threshold: distances[10**6])
    assert "came out: IndexError" in capsys.readouterr().out


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt, GeneratorExit, BaseException])
def test_no_exception_reaches_the_notebook(error, capsys):
    def answer(distances, threshold):
        raise error("stop")

    check("accept", answer)
    assert f"came out: {error.__name__}: stop" in capsys.readouterr().out


def test_an_endless_loop_ends(monkeypatch, capsys):
    monkeypatch.setattr("facelab.exercises.checking.SECONDS_PER_CASE", 0.3)
    running = []

    def answer(distances, threshold):
        while True:
            running.append(time.perf_counter())

    check("accept", answer)
    assert "nothing: it did not end within" in capsys.readouterr().out
    time.sleep(0.5)
    assert time.perf_counter() - running[-1] > 0.2  # its thread was stopped, too


def test_an_endless_loop_that_catches_everything_does_not_keep_the_notebook(monkeypatch, capsys):
    monkeypatch.setattr("facelab.exercises.checking.SECONDS_PER_CASE", 0.3)
    enough = time.perf_counter() + 2

    def answer(distances, threshold):
        while time.perf_counter() < enough:
            try:
                time.sleep(0.01)
            except BaseException:
                continue

    check("accept", answer)
    assert time.perf_counter() < enough and "did not end" in capsys.readouterr().out


def test_an_answer_that_changes_its_input_spoils_no_case_and_is_told(capsys):
    def spoil(distances, threshold):
        accepted = distances <= threshold
        distances[:] = 0
        return accepted

    check("accept", spoil)
    said = capsys.readouterr().out
    assert said.startswith("✔") and "it changes distances, which belongs to its caller" in said
    check("accept", lambda distances, threshold: distances <= threshold)
    assert "changes" not in capsys.readouterr().out


def test_calling_our_own_code_is_reported(capsys):
    from facelab.distances import distance_matrix

    check("chi2", lambda a, b: distance_matrix(a, b, "chi2"))
    assert "it calls facelab's own distance_matrix" in capsys.readouterr().out
    check("chi2", lambda a, b: np.sum((a[:, None] - b) ** 2 / np.maximum(a[:, None] + b, 1e-300), axis=2))
    said = capsys.readouterr().out
    assert said.startswith("✔") and "facelab's own" not in said


def test_no_function(capsys):
    check("accept", 3)
    assert "expected a function" in capsys.readouterr().out


def test_no_such_exercise(capsys):
    check("acept", len)
    assert "✘ there is no exercise 'acept'; did you mean 'accept'?" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [3, lambda distances, threshold: None])
def test_nbgrader_gets_an_error(monkeypatch, answer):
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    check("accept", EXERCISES["accept"].reference)
    with pytest.raises(AssertionError, match="✘ accept"):
        check("accept", answer)


class Odd:
    """An answer that can be neither shown nor turned into an array."""

    def __repr__(self):
        raise RuntimeError

    def __array__(self, dtype=None, copy=None):
        raise TypeError


def test_an_odd_answer_is_reported_too(capsys):
    check("accept", lambda distances, threshold: Odd())
    assert "came out: an object of type Odd" in capsys.readouterr().out


class HostileError(Exception):
    def __str__(self):
        raise KeyboardInterrupt


class HostileArray:
    def __array__(self, dtype=None, copy=None):
        raise SystemExit

    def __repr__(self):
        raise KeyboardInterrupt


def test_what_cannot_be_shown_reaches_no_notebook(capsys):
    def answer(distances, threshold):
        raise HostileError

    check("accept", answer)
    assert "came out: HostileError (line" in capsys.readouterr().out
    check("accept", lambda distances, threshold: HostileArray())
    assert "came out: SystemExit (line" in capsys.readouterr().out
    check("sigmoid-slope", HostileArray())
    assert "an object of type HostileArray is not right" in capsys.readouterr().out
    check(["accept"], len)
    assert "there is no exercise ['accept']" in capsys.readouterr().out


def test_a_slow_conversion_counts_as_time(monkeypatch, capsys):
    class Slow:
        def __array__(self, dtype=None, copy=None):
            time.sleep(2)

    monkeypatch.setattr("facelab.exercises.checking.SECONDS_PER_CASE", 0.3)
    check("accept", lambda distances, threshold: Slow())
    assert "nothing: it did not end within" in capsys.readouterr().out


def test_tensors_are_answers(capsys):
    import keras

    check("softmax", lambda logits: keras.ops.softmax(logits, axis=1))
    assert capsys.readouterr().out.startswith("✔")


def test_calling_the_reference_is_reported(capsys):
    check("hardest-triplet", EXERCISES["hardest-triplet"].reference)
    assert "it calls facelab's own hardest_triplet" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [None, ...])
@by_id(VALUES)
def test_a_question_that_is_not_answered(exercise, answer, capsys):
    check(exercise.id, answer)
    assert "not answered yet" in capsys.readouterr().out
