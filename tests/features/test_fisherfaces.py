import numpy as np
import pytest
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.utils.estimator_checks import parametrize_with_checks

from facelab.features import Eigenfaces, Fisherfaces


@parametrize_with_checks([Fisherfaces()])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


def test_against_scikit_learns_discriminant(orl):
    ours = Fisherfaces(n_pca=60).fit(orl.images, orl.labels)
    theirs = LinearDiscriminantAnalysis(solver="eigen").fit(Eigenfaces(60).fit_transform(orl.images), orl.labels)
    fisherfaces = theirs.scalings_[:, :39].T @ Eigenfaces(60).fit(orl.images).components_
    ours_unit, theirs_unit = (d / np.linalg.norm(d, axis=1, keepdims=True) for d in (ours.components_, fisherfaces))
    np.testing.assert_allclose(np.abs((ours_unit * theirs_unit).sum(axis=1))[:20], 1, atol=1e-3)


def test_directions_maximize_fishers_ratio(orl):
    fisher = Fisherfaces(n_pca=40).fit(orl.images, orl.labels)

    def ratio(vectors):
        means = np.stack([vectors[orl.labels == person].mean(axis=0) for person in range(40)])
        return means.var(axis=0) / (vectors - means[orl.labels]).var(axis=0)

    ratios = ratio(fisher.transform(orl.images).astype(float))
    assert (np.diff(ratios) < 1e-6).all()
    rng = np.random.default_rng(0)
    random = Eigenfaces(40).fit_transform(orl.images) @ rng.normal(size=(40, 100))
    assert ratios[0] > ratio(random.astype(float)).max()


def test_people_with_many_images_count_more(orl):
    some = orl[np.concatenate([np.arange(10), np.arange(10, 13), np.arange(20, 27), np.arange(30, 35)])]
    ours = Fisherfaces(n_pca=10).fit(some.images, some.labels).components_
    theirs = LinearDiscriminantAnalysis(solver="eigen").fit(Eigenfaces(10).fit_transform(some.images), some.labels)
    fisherfaces = theirs.scalings_[:, :3].T @ Eigenfaces(10).fit(some.images).components_
    ours, fisherfaces = (d / np.linalg.norm(d, axis=1, keepdims=True) for d in (ours, fisherfaces))
    np.testing.assert_allclose(np.abs((ours * fisherfaces).sum(axis=1)), 1, atol=1e-4)


def test_other_shapes_are_refused(orl):
    fisher = Fisherfaces().fit(orl.images, orl.labels)
    with pytest.raises(ValueError, match="images are 92 × 112 pixels; it was fitted on 112 × 92"):
        fisher.transform(orl.images.transpose(0, 2, 1))


def test_few_images_lower_the_number_of_components(orl):
    few = orl[orl.labels < 3]
    assert Fisherfaces(n_pca=80).fit(few.images, few.labels).components_.shape == (2, 10304)


def test_duplicated_images_still_work(orl):
    few = orl[np.repeat([0, 1, 10, 11], 5)]
    assert np.isfinite(Fisherfaces().fit_transform(few.images, few.labels)).all()


@pytest.mark.parametrize(
    ("positions", "arguments", "sentence"),
    [
        ([0, 10, 20], {}, "at least one person with two"),
        ([0, 1, 2], {}, "there is only one class"),
        ([0, 1, 10, 11], {"n_pca": 0}, "n_pca=0"),
        ([0, 0, 10, 10], {}, "images are all the same"),
        ([0, 0, 0, 10, 10, 10, 20, 20, 20], {}, "images are all the same"),
        ([0, 1, 10, 11], {"n_pca": None}, "n_pca=None"),
        ([0, 1, 10, 11], {"n_components": 2}, "n_components=2: 2 people and 2 principal components give 1 directions"),
    ],
)
def test_too_little_to_learn_from(orl, positions, arguments, sentence):
    few = orl[np.array(positions)]
    with pytest.raises(ValueError, match=sentence):
        Fisherfaces(**arguments).fit(few.images, few.labels)
