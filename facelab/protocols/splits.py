"""Splits: which images are for training, which for the test."""

from collections.abc import Iterator

import numpy as np


def split_people(labels: np.ndarray, n_test: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Hold out people, drawn at random: no person is on both sides.

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
        raise ValueError(f"n_test={n_test}: expected 1 to {len(people) - 1} of the {len(people)} people.")
    held_out = np.isin(labels, np.random.default_rng(seed).choice(people, n_test, replace=False))
    return np.flatnonzero(~held_out), np.flatnonzero(held_out)


def people_folds(labels: np.ndarray, n_folds: int = 4) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Hold out every person once: fold f tests the people at positions f, f + n_folds and so on.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_folds : int, default 4

    Yields
    ------
    train, test : ndarray of int
        Positions, ascending. No person is on both sides.

    Examples
    --------
    >>> [np.unique(test).tolist() for _, test in people_folds(np.arange(8), n_folds=4)]
    [[0, 4], [1, 5], [2, 6], [3, 7]]
    """
    for fold in range(n_folds):
        yield people_fold(labels, fold, n_folds)


def people_fold(labels: np.ndarray, fold: int, n_folds: int = 4) -> tuple[np.ndarray, np.ndarray]:
    """Hold out the people of one fold: those at positions fold, fold + n_folds and so on.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    fold : int
        From 0.
    n_folds : int, default 4

    Returns
    -------
    train, test : ndarray of int
        Positions, ascending. No person is on both sides.

    Examples
    --------
    >>> people_fold(np.array([0, 0, 1, 2, 3]), fold=0, n_folds=2)
    (array([2, 4]), array([0, 1, 3]))
    """
    check_labels(labels)
    people = np.unique(labels)
    if not 2 <= n_folds <= len(people):
        raise ValueError(f"{len(people)} people cannot make {n_folds} folds; expected 2 to {len(people)}.")
    if not 0 <= fold < n_folds:
        raise ValueError(f"fold={fold}: expected 0 to {n_folds - 1}.")
    is_held_out = np.searchsorted(people, labels) % n_folds == fold
    return np.flatnonzero(~is_held_out), np.flatnonzero(is_held_out)


def split_images(labels: np.ndarray, n_train: int, seed: int | None) -> tuple[np.ndarray, np.ndarray]:
    """Split each person's images: the same people are on both sides.

    Parameters
    ----------
    labels : ndarray of int, shape (N,)
    n_train : int
        Training images of each person; the rest are for the test.
    seed : int or None
        None uses each person's first images instead of a random draw.

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
                f"person {person} has {count} image{'s' if count > 1 else ''}; {n_train} for training and at least one "
                f"for the test need {n_train + 1}."
            )
        positions = np.flatnonzero(labels == person)
        train[positions[:n_train] if seed is None else rng.choice(positions, n_train, replace=False)] = True
    return np.flatnonzero(train), np.flatnonzero(~train)


def split_gallery(
    labels: np.ndarray, n_gallery: int, n_unknown: int, seed: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Split for open-set identification: a gallery, probes of its people, and probes of unknown people.

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


def check_labels(labels: np.ndarray) -> None:
    """Refuse anything but a one-dimensional array of integers."""
    if not isinstance(labels, np.ndarray) or labels.ndim != 1 or labels.dtype.kind not in "iu":
        found = f"{labels.dtype} of shape {labels.shape}" if isinstance(labels, np.ndarray) else type(labels).__name__
        raise ValueError(f"labels must be integers of shape (N,); found {found}.")
