"""Exercises of the notebook Eigenfaces."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def components_for(variances, share):
    return _first_reaching(np.cumsum(variances) / np.sum(variances), share - 1e-9) + 1


def _first_reaching(sums, share, **options):
    return int(np.searchsorted(sums, share, **options))


def _share_cases(rng):
    yield np.array([5.0, 3.0, 1.0, 1.0]), 0.8
    yield np.array([5.0, 3.0, 1.0, 1.0]), 0.81
    yield np.array([4.0]), 0.95
    yield np.array([6.0, 2.0, 0.0, 0.0]), 1.0  # nothing is left to gain after the second
    yield np.full(10, 0.1), 0.8  # eight times 0.1 is a little less than 0.8
    yield np.array([9_000_000.0, 999_999.0, 1.0]), 1.0  # misses by more than rounding does
    yield np.array([5.0, 3.0, 1.0, 1.0]) * 1e-10, 0.81  # a share is relative
    for n in (10, 50, 200):
        yield np.sort(rng.exponential(size=n))[::-1].copy(), float(rng.uniform(0.3, 0.95))


def face_space_distance(rows, mean, components):
    centered = np.subtract(rows, mean)
    return np.linalg.norm(centered - centered @ components.T @ components, axis=1)


def _by_pythagoras(rows, mean, components):
    centered = rows - mean
    return np.sqrt((centered**2).sum(axis=1) - ((centered @ components.T) ** 2).sum(axis=1))


def _face_cases(rng):
    yield np.array([[3.0, 4.0], [1.0, 1.0]]), np.array([1.0, 1.0]), np.array([[1.0, 0.0]])
    mean, components = rng.uniform(80, 170, 60), _orthonormal(rng, 5, 60)
    yield mean + rng.normal(0, 900, (8, 5)) @ components, mean, components  # faces that the eigenfaces span
    yield rng.uniform(0, 255, (3, 60)), mean, components[:0]  # no eigenface
    yield rng.uniform(0, 255, (1, 6)), rng.uniform(0, 255, 6), _orthonormal(rng, 2, 6)
    for n, n_pixels, k in ((4, 9, 3), (7, 30, 10)):
        yield rng.uniform(0, 255, (n, n_pixels)), rng.uniform(0, 255, n_pixels), _orthonormal(rng, k, n_pixels)


def _orthonormal(rng, k, n_pixels):
    return np.linalg.qr(rng.normal(size=(n_pixels, k)))[0].T


def leave_one_out(distances, labels):
    others = np.where(np.eye(len(labels), dtype=bool), np.inf, distances)
    return float((labels[others.argmin(axis=1)] == labels).mean())


def _without_zeros(distances, labels):
    return _share_right(np.where(distances == 0, np.inf, distances), labels)


def _share_right(distances, labels):
    return np.mean(labels[np.argmin(distances, axis=1)] == labels)


def _without_single_photographs(distances, labels):
    several = (labels[:, None] == labels).sum(axis=1) > 1
    others = distances + np.diag(np.full(len(labels), np.inf)).clip(0)
    return np.mean((labels[others.argmin(axis=1)] == labels)[several]) if several.any() else 0.0


def _photograph_cases(rng):
    yield _apart([0.0, 1.0, 5.0, 5.5]), np.array([0, 0, 1, 1])
    yield _apart([0.0, 0.0, 0.0, 9.0, 9.0]), np.array([0, 1, 1, 2, 2])  # copies: somebody is in the set twice
    yield _apart([0.0, 2.0, 4.0, 9.0]), np.array([3, 5, 5, 7])  # a tie; and people with a single photograph
    yield _apart([1.0, 2.0]), np.array([4, 4])
    yield _apart([1.0, 4.0]), np.array([4, 7])  # two people: nobody can be found
    yield 1e6 * _apart(rng.normal(size=12)), rng.integers(0, 3, 12)
    for n in (9, 40):
        places = rng.integers(0, n, n).astype(float)
        yield _apart(places), rng.integers(0, 4, n)


def _apart(places):
    return np.abs(np.subtract.outer(places, places))


def snapshot(rows):
    return _found(rows)


def _found(rows, *, center=True, limit=1e-6, absolute=0.0, sign=True):
    """Find eigenfaces by the SVD of the rows, with one thing left out if that is asked for."""
    _, lengths, found = np.linalg.svd(rows - rows.mean(axis=0) if center else rows, full_matrices=False)
    found = found[lengths > max(limit * lengths.max(initial=0), absolute)]
    return found * _signs(found) if sign else found


def _signs(found):
    largest = np.take_along_axis(found, np.abs(found).argmax(axis=1, keepdims=True), axis=1) if len(found) else found
    return np.sign(largest) if len(found) else 1


def _not_divided(rows):
    centered, found = rows - rows.mean(axis=0), _found(rows)
    return found * np.linalg.norm(centered @ found.T, axis=0)[:, None]


def _all_but_one(rows):
    centered = rows - rows.mean(axis=0)
    found = np.linalg.svd(centered)[2][: len(rows) - 1]
    return found * _signs(found)


def _whole_svd(rows):
    found = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2]
    return found * _signs(found)


def _every_eigenvector(rows):
    centered = rows - rows.mean(axis=0)
    squares, mixtures = np.linalg.eigh(np.tensordot(centered, centered, axes=(1, 1)))
    return mixtures.T @ centered / np.sqrt(np.abs(squares) + 1e-300)[:, None]


def _sign_of_eigh(rows):
    centered = rows - rows.mean(axis=0)
    squares, mixtures = np.linalg.eigh(centered @ centered.T)
    kept = np.flatnonzero(squares > 1e-12 * max(squares.max(), 1e-300))[::-1]
    return mixtures[:, kept].T @ centered / np.sqrt(squares[kept])[:, None]


def _snapshot_cases(rng):
    for rows in _photographs(rng):
        yield (rows,)


def _photographs(rng):
    yield np.array([[1.0, 2.0], [4.0, 6.0]])
    yield rng.uniform(0, 255, (4, 9))
    yield np.repeat(rng.integers(0, 256, (3, 20)).astype(float), [1, 3, 2], axis=0)  # copies of a photograph
    yield rng.integers(0, 256, (1, 5)).astype(float)  # a single photograph does not vary
    yield np.tile(rng.integers(0, 256, (1, 7)).astype(float), (4, 1))  # neither do four copies of it
    yield rng.uniform(0, 255, (12, 4))  # more photographs than pixels
    strong, faint = np.outer([-2.0, -2, 4], _orthonormal(rng, 1, 8)), np.outer([1.0, -1, 0], _orthonormal(rng, 1, 8))
    yield rng.uniform(90, 160, 8) + 100 * strong + 0.02 * faint  # a direction that hardly varies, but does
    yield rng.uniform(0, 1e-4, (4, 6))  # small numbers are numbers, too
    yield rng.uniform(0, 255, (8, 1500))


SHARE_MISTAKES = [
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v) / v.sum(), s - 1e-9),
        "that is a position, which starts at 0; a number of components is asked for.",
    ),
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v) / v.sum(), s, side="right") + 1,
        "reaching the share exactly is enough.",
    ),
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v) / v.sum(), s) + 1,
        "a sum of rounded numbers can miss the share by a hair: allow for 1e-9.",
    ),
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v), s * np.sum(v) - 1e-9) + 1,
        "allow for 1e-9 of the total, not for 1e-9: variances may be small numbers.",
    ),
    Mistake(
        lambda v, s: _first_reaching(np.cumsum(v) / v.sum(), s - 1e-6) + 1,
        "allow for 1e-9 only: a share that is missed by more is not reached.",
    ),
    Mistake(lambda v, s: len(v), "fewer components reach the share."),
    Mistake(lambda v, s: int(np.ceil(s * len(v) - 1e-9)), "components differ in variance: add the variances up."),
    Mistake(lambda v, s: _first_reaching(np.cumsum(v), s - 1e-9) + 1, "divide by the sum of all variances first."),
]

FACE_MISTAKES = [
    Mistake(lambda x, m, c: np.linalg.norm((x - m) @ c.T, axis=1), "that is the part inside the face space."),
    Mistake(lambda x, m, c: face_space_distance(x, 0 * m, c), "subtract the mean face before you project."),
    Mistake(
        lambda x, m, c: np.linalg.norm(x - (x - m) @ c.T @ c, axis=1),
        "the mean face goes off both times: from the face and before the projection.",
    ),
    Mistake(
        lambda x, m, c: np.linalg.norm(x - m - x @ c.T @ c, axis=1),
        "the mean face goes off both times: from the face and before the projection.",
    ),
    Mistake(
        lambda x, m, c: np.abs(x - m - (x - m) @ c.T @ c).sum(axis=1),
        "square, add up, take the root.",
    ),
    Mistake(lambda x, m, c: face_space_distance(x, m, c) ** 2, "that is the squared distance."),
    Mistake(
        lambda x, m, c: face_space_distance(x, m, c) / np.sqrt(len(m)), "add the squares up; do not take their mean."
    ),
    Mistake(
        lambda x, m, c: np.linalg.norm(x - m - (x - m) @ c.T @ c),
        "give one distance for each face, not one for all.",
    ),
    Mistake(
        _by_pythagoras,
        "for a face inside the face space two large squares nearly cancel; subtract before you square.",
    ),
    Mistake(
        lambda x, m, c: np.sqrt(np.maximum(((x - m) ** 2).sum(axis=1) - (((x - m) @ c.T) ** 2).sum(axis=1), 0)),
        "for a face inside the face space two large squares nearly cancel; subtract before you square.",
    ),
    Mistake(lambda x, m, c: np.linalg.norm(x - m, axis=1), "that is the distance from the mean face."),
]

PHOTOGRAPH_MISTAKES = [
    Mistake(_share_right, "each photograph found itself: it must not be its own gallery."),
    Mistake(
        lambda d, p: np.mean(p[np.argsort(d, axis=1, kind="stable")[:, 1]] == p),
        "the second nearest is not always another photograph: a copy may stand before it.",
    ),
    Mistake(_without_zeros, "a distance of 0 can also be a copy of the photograph; leave out by position."),
    Mistake(_without_single_photographs, "a person with one photograph counts, too, and is never found."),
    Mistake(lambda d, p: leave_one_out(d, p) * len(p), "give a share, not a count."),
    Mistake(lambda d, p: np.mean(p[d.argmax(axis=1)] == p), "take the smallest distance, not the largest."),
    Mistake(
        lambda d, p: _share_right(d + d.max() * np.eye(len(p)), p),
        "the largest distance is not large enough where all others are as large: use infinity.",
    ),
    Mistake(
        lambda d, p: _share_right(d + 1000 * np.eye(len(p)), p),
        "distances may be larger than what you put in the place of the photograph itself.",
    ),
]

SNAPSHOT_MISTAKES = [
    Mistake(lambda x: _found(x, center=False), "subtract the mean face first."),
    Mistake(_not_divided, "each eigenface has length 1."),
    Mistake(lambda x: _found(x)[::-1], "the direction of the largest variance comes first."),
    Mistake(_all_but_one, "copies of a photograph bring no new direction: count what is not zero."),
    Mistake(
        _whole_svd,
        "that is the whole SVD: it also has directions in which nothing varies. "
        "Start from the small matrix, and look at its eigenvalues.",
    ),
    Mistake(_every_eigenvector, "leave out the directions in which nothing varies, and order the others."),
    Mistake(lambda x: -_found(x), "turn the sign: the entry of the largest absolute value is positive."),
    Mistake(lambda x: _found(x, sign=False), "fix the sign: the entry of the largest absolute value is positive."),
    Mistake(_sign_of_eigh, "fix the sign: the entry of the largest absolute value is positive."),
    Mistake(
        lambda x: _sign_of_eigh(x) * np.sign(_sign_of_eigh(x)[:, :1]),
        "the entry of the largest absolute value decides about the sign, not the first one.",
    ),
    Mistake(
        lambda x: _found(x, absolute=1e-3),
        "the limit is a share of the largest singular value, not a fixed number.",
    ),
    Mistake(lambda x: _found(x).T, "eigenfaces are rows."),
    Mistake(
        lambda x: _found(x, limit=1e-3),
        "an eigenvalue of the small matrix is a squared singular value, and so is the limit for it.",
    ),
]

EIGENFACES_MISTAKES = [
    Mistake(399, "there are enough photographs now: count the numbers that one has."),
    Mistake(400, "a photograph cannot vary in more directions than it has numbers."),
    Mistake(167, "the mean costs one photograph, not one pixel."),
    Mistake(40, "that is the number of people."),
    Mistake(39, "count photographs and pixels, not people."),
]

DROP_MISTAKES = [
    Mistake(0, "that is best for ORL as it is: use the lit photographs to fit and to judge."),
    Mistake(2, "it is nearly as good; compare it with its neighbors, by the mean over all four folds."),
    Mistake(3, "that is what the paper did with other photographs; measure it on these."),
    Mistake(5, "that is too many: look where the mean AUC is highest."),
    Mistake(10, "that is too many: look where the mean AUC is highest."),
]

EXERCISES = [
    Exercise("most-eigenfaces", 1, "an integer", 168, None, EIGENFACES_MISTAKES),
    Exercise("components-for", 1, "a function of variances and a share", components_for, _share_cases, SHARE_MISTAKES),
    Exercise(
        "face-space-distance",
        2,
        "a function of faces, the mean and eigenfaces",
        face_space_distance,
        _face_cases,
        FACE_MISTAKES,
    ),
    Exercise(
        "leave-one-out", 2, "a function of distances and labels", leave_one_out, _photograph_cases, PHOTOGRAPH_MISTAKES
    ),
    Exercise("snapshot-eigenfaces", 3, "a function of rows of pixels", snapshot, _snapshot_cases, SNAPSHOT_MISTAKES),
    Exercise("eigenfaces-to-drop", 2, "an integer", 1, None, DROP_MISTAKES),
]
