"""Judge an embedder on the pairs of a protocol."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin, clone
from sklearn.exceptions import NotFittedError
from sklearn.utils.validation import check_is_fitted

from facelab.datasets import FaceSet
from facelab.distances import pair_distances
from facelab.evaluation.embedded import Embedded, embed, steps_of
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
    _check(pairs, metric, far)
    fitted = _is_fitted(embedder)
    if fitted:
        embedded = embed(embedder, faces.images, cache, on_progress)
        distances, missing, n_cached = _distances(embedded, pairs, metric), embedded.missing, embedded.n_cached
    else:
        distances, missing = _fitted_fold_by_fold(embedder, faces, pairs, metric, on_progress)
        n_cached = 0
    known = np.isfinite(distances)
    return PairReport(
        faces,
        pairs[known],
        distances[known],
        metric,
        far,
        fallbacks=np.flatnonzero(missing),
        fitted_by_fold=not fitted,
        n_left_out=int(np.count_nonzero(~known)),
        n_cached=n_cached,
        seconds=time.perf_counter() - started,
    )


def _check(pairs: Pairs, metric: str, far: float) -> None:
    """Refuse what would fail after all the work."""
    if pairs.fold is None:
        raise ValueError("the pairs have no folds; give Pairs(left, right, same, fold).")
    pair_distances(np.ones((1, 2)), np.ones((1, 2)), metric)
    for fold in np.unique(pairs.fold):
        n_impostor = np.count_nonzero(~pairs.same[pairs.fold != fold])
        if not 0 < far <= 1 or n_impostor < 1 / far:
            raise ValueError(
                f"FAR = {far:g} needs at least {int(np.ceil(1 / far)) if far > 0 else 1:,} impostor pairs; there are "
                f"{n_impostor:,} without fold {fold}."
            )


def _is_fitted(embedder: TransformerMixin) -> bool:
    """Tell whether every step is fitted; an object that is no estimator of scikit-learn needs no fitting."""
    for step in steps_of(embedder):
        if isinstance(step, BaseEstimator) and hasattr(step, "fit"):
            try:
                check_is_fitted(step)
            except NotFittedError:
                return False
    return True


def _distances(embedded: Embedded, pairs: Pairs, metric: str) -> np.ndarray:
    found = ~np.isnan(embedded.vectors).any(axis=1)  # only photographs without a face may be left away
    known = found[pairs.left] & found[pairs.right]
    distances = np.full(len(pairs), np.nan)
    kept = pairs[known]
    distances[known] = pair_distances(embedded.vectors[kept.left], embedded.vectors[kept.right], metric)
    return distances


def _fitted_fold_by_fold(
    embedder: TransformerMixin, faces: FaceSet, pairs: Pairs, metric: str, on_progress: Callable[[int, int], None]
) -> tuple[np.ndarray, np.ndarray]:
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
    return distances, missing
