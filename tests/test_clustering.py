import dlib
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score
from sklearn.utils.estimator_checks import parametrize_with_checks

from facelab.clustering import ChineseWhispers, b_cubed, pairwise_agreement


@parametrize_with_checks([ChineseWhispers()])
def test_it_is_a_scikit_learn_clusterer(estimator, check):
    check(estimator)


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=1, max_size=20))
def test_both_agreements_against_counting(pairs):
    labels, groups = np.array(pairs).T
    one_person, one_group = labels[:, None] == labels, groups[:, None] == groups
    both = (one_person & one_group).sum(axis=1)
    found = b_cubed(labels, groups)
    assert found.precision == pytest.approx(np.mean(both / one_group.sum(axis=1)))
    assert found.recall == pytest.approx(np.mean(both / one_person.sum(axis=1)))
    assert found.f == pytest.approx(2 * found.precision * found.recall / (found.precision + found.recall))
    upper = np.triu_indices(len(labels), 1)
    right, grouped, own = (each[upper].sum() for each in (one_person & one_group, one_group, one_person))
    found = pairwise_agreement(labels, groups)
    assert found.precision == pytest.approx(right / grouped if grouped else 1)
    assert found.recall == pytest.approx(right / own if own else 1)


def test_chinese_whispers_against_dlibs():
    rng = np.random.default_rng(0)
    people = np.repeat(np.arange(12), 8)
    vectors = rng.normal(size=(12, 16))[people] + 0.25 * rng.normal(size=(96, 16))
    theirs = dlib.chinese_whispers_clustering([dlib.vector(row) for row in vectors], 2.0)
    ours = ChineseWhispers(threshold=2.0).fit_predict(vectors)
    assert adjusted_rand_score(ours, theirs) == 1 == adjusted_rand_score(ours, people)


def test_the_random_state_decides_the_order():
    vectors = np.random.default_rng(0).normal(size=(200, 2))
    one, same, other = (ChineseWhispers(0.5, random_state=seed).fit_predict(vectors) for seed in (0, 0, 1))
    assert (one == same).all() and (one != other).any()


def test_vectors_that_are_not_finite_are_refused_in_one_sentence():
    with pytest.raises(ValueError, match=r"^X has NaN or infinite values in row 1\.$"):
        ChineseWhispers().fit(np.array([[0.0], [np.nan]]))
