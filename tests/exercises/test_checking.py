import numpy as np
import pytest

from facelab.exercises import check
from facelab.exercises.checking import EXERCISES

# for each exercise, answers as students get them wrong
WRONG = {
    "accept": [lambda d, t: d < t, lambda d, t: d > t, lambda d, t: bool((d <= t).all()), lambda d, t: (d <= t) * 1],
    "identify": [
        lambda d, t: int(np.argmin(d)),
        lambda d, t: int(np.argmin(d)) if d.min() < t else -1,
        lambda d, t: int(np.argmax(d)) if d.min() <= t else -1,
        lambda d, t: next((i for i, x in enumerate(d) if x <= t), -1),
    ],
    "hidden-layer": [
        lambda x, w, b: x @ w + b,
        lambda x, w, b: 1 / (1 + np.exp(x @ w + b)),
        lambda x, w, b: 1 / (1 + np.exp(-x @ w)),
        lambda x, w, b: np.tanh(x @ w + b),
    ],
    "components-for": [
        lambda v, s: int(np.searchsorted(np.cumsum(v) / v.sum(), s)),
        lambda v, s: int(np.searchsorted(np.cumsum(v) / v.sum(), s, side="right") + 1),
        lambda v, s: len(v),
        lambda v, s: int(np.searchsorted(np.cumsum(v), s) + 1),
    ],
    "reconstruct": [
        lambda x, m, c: m + x @ c.T @ c,
        lambda x, m, c: (x - m) @ c.T @ c,
        lambda x, m, c: x,
        lambda x, m, c: m + (x - m) @ c.T,
    ],
    "rank-one": [
        lambda d, g, p: np.mean(g[d.argmax(axis=1)] == p),
        lambda d, g, p: np.mean(g[d.argmin(axis=0)] == p),
        lambda d, g, p: np.sum(g[d.argmin(axis=1)] == p),
        lambda d, g, p: np.mean(d.argmin(axis=1) == p),
    ],
    "lbp-of-patch": [
        lambda q: sum(int(q[i] > q[1, 1]) << b for b, i in enumerate([(1, 2), (0, 1), (1, 0), (2, 1)])),
        lambda q: sum(int(q[i] >= q[1, 1]) << b for b, i in enumerate([(0, 1), (1, 2), (2, 1), (1, 0)])),
        lambda q: sum(int(q[i] >= q[1, 1]) << b for b, i in enumerate([(2, 1), (1, 0), (0, 1), (1, 2)])),
        lambda q: 15,
    ],
    "grid-histograms": [
        lambda c, r, k, n: EXERCISES["grid-histograms"].reference(c, r, k, n) * c.size / (r * k),
        lambda c, r, k, n: EXERCISES["grid-histograms"].reference(c, r, k, n) / (r * k),
        lambda c, r, k, n: EXERCISES["grid-histograms"].reference(c, r, k, n).reshape(r * k, n),
        lambda c, r, k, n: EXERCISES["grid-histograms"].reference(c.T, k, r, n),
        lambda c, r, k, n: np.concatenate([np.bincount(x.ravel()) / x.size for x in np.split(c, r)]),
        lambda c, r, k, n: np.bincount(c.ravel(), minlength=n) / c.size,
    ],
    "chi2": [
        lambda a, b: np.sum((a - b) ** 2 / (a + b)),
        lambda a, b: 0.5 * np.sum((a - b) ** 2 / np.maximum(a + b, 1e-300)),
        lambda a, b: np.sum((a - b) ** 2),
        lambda a, b: np.sqrt(np.sum((a - b) ** 2 / np.maximum(a + b, 1e-300))),
    ],
}


def test_every_exercise_has_wrong_answers():
    assert WRONG.keys() == EXERCISES.keys()


@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_the_reference_answer_passes(exercise_id, capsys):
    check(exercise_id, EXERCISES[exercise_id].reference)
    assert capsys.readouterr().out.startswith(f"✔ {exercise_id}: all")


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize(
    ("exercise_id", "number"), [(name, i) for name, answers in WRONG.items() for i in range(len(answers))]
)
def test_wrong_answers_fail(exercise_id, number, capsys):
    check(exercise_id, WRONG[exercise_id][number])
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(f"✘ {exercise_id}: case") and len(lines) >= 4


@pytest.mark.parametrize("answer", [None, "yes", {}, [[1], [1, 2]]])
@pytest.mark.parametrize("exercise_id", EXERCISES)
def test_a_stub_fails(exercise_id, answer, capsys):
    check(exercise_id, lambda *arguments: answer)
    assert f"came out: {answer!r}" in capsys.readouterr().out


def test_an_exception_is_an_answer(capsys):
    check("accept", lambda distances, threshold: distances[10**6])
    assert "came out: IndexError" in capsys.readouterr().out


def test_an_answer_that_changes_its_input_spoils_no_case(capsys):
    def spoil(distances, threshold):
        accepted = distances <= threshold
        distances[:] = 0
        return accepted

    check("accept", spoil)
    assert capsys.readouterr().out.startswith("✔")


def test_no_function(capsys):
    check("accept", 3)
    assert "expected a function" in capsys.readouterr().out


def test_no_such_exercise():
    with pytest.raises(KeyError, match="there is no exercise 'acept'; the exercises are accept"):
        check("acept", len)


def test_a_stub_of_the_student_version(capsys):
    def stub(distances, threshold):
        raise NotImplementedError

    check("accept", stub)
    assert "came out: nothing: it is not written yet" in capsys.readouterr().out


@pytest.mark.parametrize("answer", [3, lambda distances, threshold: None])
def test_under_nbgrader_a_wrong_answer_fails_the_cell(monkeypatch, answer):
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
    check("accept", lambda distances, threshold: exit(1))
    assert "came out: SystemExit: 1" in capsys.readouterr().out
