"""Pairs of images: genuine ones show one person, impostor ones two."""

from dataclasses import dataclass

import numpy as np

from facelab.protocols.splits import check_labels, people_folds


@dataclass(frozen=True, eq=False)
class Pairs:
    """Pairs of images to compare.

    Parameters
    ----------
    left, right : ndarray of int, shape (n_pairs,)
        Positions in a FaceSet.
    same : ndarray of bool, shape (n_pairs,)
        True for a genuine pair (one person), False for an impostor pair.
    fold : ndarray of int, shape (n_pairs,), optional
        The fold of each pair, where a protocol has folds.

    Examples
    --------
    >>> pairs = Pairs(np.array([0, 0]), np.array([1, 2]), np.array([True, False]))
    >>> len(pairs), len(pairs[pairs.same])
    (2, 1)
    """

    left: np.ndarray
    right: np.ndarray
    same: np.ndarray
    fold: np.ndarray | None = None

    def __post_init__(self):
        lengths = {len(column) for column in (self.left, self.right, self.same)}
        lengths |= {len(self.fold)} if self.fold is not None else set()
        if len(lengths) != 1:
            raise ValueError(f"left, right, same and fold must have one length; found {sorted(lengths)}.")
        if self.same.dtype != bool:
            raise TypeError(f"same must be bool (True for one person), not {self.same.dtype}.")

    def __len__(self) -> int:
        return len(self.same)

    def __getitem__(self, index) -> "Pairs":
        """Choose pairs by a mask, a slice or positions."""
        chosen = np.atleast_1d(np.arange(len(self))[index])
        fold = None if self.fold is None else self.fold[chosen]
        return Pairs(self.left[chosen], self.right[chosen], self.same[chosen], fold)


def all_pairs(labels: np.ndarray) -> Pairs:
    """Pair every image with every other image, once.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)

    Returns
    -------
    Pairs
        N (N − 1) / 2 of them.

    Examples
    --------
    >>> pairs = all_pairs(np.array([0, 0, 1]))
    >>> pairs.left, pairs.right, pairs.same
    (array([0, 0, 1]), array([1, 2, 2]), array([ True, False, False]))
    """
    check_labels(labels)
    left, right = np.triu_indices(len(labels), k=1)
    return Pairs(left, right, labels[left] == labels[right])


def fold_pairs(labels: np.ndarray, n_folds: int = 4) -> Pairs:
    """Pair every image with every other image of the same fold, where folds share no person.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_folds : int, default 4
        As in `people_folds`.

    Returns
    -------
    Pairs
        With `fold`.

    Examples
    --------
    >>> pairs = fold_pairs(np.array([0, 0, 1, 2, 3]), n_folds=2)
    >>> pairs.left.tolist(), pairs.right.tolist(), pairs.fold.tolist()
    ([0, 0, 1, 2], [1, 3, 3, 4], [0, 0, 0, 1])
    """
    parts = []
    for _, test in people_folds(labels, n_folds):
        within = all_pairs(labels[test])
        parts.append((test[within.left], test[within.right], within.same))
    left, right, same = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return Pairs(left, right, same, np.repeat(np.arange(n_folds), [len(part[0]) for part in parts]))


def balanced_pairs(labels: np.ndarray, seed: int) -> Pairs:
    """Pair images so that there are as many impostor pairs, drawn without repetition, as genuine ones.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    seed : int

    Returns
    -------
    Pairs
        All genuine pairs, then the impostor pairs. Where those are fewer, genuine ones are drawn, too.

    Raises
    ------
    ValueError
        If there is no genuine pair, or no impostor pair.

    Examples
    --------
    >>> pairs = balanced_pairs(np.repeat(np.arange(5), 3), seed=0)
    >>> len(pairs), int(pairs.same.sum())
    (30, 15)
    """
    check_labels(labels)
    row_starts = _row_starts(len(labels))  # pairs are drawn by position and never listed: LFW has 87 million of them
    genuine = _genuine_positions(labels, row_starts)
    n_impostor = len(labels) * (len(labels) - 1) // 2 - len(genuine)
    if len(genuine) == 0:
        raise ValueError("no person has two images, so there is no genuine pair.")
    if n_impostor == 0:
        raise ValueError("there is only one person, so there is no impostor pair.")
    rng, n = np.random.default_rng(seed), min(len(genuine), n_impostor)
    drawn = np.sort(rng.choice(genuine, n, replace=False))
    rank = np.sort(rng.choice(n_impostor, n, replace=False))  # the first impostor pair, the second …
    genuine_before = np.searchsorted(genuine - np.arange(len(genuine)), rank, side="right")
    positions = np.concatenate([drawn, rank + genuine_before])
    left = np.searchsorted(row_starts, positions, side="right") - 1
    right = positions - row_starts[left] + left + 1
    return Pairs(left, right, labels[left] == labels[right])


def _row_starts(n_images: int) -> np.ndarray:
    """Find where the pairs of each image begin in the row (0, 1), (0, 2) … (1, 2) … of all pairs."""
    images = np.arange(n_images)
    return images * (2 * n_images - images - 1) // 2


def _genuine_positions(labels: np.ndarray, row_starts: np.ndarray) -> np.ndarray:
    positions = [np.empty(0, np.int64)]
    by_person = np.argsort(labels, kind="stable")
    for images in np.split(by_person, np.flatnonzero(np.diff(labels[by_person])) + 1):
        left, right = (images[side] for side in np.triu_indices(len(images), k=1))
        positions.append(row_starts[left] + right - left - 1)
    return np.sort(np.concatenate(positions))
