"""Results of an embedder on the pairs of a protocol."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from facelab.datasets import FaceSet
from facelab.protocols import Pairs
from facelab.verification import (
    Interval,
    KFoldAccuracy,
    KFoldVal,
    VerificationCurve,
    bootstrap_val,
    kfold_accuracy,
    kfold_val,
    verification_curve,
)


@dataclass(frozen=True, eq=False)
class PairReport:
    """Results of an embedder on the pairs of a protocol, as `evaluate_pairs` returns them.

    Parameters
    ----------
    faces : FaceSet
    pairs : Pairs
        Those that were compared, with folds.
    distances : ndarray of float, shape (n_pairs,)
    metric : str
    far : float
        The false accept rate at which VAL is reported.
    missing : ndarray of int
        Positions of the images without a face.
    fitted_by_fold : bool
        Whether the embedder was fitted for each fold, on all other folds.
    n_left_out : int
        How many pairs were not compared, because the FaceAligner skips images without a face.
    n_cached : int
        How many embeddings came from the cache.
    seconds : float
    """

    faces: FaceSet
    pairs: Pairs
    distances: np.ndarray
    metric: str
    far: float
    missing: np.ndarray
    fitted_by_fold: bool
    n_left_out: int
    n_cached: int
    seconds: float

    @cached_property
    def accuracy(self) -> KFoldAccuracy:
        """Accuracy over the folds, each with the threshold that is best on all the others."""
        return kfold_accuracy(self.distances, self.pairs.same, self._folds)

    @cached_property
    def curve(self) -> VerificationCurve:
        """All folds together: AUC, EER, ROC."""
        return verification_curve(self.distances, self.pairs.same)

    @cached_property
    def val(self) -> KFoldVal:
        """VAL over the folds, each with the largest threshold that keeps to the FAR on all the others."""
        return kfold_val(self.distances, self.pairs.same, self._folds, self.far)

    @cached_property
    def val_interval(self) -> Interval:
        """95 % confidence interval of VAL at the FAR, all folds together, over people."""
        people = self.faces.labels[self.pairs.left], self.faces.labels[self.pairs.right]
        return bootstrap_val(self.distances, self.pairs.same, people, self.far)

    @cached_property
    def decision_thresholds(self) -> np.ndarray:
        """The threshold by which each pair was decided, shape (n_pairs,)."""
        return self.accuracy.thresholds[np.unique(self._folds, return_inverse=True)[1]]

    def errors(self, same: bool) -> np.ndarray:
        """List the rejected genuine pairs or, with same=False, the accepted impostor pairs, the largest error first."""
        accepted = self.distances <= self.decision_thresholds
        wrong = np.flatnonzero((self.pairs.same == same) & (accepted != same))
        return wrong[np.argsort(self.distances[wrong] * (-1 if same else 1), kind="stable")]

    @property
    def _folds(self) -> np.ndarray:
        assert self.pairs.fold is not None  # `evaluate_pairs` refuses pairs without folds
        return self.pairs.fold
