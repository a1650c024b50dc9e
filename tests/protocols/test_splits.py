import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from facelab import protocols
from tests.protocols.strategies import label_arrays


@given(label_arrays, st.integers(0, 5), st.data())
def test_split_people_puts_nobody_on_both_sides(labels, seed, data):
    n_people = len(np.unique(labels))
    if n_people < 2:
        return
    n_test = data.draw(st.integers(1, n_people - 1))
    train, test = protocols.split_people(labels, n_test, seed)
    assert not set(labels[train]) & set(labels[test])
    assert len(set(labels[test])) == n_test
    assert sorted([*train, *test]) == list(range(len(labels)))


@given(label_arrays, st.integers(2, 5))
def test_folds_hold_out_everybody_once_and_nobody_is_on_both_sides(labels, n_folds):
    if len(np.unique(labels)) < n_folds:
        return
    folds = list(protocols.people_folds(labels, n_folds))
    assert all(not set(labels[train]) & set(labels[test]) for train, test in folds)
    assert sorted(np.concatenate([test for _, test in folds])) == list(range(len(labels)))


def test_fold_f_of_orl_holds_out_people_4k_plus_f(orl):
    for fold, (_, test) in enumerate(protocols.people_folds(orl.labels)):
        assert np.unique(orl.labels[test]).tolist() == list(range(fold, 40, 4))


def test_a_pair_of_held_out_people_never_meets_a_training_person(orl):
    train, test = orl.split_people(n_test=10, seed=3)
    pairs = test.pairs()
    in_test = np.concatenate([test.labels[pairs.left], test.labels[pairs.right]])
    assert not set(in_test) & set(train.labels)


@pytest.mark.parametrize("n_test", [0, 40, -1])
def test_everybody_cannot_be_held_out(orl, n_test):
    with pytest.raises(ValueError, match=f"n_test={n_test}: expected 1 to 39 of the 40 people"):
        protocols.split_people(orl.labels, n_test, seed=0)


@given(st.integers(1, 4), st.integers(0, 3) | st.none())
def test_split_images_takes_n_of_each_person(n_train, seed):
    labels = np.random.default_rng(0).permutation(np.repeat(np.arange(6), 5))
    train, test = protocols.split_images(labels, n_train, seed)
    assert np.bincount(labels[train]).tolist() == [n_train] * 6
    assert sorted([*train, *test]) == list(range(30))


def test_without_a_seed_the_first_images_train(orl):
    train, _ = protocols.split_images(orl.labels, 5, seed=None)
    assert train[:7].tolist() == [0, 1, 2, 3, 4, 10, 11]


def test_the_same_seed_gives_the_same_split(orl):
    first, second, other = (protocols.split_images(orl.labels, 5, seed)[0] for seed in (1, 1, 2))
    assert (first == second).all() and (first != other).any()


def test_a_person_with_one_image_is_named():
    with pytest.raises(ValueError, match="person 7 has 1 image; 1 for training and at least one for the test need 2"):
        protocols.split_images(np.array([3, 3, 7]), 1, seed=0)


def test_gallery_probes_and_unknown_people(orl):
    gallery, known, unknown = protocols.split_gallery(orl.labels, n_gallery=2, n_unknown=10, seed=0)
    assert set(orl.labels[gallery]) == set(orl.labels[known])
    assert not set(orl.labels[gallery]) & set(orl.labels[unknown])
    assert (len(gallery), len(known), len(unknown)) == (60, 240, 100)
    assert len(set(np.concatenate([gallery, known, unknown]))) == 400


def test_a_closed_set_has_no_unknown_people(orl):
    assert len(protocols.split_gallery(orl.labels, n_gallery=1, n_unknown=0, seed=0)[2]) == 0
