from typing import ClassVar

import numpy as np
import pytest
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.preprocessing import FunctionTransformer

from benchmarks.recognition import weighted_chi2_curves
from facelab.augmentation import shift
from facelab.evaluation import identify_perturbed, identify_splits, verify_unseen_people
from facelab.features import Eigenfaces, Fisherfaces, LBPHistograms
from facelab.images import flatten_images
from facelab.protocols import split_images

pixels = FunctionTransformer(flatten_images)


class Spy(TransformerMixin, BaseEstimator):
    """Pixels; remembers on whom it was fitted."""

    seen: ClassVar[list] = []  # shared by clones

    def fit(self, images, y=None):
        Spy.seen.append(set(y.tolist()))
        return self

    def transform(self, images):
        return flatten_images(images)


def test_no_descriptor_is_fitted_on_the_people_it_is_evaluated_on(orl):
    Spy.seen.clear()
    verify_unseen_people(Spy(), orl)
    assert [sorted(set(range(40)) - seen) for seen in Spy.seen] == [list(range(fold, 40, 4)) for fold in range(4)]


@pytest.mark.parametrize(
    ("descriptor", "metric", "first_last", "random"),
    [
        (Eigenfaces(40), "euclidean", 0.88, 0.92),
        (Eigenfaces(40), "cosine", 0.90, 0.93),
        (Fisherfaces(80), "cosine", 0.90, 0.95),
        (LBPHistograms(), "chi2", 0.94, 0.96),
    ],
)
def test_identification_reaches_what_a_reference_implementation_did(orl, descriptor, metric, first_last, random):
    last_five = identify_splits(descriptor, orl, [split_images(orl.labels, 5, None)], metric)[0]
    draws = identify_splits(descriptor, orl, [split_images(orl.labels, 5, seed) for seed in range(20)], metric)
    assert first_last <= last_five <= first_last + 0.04
    assert random <= draws.mean() <= random + 0.03


def test_weights_of_the_cells_help_on_people_they_were_not_learned_on(orl):
    plain = verify_unseen_people(LBPHistograms(), orl, "chi2")
    weighted = weighted_chi2_curves(orl)
    assert np.mean([w.auc - p.auc for w, p in zip(weighted, plain, strict=True)]) >= 0.01


@pytest.mark.parametrize(
    ("descriptor", "metric", "auc"),
    [(pixels, "euclidean", 0.939), (Eigenfaces(100, whiten=True), "cosine", 0.948), (LBPHistograms(), "chi2", 0.905)],
)
def test_verification_is_where_a_reference_implementation_found_it(orl, descriptor, metric, auc):
    curves = verify_unseen_people(descriptor, orl, metric)
    assert np.mean([curve.auc for curve in curves]) == pytest.approx(auc, abs=0.002)
    assert all((curve.n_genuine, curve.n_impostor) == (450, 4500) for curve in curves)


def test_only_the_probes_are_perturbed(orl):
    splits = [split_images(orl.labels, 5, None)]
    original, shifted = identify_perturbed(pixels, orl, splits, [lambda x: x, lambda x: shift(x, 8)])[0]
    assert original == identify_splits(pixels, orl, splits)[0] > shifted
