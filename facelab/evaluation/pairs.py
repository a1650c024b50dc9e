"""Evaluate an embedder on the pairs of a protocol."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from facelab.datasets import FaceSet
from facelab.distances import pair_distances
from facelab.evaluation.embedded import embed, steps_of
from facelab.evaluation.pair_report import PairReport
from facelab.protocols import Pairs


def evaluate_pairs(
    embedder: TransformerMixin,
    faces: FaceSet,
    pairs: Pairs,
    metric: str = "euclidean",
    far: float = 1e-3,
    cache: Path | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> PairReport:
    """Embed all images, measure the distance of each pair, and evaluate fold by fold.

    An embedder that is not fitted yet is fitted for each fold on the images of all other folds, so that it never sees
    the people that it is evaluated on.

    Parameters
    ----------
    embedder : transformer
        Any; if it is a Pipeline that begins with a FaceAligner, images without a face are reported.
    faces : FaceSet
    pairs : Pairs
        With folds; no person in two of them.
    metric : str, default "euclidean"
        As in `facelab.distances`.
    far : float, default 0.001
        The false accept rate at which VAL is reported.
    cache : Path, optional
        A folder for embeddings; only a fitted embedder uses it.
    on_progress : callable, optional
        Called with the number of images that are done, and the number of all.

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
    _check(pairs, metric, far)
    fitted, n_cached = _is_fitted(embedder), 0
    if fitted:
        vectors, missing, n_cached = embed(embedder, faces.images, cache, on_progress)
        distances = _distances(vectors, pairs, metric)
    else:
        distances, missing = _fit_fold_by_fold(embedder, faces, pairs, metric, on_progress)
    known = np.isfinite(distances)
    return PairReport(
        faces,
        pairs[known],
        distances[known],
        metric,
        far,
        missing=np.flatnonzero(missing),
        fitted_by_fold=not fitted,
        n_left_out=int(np.count_nonzero(~known)),
        n_cached=n_cached,
        seconds=time.perf_counter() - started,
    )


def _check(pairs: Pairs, metric: str, far: float) -> None:
    """Refuse what would fail after all the work."""
    if pairs.fold is None:
        raise ValueError("the pairs have no folds; give Pairs(left, right, same, fold).")
    if not 0 < far <= 1:
        raise ValueError(f"far={far}: expected a false accept rate above 0 and at most 1.")
    pair_distances(np.ones((1, 2)), np.ones((1, 2)), metric)
    for fold in np.unique(pairs.fold):
        n_impostor, n_needed = np.count_nonzero(~pairs.same[pairs.fold != fold]), int(np.ceil(1 / far))
        if n_impostor < n_needed:
            raise ValueError(
                f"FAR = {far:g} needs at least {n_needed:,} impostor pairs; there are {n_impostor:,} without fold "
                f"{fold}."
            )


def _is_fitted(embedder: TransformerMixin) -> bool:
    """Report whether every step is fitted; an object that is not a scikit-learn estimator needs no fitting."""
    for step in steps_of(embedder):
        if isinstance(step, BaseEstimator) and hasattr(step, "fit"):
            try:
                check_is_fitted(step)
            except NotFittedError:
                return False
    return True


def _distances(vectors: np.ndarray, pairs: Pairs, metric: str) -> np.ndarray:
    """Measure distances; NaN for the pairs of an image that the aligner skipped, whose vector is NaN."""
    skipped = np.isnan(vectors).any(axis=1)
    known = ~(skipped[pairs.left] | skipped[pairs.right])
    distances, kept = np.full(len(pairs), np.nan), pairs[known]
    distances[known] = pair_distances(vectors[kept.left], vectors[kept.right], metric)
    return distances


def _fit_fold_by_fold(
    embedder: TransformerMixin, faces: FaceSet, pairs: Pairs, metric: str, on_progress: Callable[[int, int], None]
) -> tuple[np.ndarray, np.ndarray]:
    assert pairs.fold is not None
    distances, missing, n_done = np.empty(len(pairs)), np.zeros(len(faces), bool), 0
    for fold in np.unique(pairs.fold):
        in_fold = pairs.fold == fold
        train, test = (np.unique([pairs[chosen].left, pairs[chosen].right]) for chosen in (~in_fold, in_fold))
        if overlap := set(faces.labels[train]) & set(faces.labels[test]):
            raise ValueError(
                f"{len(overlap)} people of fold {fold} are in other folds too: it would be fitted on them."
            )
        fitted = clone(embedder).fit(faces[train].images, faces.labels[train])
        embedded = embed(fitted, faces[test].images)
        vectors = np.empty((len(faces), embedded.vectors.shape[1]), np.float32)
        vectors[test] = embedded.vectors
        distances[in_fold] = _distances(vectors, pairs[in_fold], metric)
        missing[test] |= embedded.missing
        n_done += len(test)
        on_progress(n_done, len(faces))
    return distances, missing
