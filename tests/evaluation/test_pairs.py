import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, Normalizer

from facelab.alignment import FaceAligner
from facelab.datasets import FaceSet
from facelab.evaluation import evaluate_pairs
from facelab.features import Eigenfaces
from facelab.protocols import Pairs, fold_pairs
from facelab.verification import kfold_accuracy, verification_curve
from tests.evaluation.sample_protocol import N_FOLDS, ROWS, as_rows, sample_protocol


@pytest.fixture(scope="module")
def protocol():
    return sample_protocol(noise=45, seed=0)


def test_a_fitted_embedder_by_hand(protocol):
    faces, pairs = protocol
    report = evaluate_pairs(ROWS, faces, pairs, far=0.01)
    rows = as_rows(faces.images)
    distances = np.linalg.norm(rows[pairs.left] - rows[pairs.right], axis=1)
    np.testing.assert_allclose(report.distances, distances, rtol=1e-4)
    expected = kfold_accuracy(report.distances, pairs.same, pairs.fold)
    assert report.accuracy.mean == expected.mean and 0.6 < expected.mean < 1
    assert report.curve.auc == verification_curve(report.distances, pairs.same).auc
    low, high = report.val_interval
    assert low <= report.curve.val_at(0.01) <= high
    assert report.n_left_out == 0 and len(report.missing) == 0


def test_an_embedder_that_must_be_fitted_never_sees_the_people_it_is_evaluated_on(protocol):
    faces, pairs = protocol
    fitted_on, embedded = [], []

    class Spy(PCA):
        def fit(self, images, labels=None):
            fitted_on.append(set(labels))
            return super().fit(images)

        def transform(self, images):
            embedded.append(len(images))
            return super().transform(images)

    report = evaluate_pairs(make_pipeline(ROWS, Spy(5)), faces, pairs, far=0.01)
    people = [set(np.unique(faces.labels)[np.unique(faces.labels) % N_FOLDS != fold]) for fold in range(N_FOLDS)]
    assert fitted_on == people and sum(embedded) == len(faces)
    for fold in range(N_FOLDS):
        train = np.isin(faces.labels % N_FOLDS, [fold], invert=True)
        vectors = PCA(5).fit(as_rows(faces.images[train])).transform(as_rows(faces.images))
        in_fold = pairs[pairs.fold == fold]
        expected = np.linalg.norm(vectors[in_fold.left] - vectors[in_fold.right], axis=1)
        np.testing.assert_allclose(report.distances[pairs.fold == fold], expected, rtol=1e-3)


def test_the_same_people_in_two_folds_cannot_be_fitted(protocol):
    faces, pairs = protocol
    mixed = Pairs(pairs.left, pairs.right, pairs.same, np.arange(len(pairs)) % 3)
    with pytest.raises(ValueError, match="24 people of fold 0 are in other folds too"):
        evaluate_pairs(Eigenfaces(5), faces, mixed, far=0.01)


def test_pairs_of_images_without_a_face_are_left_out(orl):
    chosen = orl[orl.labels < 6]
    images = chosen.images.copy()
    images[7] = 128
    faces = FaceSet(images, chosen.labels, chosen.names, "ORL")
    pairs = fold_pairs(faces.labels, 3)
    aligner = FaceAligner("hog", upsample=1, size=20, on_missing="skip")
    report = evaluate_pairs(make_pipeline(aligner, FunctionTransformer(as_rows)), faces, pairs, far=0.1)
    assert 7 in report.missing
    lost = np.isin(pairs.left, report.missing) | np.isin(pairs.right, report.missing)
    assert report.n_left_out == np.count_nonzero(lost) and len(report.pairs) == np.count_nonzero(~lost)
    report = evaluate_pairs(
        make_pipeline(aligner.set_params(on_missing="center"), FunctionTransformer(as_rows)), faces, pairs, far=0.1
    )
    assert 7 in report.missing and report.n_left_out == 0


def test_nan_does_not_count_as_a_missing_face(protocol):
    """An embedder must not drop the images that it finds difficult."""
    faces, pairs = protocol

    class Dropping:
        def transform(self, images):
            vectors = as_rows(images)
            vectors[0] = np.nan
            return vectors

    with pytest.raises(ValueError, match="embedding of image 0 is NaN"):
        evaluate_pairs(Dropping(), faces, pairs, far=0.01)


def test_a_pipeline_is_fitted_if_any_step_needs_it(protocol):
    faces, pairs = protocol
    assert evaluate_pairs(make_pipeline(ROWS, PCA(5), Normalizer()), faces, pairs, far=0.01).fitted_by_fold
    fitted = make_pipeline(ROWS, PCA(5).fit(as_rows(faces.images)), Normalizer())
    assert not evaluate_pairs(fitted, faces, pairs, far=0.01).fitted_by_fold


def test_an_object_without_a_library(protocol):
    faces, pairs = protocol

    class Plain:
        def fit(self, images):
            raise AssertionError("fit must not be called")

        def transform(self, images):
            return as_rows(images)

    assert not evaluate_pairs(Plain(), faces, pairs, far=0.01).fitted_by_fold


@pytest.mark.parametrize("metric", ["nearness", "weighted_chi2"])
def test_an_unusable_metric_is_reported_before_any_work(protocol, metric):
    faces, pairs = protocol
    with pytest.raises(ValueError, match=r"metric|weights"):
        evaluate_pairs(None, faces, pairs, metric, far=0.01)


def test_pairs_without_folds(protocol):
    faces, pairs = protocol
    with pytest.raises(ValueError, match="no folds"):
        evaluate_pairs(ROWS, faces, Pairs(pairs.left, pairs.right, pairs.same))


def test_too_few_impostor_pairs(protocol):
    faces, pairs = protocol
    with pytest.raises(
        ValueError, match=r"FAR = 1e-06 needs at least 1,000,000 impostor pairs; there are 896 without fold 0"
    ):
        evaluate_pairs(None, faces, pairs, far=1e-6)


@pytest.mark.parametrize("far", [0, -0.1, 1.5])
def test_an_impossible_far(protocol, far):
    with pytest.raises(ValueError, match="expected a false accept rate above 0 and at most 1"):
        evaluate_pairs(None, *protocol, far=far)
