import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone
from sklearn.decomposition import PCA
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from facelab.features import Eigenfaces


@parametrize_with_checks([Eigenfaces(), Eigenfaces(whiten=True)])
def test_scikit_learns_own_checks(estimator, check):
    check(estimator)


@pytest.mark.parametrize("whiten", [False, True])
def test_against_scikit_learn(orl, whiten):
    ours = Eigenfaces(50, whiten).fit(orl.images)
    theirs = PCA(50, whiten=whiten, svd_solver="full").fit(orl.images.reshape(400, -1))
    np.testing.assert_allclose(ours.explained_variance_, theirs.explained_variance_, rtol=1e-8)
    np.testing.assert_allclose(ours.explained_variance_ratio_, theirs.explained_variance_ratio_, rtol=1e-8)
    signs = np.sign((ours.components_ * theirs.components_).sum(axis=1))
    vectors = theirs.transform(orl.images.reshape(400, -1)) * signs
    np.testing.assert_allclose(ours.transform(orl.images), vectors, rtol=1e-4, atol=1e-4 * np.abs(vectors).max())


def test_against_opencv(orl):
    theirs = cv2.face.EigenFaceRecognizer_create(20)
    theirs.train(list(orl.images[:100]), np.repeat(np.arange(10), 10))
    ours = Eigenfaces(20).fit(orl.images[:100])
    alike = np.abs((ours.components_ * theirs.getEigenVectors().T).sum(axis=1))
    np.testing.assert_allclose(alike, 1, atol=1e-6)


@given(st.integers(2, 12), st.integers(1, 12), st.integers(0, 99))
def test_all_components_rebuild_every_image(n_images, side, seed):
    images = np.random.default_rng(seed).integers(0, 256, (n_images, side, 2), dtype=np.uint8)
    if (images == images[0]).all():
        return
    pca = Eigenfaces().fit(images)
    assert np.abs(pca.inverse_transform(pca.transform(images)) - images).max() < 0.01
    assert pca.components_.shape[0] <= min(n_images - 1, side * 2)
    np.testing.assert_allclose(pca.components_ @ pca.components_.T, np.eye(len(pca.components_)), atol=1e-6)


def test_whitened_training_coordinates_have_variance_one(orl):
    vectors = Eigenfaces(30, whiten=True).fit_transform(orl.images)
    np.testing.assert_allclose(vectors.var(axis=0, ddof=1), 1, rtol=1e-4)


def test_no_coordinates_rebuild_the_mean_face(orl):
    pca = Eigenfaces(5).fit(orl.images)
    rebuilt = pca.inverse_transform(np.empty((1, 0)))
    np.testing.assert_allclose(rebuilt[0], orl.images.mean(axis=0), rtol=1e-6)


def test_an_eigenface_has_its_largest_entry_above_zero(orl):
    components = Eigenfaces(20).fit(orl.images).components_
    assert (components.max(axis=1) == np.abs(components).max(axis=1)).all()


def test_a_lazy_set_is_projected_a_batch_at_a_time(orl, monkeypatch):
    pca, sizes = Eigenfaces(5).fit(orl.images), []
    expected = pca.transform(orl.images)
    monkeypatch.setattr("facelab.images.BATCH_SIZE", 150)
    project = pca._project
    monkeypatch.setattr(pca, "_project", lambda rows: sizes.append(len(rows)) or project(rows))
    np.testing.assert_allclose(pca.transform(orl.images), expected, rtol=1e-5)
    assert sizes == [150, 150, 100]


def test_images_that_do_not_vary_are_refused(orl):
    with pytest.raises(ValueError, match="all images are the same"):
        Eigenfaces().fit(np.repeat(orl.images[:1], 5, axis=0))


def test_rows_given_to_fit_stay_as_they_are():
    rows = np.random.default_rng(0).random((6, 4))
    before = rows.copy()
    Eigenfaces().fit(rows)
    assert (rows == before).all()


def test_duplicates_do_not_add_directions(orl):
    assert len(Eigenfaces().fit(np.concatenate([orl.images[:5]] * 3)).components_) == 4


def test_color_images_are_described_by_their_gray(orl):
    rgb = np.repeat(orl.images[:20, ..., None], 3, axis=-1)
    np.testing.assert_array_equal(Eigenfaces(5).fit_transform(rgb), Eigenfaces(5).fit_transform(orl.images[:20]))


def test_in_a_pipeline(orl):
    model = make_pipeline(Eigenfaces(20), KNeighborsClassifier(1)).fit(orl.images[::2], orl.labels[::2])
    assert clone(model).get_params()["eigenfaces__n_components"] == 20
    assert model.score(orl.images[1::2], orl.labels[1::2]) > 0.9
    assert model[0].transform(orl.images[:3]).dtype == np.float32


@pytest.mark.parametrize(
    ("images", "error", "sentence"),
    [
        (np.zeros((3, 8, 9), np.uint8), ValueError, "images are 8 × 9 pixels; it was fitted on 8 × 8"),
        (np.zeros((3, 4, 16), np.uint8), ValueError, "images are 4 × 16 pixels"),  # as many pixels, another shape
        (np.zeros((8, 8), np.float64), ValueError, "features"),
        (np.zeros((3, 8, 8)), TypeError, "expected a uint8"),
        (np.full((1, 64), np.nan), ValueError, "NaN"),
    ],
)
def test_other_images_are_refused(orl, images, error, sentence):
    pca = Eigenfaces(2).fit(orl.images[:5, :8, :8])
    with pytest.raises(error, match=sentence):
        pca.transform(images)


@pytest.mark.parametrize("n_components", [0, 5, 500, 0.95])
def test_too_many_components_are_refused(orl, n_components):
    with pytest.raises(ValueError, match=f"n_components={n_components}, but these images vary in 4 directions"):
        Eigenfaces(n_components).fit(orl.images[:5])


def test_more_coordinates_than_eigenfaces_are_refused(orl):
    with pytest.raises(ValueError, match="vectors have 3 coordinates, but there are 2 eigenfaces"):
        Eigenfaces(2).fit(orl.images[:5]).inverse_transform(np.zeros((1, 3)))
