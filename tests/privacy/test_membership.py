import numpy as np
import pytest
from sklearn.metrics import roc_auc_score

from facelab.privacy import membership_auc, spread_of_people


def test_spread_against_a_naive_loop():
    rng = np.random.default_rng(0)
    labels, vectors = np.array([5, 2, 5, 2, 2, 5, 5, 9, 9]), rng.normal(size=(9, 3)).astype(np.float32)
    expected = []
    for person in (2, 5, 9):
        rows = np.flatnonzero(labels == person)
        expected.append(np.mean([np.sqrt(np.sum((vectors[i] - vectors[j]) ** 2)) for i in rows for j in rows if i < j]))
    np.testing.assert_allclose(spread_of_people(vectors, labels), expected, rtol=1e-5)
    assert (spread_of_people(vectors, labels, "manhattan") > expected).all()


def test_area_against_scikit_learn_and_by_hand():
    rng = np.random.default_rng(1)
    members, others = rng.normal(0, 1, 30).round(1), rng.normal(1, 1, 10).round(1)
    oracle = roc_auc_score(np.arange(40) < 30, -np.concatenate([members, others]))
    assert membership_auc(members, others) == pytest.approx(oracle)
    assert membership_auc(np.array([1, 2]), np.array([2])) == 0.75
    assert membership_auc([0.1], [0.2]) == 1 and membership_auc([0.2], [0.1]) == 0


@pytest.mark.parametrize(
    ("members", "others", "sentence"),
    [
        (np.empty(0), np.ones(2), "at least one of each"),
        (np.ones(2), np.ones((2, 2)), "at least one of each"),
        (np.array([np.nan]), np.ones(2), "NaN"),
    ],
)
def test_wrong_scores_are_refused(members, others, sentence):
    with pytest.raises(ValueError, match=sentence):
        membership_auc(members, others)


def test_wrong_embeddings_are_refused():
    with pytest.raises(ValueError, match="person 7 has one image"):
        spread_of_people(np.ones((3, 2)), np.array([1, 1, 7]))
    with pytest.raises(ValueError, match="3 embeddings but 2 labels"):
        spread_of_people(np.ones((3, 2)), np.array([1, 1]))
