import numpy as np
import pytest
from scipy.stats import weibull_min
from sklearn.linear_model import LogisticRegression

from facelab.identification import OpenMax


@pytest.fixture
def people():
    """Training examples of four people, and two strangers: like nobody, and like two people at once."""
    rng = np.random.default_rng(0)
    labels = np.repeat(np.arange(4), 25)
    vectors = 5 * np.eye(6)[labels] + rng.normal(size=(100, 6))
    return vectors, labels, np.array([[0, 0, 0, 0, 40.0, 0], [30.0, 30, 0, 0, 0, 0]])


@pytest.mark.parametrize("shared", [False, True])
def test_strangers_are_unknown_and_most_people_keep_their_names(people, shared):
    vectors, labels, strangers = people
    model = OpenMax(tail_size=3, shared=shared).fit(vectors[::2], labels[::2])
    assert (model.predict(vectors[1::2]) == labels[1::2]).mean() > 0.8
    assert model.predict(strangers)[1] == -1
    names = np.array(["Ada", "Bo", "Cleo", "Dora"])[labels]
    assert OpenMax(tail_size=3, shared=shared).fit(vectors, names).predict(strangers)[1] == "unknown"


def test_against_the_algorithm_example_by_example(people):
    vectors, labels, strangers = people
    model = OpenMax(tail_size=4, alpha=2).fit(vectors, labels)
    classifier = LogisticRegression(max_iter=1000).fit(vectors, labels)
    activations, right = classifier.decision_function(vectors), classifier.predict(vectors) == labels
    for x, found in zip(
        [*vectors[:5], *strangers], model.predict_proba(np.array([*vectors[:5], *strangers])), strict=True
    ):
        own = classifier.decision_function(x[None])[0]
        new, unknown = own.copy(), 0.0
        for rank, person in enumerate(np.argsort(-own)[:2]):
            group = activations[right & (labels == person)]
            others = [np.linalg.norm(group[i] - np.delete(group, i, axis=0).mean(axis=0)) for i in range(len(group))]
            *_, start = np.sort(others)[:-4]
            shape, _, scale = weibull_min.fit(np.sort(others)[-4:] - start, floc=0)
            excess = max(np.linalg.norm(own - group.mean(axis=0)) - start, 0)
            given = max(own[person], 0) * (2 - rank) / 2 * (1 - np.exp(-((excess / scale) ** shape)))
            new[person] -= given
            unknown += given
        weights = np.exp(np.append(new, unknown) - max(new.max(), unknown))
        np.testing.assert_allclose(found, weights / weights.sum(), rtol=1e-4)


def test_too_few_examples_or_classes(people):
    vectors, labels, _ = people
    with pytest.raises(ValueError, match="2 classes; OpenMax needs at least 3"):
        OpenMax(tail_size=5).fit(vectors[:50], labels[:50])
    with pytest.raises(ValueError, match="25 examples that are classified right; a tail of 25 needs more"):
        OpenMax(tail_size=25).fit(vectors, labels)
    with pytest.raises(ValueError, match="1 examples of a class are classified right; OpenMax needs 2"):
        OpenMax(tail_size=5, shared=True).fit(vectors[:76], labels[:76])
    with pytest.raises(ValueError, match="tail_size=1, alpha=3"):
        OpenMax(tail_size=1).fit(vectors, labels)


@pytest.mark.parametrize("taken", [-1, "unknown"])
def test_no_class_is_called_as_strangers_are(people, taken):
    vectors, labels, _ = people
    names = np.where(labels == labels[0], taken, labels.astype(type(taken)))
    with pytest.raises(ValueError, match="as strangers are; choose another name"):
        OpenMax(tail_size=5).fit(vectors, names)


def test_examples_that_are_not_finite_are_refused_in_one_sentence():
    x, y = np.random.default_rng(0).normal(size=(30, 2)), np.repeat(np.arange(3), 10)
    model = OpenMax(tail_size=3).fit(x + 9 * y[:, None], y)
    x[4] = np.nan
    for refused in (lambda: model.predict(x), lambda: OpenMax(tail_size=3).fit(x, y)):
        with pytest.raises(ValueError, match=r"^X has NaN or infinite values in row 4\.$"):
            refused()
