"""Judge an embedder on the pairs of a protocol."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
from sklearn.base import TransformerMixin, clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from facelab.datasets import FaceSet
from facelab.distances import pair_distances
from facelab.evaluation.embedded import Embedded, embed
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
    """What an embedder does on the pairs of a protocol.

    Parameters
    ----------
    faces : FaceSet
    pairs : Pairs
        Those that were judged, with folds.
    distances : ndarray of float, shape (n_pairs,)
    metric : str
    far : float
        The false accept rate at which VAL is given.
    fallbacks : ndarray of int
        Photographs in which no face was found.
    n_left_out : int
        Pairs that were not judged, because the embedder leaves photographs without a face away.
    n_cached : int
        Embeddings that came from the cache.
    seconds : float
    """

    faces: FaceSet
    pairs: Pairs
    distances: np.ndarray
    metric: str
    far: float
    fallbacks: np.ndarray
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
        """VAL over the folds, each with the threshold that keeps to the FAR on all the others."""
        return kfold_val(self.distances, self.pairs.same, self._folds, self.far)

    @cached_property
    def val_interval(self) -> Interval:
        """95 % interval of VAL at the FAR, all folds together, over people."""
        people = self.faces.labels[self.pairs.left], self.faces.labels[self.pairs.right]
        return bootstrap_val(self.distances, self.pairs.same, people, self.far)

    @cached_property
    def decision_thresholds(self) -> np.ndarray:
        """The threshold by which each pair was decided, shape (n_pairs,)."""
        return self.accuracy.thresholds[np.unique(self._folds, return_inverse=True)[1]]

    def errors(self, same: bool) -> np.ndarray:
        """List the pairs of one kind that were decided wrongly, the worst first.

        Parameters
        ----------
        same : bool
            True: genuine pairs that were rejected. False: impostor pairs that were accepted.

        Returns
        -------
        ndarray of int
            Positions in `pairs`.
        """
        accepted = self.distances <= self.decision_thresholds
        wrong = np.flatnonzero((self.pairs.same == same) & (accepted != same))
        return wrong[np.argsort(self.distances[wrong] * (-1 if same else 1), kind="stable")]

    @property
    def _folds(self) -> np.ndarray:
        assert self.pairs.fold is not None  # `evaluate_pairs` refuses pairs without folds
        return self.pairs.fold


def evaluate_pairs(
    embedder: TransformerMixin,
    faces: FaceSet,
    pairs: Pairs,
    metric: str = "euclidean",
    far: float = 1e-3,
    cache: Path | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> PairReport:
    """Embed all photographs, measure the distance of each pair, and judge fold by fold.

    An embedder that is not fitted yet is fitted for each fold on the photographs of all other folds, so that it
    never sees the people by whom it is judged.

    Parameters
    ----------
    embedder : transformer
        Any; if it is a Pipeline that begins with a FaceAligner, photographs without a face are reported.
    faces : FaceSet
    pairs : Pairs
        With folds; no person in two of them.
    metric : str
        As in `facelab.distances`.
    far : float
        The false accept rate at which VAL is given.
    cache : Path, optional
        A folder for embeddings; only a fitted embedder uses it.
    on_progress : callable
        Called with how many photographs are done, and how many there are.

    Returns
    -------
    PairReport

    Raises
    ------
    ValueError
        If the pairs have no folds, or there are too few impostor pairs for the FAR.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import Eigenfaces
    >>> from facelab.protocols import fold_pairs
    >>> faces = load_orl()
    >>> report = evaluate_pairs(Eigenfaces(100, whiten=True), faces, fold_pairs(faces.labels), "cosine")
    >>> round(report.curve.auc, 2), len(report.accuracy.thresholds)
    (0.95, 4)
    """
    started = time.perf_counter()
    if pairs.fold is None:
        raise ValueError("the pairs have no folds; give Pairs(left, right, same, fold).")
    if _is_fitted(embedder):
        embedded = embed(embedder, faces.images, cache, on_progress)
        distances = _distances(embedded, pairs, metric)
    else:
        embedded, distances = _fitted_fold_by_fold(embedder, faces, pairs, metric, on_progress)
    known = np.isfinite(distances)
    report = PairReport(
        faces,
        pairs[known],
        distances[known],
        metric,
        far,
        fallbacks=np.flatnonzero(embedded.missing),
        n_left_out=int(np.count_nonzero(~known)),
        n_cached=embedded.n_cached,
        seconds=time.perf_counter() - started,
    )
    report.curve.val_at(far)  # refuses a rate that cannot be measured
    return report


def _is_fitted(embedder: TransformerMixin) -> bool:
    if not hasattr(embedder, "fit"):
        return True
    try:
        check_is_fitted(embedder)
    except NotFittedError:
        return False
    return True


def _distances(embedded: Embedded, pairs: Pairs, metric: str) -> np.ndarray:
    found = np.isfinite(embedded.vectors[:, 0])
    known = found[pairs.left] & found[pairs.right]
    distances = np.full(len(pairs), np.nan)
    kept = pairs[known]
    distances[known] = pair_distances(embedded.vectors[kept.left], embedded.vectors[kept.right], metric)
    return distances


def _fitted_fold_by_fold(
    embedder: TransformerMixin, faces: FaceSet, pairs: Pairs, metric: str, on_progress: Callable[[int, int], None]
) -> tuple[Embedded, np.ndarray]:
    assert pairs.fold is not None
    distances, missing = np.empty(len(pairs)), np.zeros(len(faces), bool)
    folds, n_done = np.unique(pairs.fold), 0
    for fold in folds:
        train, test = (
            np.unique([pairs[chosen].left, pairs[chosen].right]) for chosen in (pairs.fold != fold, pairs.fold == fold)
        )
        if overlap := set(faces.labels[train]) & set(faces.labels[test]):
            raise ValueError(
                f"{len(overlap)} people of fold {fold} are in other folds too: it would be fitted on them."
            )
        fitted = clone(embedder).fit(faces[train].images, faces.labels[train])
        embedded = embed(fitted, faces[test].images)
        place = np.zeros(len(faces), int)
        place[test] = np.arange(len(test))
        of_fold = pairs[pairs.fold == fold]
        moved = Pairs(place[of_fold.left], place[of_fold.right], of_fold.same)
        distances[pairs.fold == fold] = _distances(embedded, moved, metric)
        missing[test] |= embedded.missing
        n_done += len(test)
        on_progress(n_done, len(faces))
    return Embedded(np.empty((0, 0), np.float32), missing, 0), distances
