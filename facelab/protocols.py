"""Protocols: who is trained on, who is tested on, and which pairs are compared.

Every function works on labels, the person on each image, and returns positions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np


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
        fold = None if self.fold is None else self.fold[index]
        return Pairs(self.left[index], self.right[index], self.same[index], fold)


def check_labels(labels: np.ndarray) -> None:
    """Refuse anything but a one-dimensional array of integers.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)

    Raises
    ------
    ValueError
        If the array has another shape or dtype.

    Examples
    --------
    >>> check_labels(np.array([0, 1]))
    >>> check_labels(np.array([0.5]))
    Traceback (most recent call last):
    ...
    ValueError: labels must be integers of shape (N,); found float64 of shape (1,).
    """
    if not isinstance(labels, np.ndarray) or labels.ndim != 1 or labels.dtype.kind not in "iu":
        found = f"{labels.dtype} of shape {labels.shape}" if isinstance(labels, np.ndarray) else type(labels).__name__
        raise ValueError(f"labels must be integers of shape (N,); found {found}.")


def split_people(labels: np.ndarray, n_test: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Hold out people drawn at random: no person is on both sides.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_test : int
        How many people to hold out.
    seed : int

    Returns
    -------
    train, test : ndarray of int
        Positions, ascending.

    Examples
    --------
    >>> train, test = split_people(np.array([0, 0, 1, 1, 2, 2]), n_test=1, seed=0)
    >>> len(train), len(test)
    (4, 2)
    """
    check_labels(labels)
    people = np.unique(labels)
    if not 0 < n_test < len(people):
        raise ValueError(f"n_test={n_test} people cannot be held out of {len(people)}; take 1 to {len(people) - 1}.")
    held_out = np.isin(labels, np.random.default_rng(seed).choice(people, n_test, replace=False))
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def people_folds(labels: np.ndarray, n_folds: int = 4) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Hold out every person once: fold f tests the people at positions f, f + n_folds and so on.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_folds : int

    Yields
    ------
    train, test : ndarray of int
        Positions, ascending. No person is on both sides.

    Examples
    --------
    >>> [np.unique(test).tolist() for _, test in people_folds(np.arange(8), n_folds=4)]
    [[0, 4], [1, 5], [2, 6], [3, 7]]
    """
    check_labels(labels)
    people = np.unique(labels)
    if not 2 <= n_folds <= len(people):
        raise ValueError(f"{len(people)} people cannot make {n_folds} folds; take 2 to {len(people)}.")
    fold_of_image = np.searchsorted(people, labels) % n_folds
    for fold in range(n_folds):
        yield np.flatnonzero(fold_of_image != fold), np.flatnonzero(fold_of_image == fold)


def split_images(labels: np.ndarray, n_train: int, seed: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Split each person's images: the same people are on both sides.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_train : int
        Training images for each person; the rest are for the test.
    seed : int or None
        None takes each person's first images instead of a random draw.

    Returns
    -------
    train, test : ndarray of int
        Positions, ascending.

    Raises
    ------
    ValueError
        If a person has too few images to be on both sides.

    Examples
    --------
    >>> split_images(np.array([0, 0, 0, 1, 1, 1]), n_train=2, seed=None)
    (array([0, 1, 3, 4]), array([2, 5]))
    """
    check_labels(labels)
    if n_train < 1:
        raise ValueError(f"n_train={n_train}: each person needs at least one training image.")
    rng = np.random.default_rng(seed)
    train = np.zeros(len(labels), bool)
    for person, count in zip(*np.unique(labels, return_counts=True), strict=True):
        if count <= n_train:
            raise ValueError(
                f"person {person} has {count} image{'s' if count > 1 else ''}; {n_train} to train and at least "
                f"one to test need {n_train + 1}."
            )
        positions = np.flatnonzero(labels == person)
        train[positions[:n_train] if seed is None else rng.choice(positions, n_train, replace=False)] = True
    return np.flatnonzero(train), np.flatnonzero(~train)


def split_gallery(
    labels: np.ndarray, n_gallery: int, n_unknown: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Make an open-set identification test: a gallery, probes of its people, and probes of strangers.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_gallery : int
        Gallery images for each enrolled person; the person's other images are probes.
    n_unknown : int
        How many people are never enrolled; all their images are probes. 0 makes a closed set.
    seed : int

    Returns
    -------
    gallery, known_probes, unknown_probes : ndarray of int
        Positions, ascending.

    Examples
    --------
    >>> gallery, known, unknown = split_gallery(np.repeat(np.arange(4), 3), n_gallery=1, n_unknown=2, seed=0)
    >>> len(gallery), len(known), len(unknown)
    (2, 4, 6)
    """
    check_labels(labels)
    enrolled, unknown = np.arange(len(labels)), np.array([], int)
    if n_unknown:
        enrolled, unknown = split_people(labels, n_unknown, seed)
    gallery, probes = split_images(labels[enrolled], n_gallery, seed)
    return enrolled[gallery], enrolled[probes], unknown


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


def balanced_pairs(labels: np.ndarray, seed: int) -> Pairs:
    """Take every genuine pair and as many impostor pairs, drawn without repetition.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    seed : int

    Returns
    -------
    Pairs
        The genuine pairs first. Where impostor pairs are the fewer, genuine ones are drawn instead.

    Raises
    ------
    ValueError
        If there is no genuine pair, or no impostor pair, to take.

    Examples
    --------
    >>> pairs = balanced_pairs(np.repeat(np.arange(5), 3), seed=0)
    >>> len(pairs), int(pairs.same.sum())
    (30, 15)
    """
    pairs = all_pairs(labels)
    genuine, impostor = np.flatnonzero(pairs.same), np.flatnonzero(~pairs.same)
    if len(genuine) == 0:
        raise ValueError("no person has two images, so there is no genuine pair.")
    if len(impostor) == 0:
        raise ValueError("there is only one person, so there is no impostor pair.")
    rng, n = np.random.default_rng(seed), min(len(genuine), len(impostor))
    drawn = [np.sort(rng.choice(positions, n, replace=False)) for positions in (genuine, impostor)]
    return pairs[np.concatenate(drawn)]
