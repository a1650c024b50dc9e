import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab import protocols
from facelab.protocols import Pairs
from tests.protocols.strategies import label_arrays


@given(label_arrays)
def test_all_pairs_against_a_loop(labels):
    pairs = protocols.all_pairs(labels)
    n = len(labels)
    expected = [(i, j, labels[i] == labels[j]) for i in range(n) for j in range(i + 1, n)]
    assert list(zip(pairs.left, pairs.right, pairs.same, strict=True)) == expected


@given(st.integers(0, 20))
def test_balanced_pairs_are_balanced_and_distinct(seed):
    pairs = protocols.balanced_pairs(np.repeat(np.arange(5), 4), seed)
    assert pairs.same.sum() == 30 and len(pairs) == 60
    assert len(set(zip(pairs.left, pairs.right, strict=True))) == 60


@given(label_arrays, st.integers(0, 5))
def test_balanced_pairs_against_a_draw_from_all_pairs(labels, seed):
    pairs = protocols.all_pairs(labels)
    genuine, impostor = np.flatnonzero(pairs.same), np.flatnonzero(~pairs.same)
    if len(genuine) == 0 or len(impostor) == 0:
        return
    rng, n = np.random.default_rng(seed), min(len(genuine), len(impostor))
    drawn = np.concatenate([np.sort(rng.choice(kind, n, replace=False)) for kind in (genuine, impostor)])
    balanced = protocols.balanced_pairs(labels, seed)
    for column in ("left", "right", "same"):
        assert (getattr(balanced, column) == getattr(pairs, column)[drawn]).all()


def test_where_impostors_are_rare_genuine_pairs_are_drawn():
    pairs = protocols.balanced_pairs(np.array([0] * 9 + [1]), seed=0)
    assert (pairs.same.sum(), len(pairs)) == (9, 18)


@pytest.mark.parametrize(("labels", "sentence"), [([0, 1, 2], "no person has two"), ([0, 0, 0], "only one person")])
def test_balanced_pairs_need_both_kinds(labels, sentence):
    with pytest.raises(ValueError, match=sentence):
        protocols.balanced_pairs(np.array(labels), seed=0)


def test_pairs_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match=r"one length; found \[1, 2\]"):
        Pairs(np.array([0]), np.array([1, 2]), np.array([True]))
    with pytest.raises(TypeError, match="same must be bool"):
        Pairs(np.array([0]), np.array([1]), np.array([1]))


def test_choosing_pairs_keeps_their_folds():
    pairs = Pairs(np.arange(4), np.arange(4), np.array([True] * 4), fold=np.array([0, 0, 1, 1]))
    assert pairs[pairs.fold == 1].fold.tolist() == [1, 1]


@given(label_arrays, st.integers(2, 4))
def test_fold_pairs_against_a_loop(labels, n_folds):
    people = np.unique(labels).tolist()
    if len(people) < n_folds:
        return
    pairs = protocols.fold_pairs(labels, n_folds)
    fold_of = {person: position % n_folds for position, person in enumerate(people)}
    n = len(labels)
    expected = {
        (i, j, bool(labels[i] == labels[j]), fold_of[labels[i]])
        for i in range(n)
        for j in range(i + 1, n)
        if fold_of[labels[i]] == fold_of[labels[j]]
    }
    found = list(zip(pairs.left, pairs.right, pairs.same.tolist(), pairs.fold, strict=True))
    assert set(found) == expected and len(found) == len(expected)
