import numpy as np
import pytest

from facelab.evaluation import evaluate_pairs
from facelab.verification import kfold_val
from tests.evaluation.sample_protocol import N_FOLDS, ROWS, sample_protocol


@pytest.fixture(scope="module")
def protocol():
    return sample_protocol(noise=45, seed=0)


def test_errors_are_the_pairs_that_were_decided_wrongly(protocol):
    faces, pairs = protocol
    report = evaluate_pairs(ROWS, faces, pairs, far=0.01)
    accepted = np.empty(len(pairs), bool)
    for fold, threshold in enumerate(report.accuracy.thresholds):
        accepted[pairs.fold == fold] = report.distances[pairs.fold == fold] <= threshold
    for same in (True, False):
        errors = report.errors(same)
        assert sorted(errors) == np.flatnonzero((pairs.same == same) & (accepted != same)).tolist()
        assert (np.diff(report.distances[errors]) * (-1 if same else 1) >= 0).all()
    accuracies = [np.mean(accepted[pairs.fold == fold] == pairs.same[pairs.fold == fold]) for fold in range(N_FOLDS)]
    assert report.accuracy.mean == pytest.approx(np.mean(accuracies))


def test_val_over_folds_is_at_the_far_of_the_report(protocol):
    faces, pairs = protocol
    report = evaluate_pairs(ROWS, faces, pairs, far=0.02)
    expected = kfold_val(report.distances, pairs.same, pairs.fold, 0.02)
    assert report.val.mean == expected.mean != kfold_val(report.distances, pairs.same, pairs.fold, 0.5).mean
