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
    "softmax": [
        lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True),
        lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=1, keepdims=True),
        lambda z: np.exp(z - z.max(axis=1, keepdims=True)),
        lambda z: np.exp(z - z.max(axis=0)) / np.exp(z - z.max(axis=0)).sum(axis=0),
    ],
    "minkowski": [
        lambda a, b, p: np.sum(np.abs(a - b) ** p),
        lambda a, b, p: np.sum((a - b) ** p) ** (1 / p),
        lambda a, b, p: np.linalg.norm(a - b),
        lambda a, b, p: np.mean(np.abs(a - b) ** p) ** (1 / p),
    ],
    "one-shot": [
        lambda g, q, t: int(np.argmax(g @ q)),
        lambda g, q, t: int(np.argmin(np.linalg.norm(g - q, axis=1))),
        lambda g, q, t: int(np.argmax(cosines(g, q))),
        lambda g, q, t: int(np.argmax(cosines(g, q))) if cosines(g, q).max() >= t else -1,
        lambda g, q, t: int(np.argmax(g @ q)) if 1 - cosines(g, q).max() <= t else -1,
        lambda g, q, t: next((i for i, c in enumerate(cosines(g, q)) if 1 - c <= t), -1),
    ],
    "contrastive": [
        lambda s, d, m: np.mean(np.where(s, d**2, np.maximum(m - d, 0) ** 2)),
        lambda s, d, m: np.mean(np.where(s, d**2, (m - d) ** 2)) / 2,
        lambda s, d, m: np.mean(np.where(~s, d**2, np.maximum(m - d, 0) ** 2)) / 2,
        lambda s, d, m: np.mean(np.where(s, d, np.maximum(m - d, 0))) / 2,
        lambda s, d, m: np.sum(np.where(s, d**2, np.maximum(m - d, 0) ** 2)) / 2,
        lambda s, d, m: np.mean(np.where(s, d**2, np.maximum(m - d**2, 0))) / 2,
    ],
    "logistic-head": [
        lambda a, b, w, c: 1 / (1 + np.exp(-((a - b) @ w + c))),
        lambda a, b, w, c: np.abs(a - b) @ w + c,
        lambda a, b, w, c: (1 / (1 + np.exp(-np.abs(a - b)))) @ w + c,
        lambda a, b, w, c: 1 / (1 + np.exp(np.abs(a - b) @ w + c)),
        lambda a, b, w, c: 1 / (1 + np.exp(-((a - b) ** 2 @ w + c))),
    ],
    "people-in-both": [
        lambda y, a, b, c, d: len(np.intersect1d(y[a], y[c])),
        lambda y, a, b, c, d: len(np.intersect1d(np.append(a, b), np.append(c, d))),
        lambda y, a, b, c, d: int(np.isin(y[np.append(a, b)], y[np.append(c, d)]).sum()),
        lambda y, a, b, c, d: len(np.union1d(y[np.append(a, b)], y[np.append(c, d)])),
    ],
    "triplet-loss": [
        lambda a, p, n, m: np.maximum(np.sum((a - p) ** 2 - (a - n) ** 2, axis=1), 0).mean() + m,
        lambda a, p, n, m: np.mean(np.sum((a - p) ** 2 - (a - n) ** 2, axis=1) + m),
        lambda a, p, n, m: max(np.mean(np.sum((a - p) ** 2 - (a - n) ** 2, axis=1) + m), 0),
        lambda a, p, n, m: np.maximum(np.sum((a - n) ** 2 - (a - p) ** 2, axis=1) + m, 0).mean(),
        lambda a, p, n, m: np.maximum(np.linalg.norm(a - p, axis=1) - np.linalg.norm(a - n, axis=1) + m, 0).mean(),
    ],
    "number-of-triplets": [
        lambda y: len(y) ** 3,
        lambda y: sum(k * (k - 1) // 2 * (len(y) - k) for k in np.unique(y, return_counts=True)[1]),
        lambda y: sum(k * k * (len(y) - k) for k in np.unique(y, return_counts=True)[1]),
        lambda y: sum(k * (k - 1) * len(y) for k in np.unique(y, return_counts=True)[1]),
    ],
    "hardest-triplet": [
        lambda d, y, a: (int(np.where(y == y[a], d[a], -1).argmax()), int(np.where(y != y[a], d[a], -1).argmax())),
        lambda d, y, a: (int(np.where(y == y[a], d[a], 99).argmin()), int(np.where(y == y[a], 99, d[a]).argmin())),
        lambda d, y, a: (int(d[a][y == y[a]].argmax()), int(d[a][y != y[a]].argmin())),
        lambda d, y, a: (int(np.where(y == y[a], 99, d[a]).argmin()), int(np.where(y == y[a], d[a], -1).argmax())),
    ],
    "convolution-cost": [
        lambda n, c, f, w, s: (n // s, w * w * c * f + f, (n // s) ** 2 * (w * w * c * f + f)),
        lambda n, c, f, w, s: (-(-n // s), w * w * c * f, (-(-n // s)) ** 2 * w * w * c * f),
        lambda n, c, f, w, s: (-(-n // s), w * w * c * f + f, n * n * (w * w * c * f + f)),
        lambda n, c, f, w, s: (-(-n // s), w * c * f + f, (-(-n // s)) ** 2 * (w * c * f + f)),
        lambda n, c, f, w, s: ((n - w) // s + 1, w * w * c * f + f, ((n - w) // s + 1) ** 2 * (w * w * c * f + f)),
    ],
    "l2-pooling": [
        lambda x, n, s: EXERCISES["l2-pooling"].reference(x, n, s) ** 2,
        lambda x, n, s: EXERCISES["l2-pooling"].reference(x, n, s) / n,
        lambda x, n, s: EXERCISES["l2-pooling"].reference(x, n, n),
        lambda x, n, s: EXERCISES["l2-pooling"].reference(x, n, 1),
        lambda x, n, s: np.lib.stride_tricks.sliding_window_view(np.abs(x), (n, n))[::s, ::s].max(axis=(2, 3)),
    ],
    "fold-affine": [
        lambda k, b, g, h: np.vstack([k * g, b + h]),
        lambda k, b, g, h: np.vstack([k * g, g * (b + h)]),
        lambda k, b, g, h: np.vstack([k, b * g + h]),
        lambda k, b, g, h: np.vstack([b * g + h, k * g]),
    ],
    "val-and-far": [
        lambda d, s, t: (np.mean(d[s] < t), np.mean(d[~s] < t)),
        lambda d, s, t: (np.mean(d[~s] <= t), np.mean(d[s] <= t)),
        lambda d, s, t: (np.mean((d <= t) & s), np.mean((d <= t) & ~s)),
        lambda d, s, t: (np.mean(d[s] > t), np.mean(d[~s] <= t)),
        lambda d, s, t: np.mean(d[s] <= t),
    ],
    "threshold-for-far": [
        lambda d, f: np.quantile(d, f),
        lambda d, f: np.sort(d)[min(int(f * len(d)), len(d) - 1)],
        lambda d, f: np.sort(d)[max(int(f * len(d)) - 1, 0)],
        lambda d, f: next((x for x in np.sort(d)[::-1] if np.mean(d < x) <= f), -np.inf),
        lambda d, f: min((x for x in d if np.mean(d <= x) <= f), default=-np.inf),
    ],
    "pairs-needed": [
        lambda f, c: int(np.ceil(3 / f)),
        lambda f, c: int(np.ceil(1 / f)),
        lambda f, c: int(np.log(1 - c) / np.log(1 - f)),
        lambda f, c: int(np.ceil(np.log(c) / np.log(1 - f))),
    ],
}


def cosines(gallery, probe):
    return gallery @ probe / (np.linalg.norm(gallery, axis=1) * np.linalg.norm(probe))


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
