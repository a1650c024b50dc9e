"""Embed many photographs: with progress, resumable, with a report of those that show no face."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.base import TransformerMixin
from sklearn.pipeline import Pipeline

from facelab.evaluation.embedding_cache import EmbeddingCache, digest
from facelab.images import Images, check_images

BATCH = 128  # photographs: what a run that is stopped loses at most


class Embedded(NamedTuple):
    """Embeddings of photographs.

    Parameters
    ----------
    vectors : ndarray of float32, shape (N, D)
        NaN for a photograph without a face, if the embedder leaves such photographs away.
    missing : ndarray of bool, shape (N,)
        Where no face was found.
    n_cached : int
        How many came from the cache.
    """

    vectors: np.ndarray
    missing: np.ndarray
    n_cached: int


def embed(
    embedder: TransformerMixin,
    images: Images,
    cache: Path | None = None,
    on_progress: Callable[[int, int], None] = lambda done, total: None,
) -> Embedded:
    """Embed photographs a batch at a time; with a cache, only those that it does not hold.

    Parameters
    ----------
    embedder : transformer
        Fitted. If it is a Pipeline that begins with a FaceAligner, photographs without a face are reported.
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    cache : Path, optional
        A folder.
    on_progress : callable
        Called after each batch with how many photographs are done, and how many there are.

    Returns
    -------
    Embedded

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import LBPHistograms
    >>> embedded = embed(LBPHistograms(), load_orl().images[:5])
    >>> embedded.vectors.shape, embedded.missing.any()
    ((5, 1475), np.False_)
    """
    check_images(images)
    if len(images) == 0:
        raise ValueError("there are no photographs to embed.")
    store = EmbeddingCache(cache, embedder, images) if cache else None
    names = [digest(images, position) for position in range(len(images))]
    known = store.load() if store else {}
    todo = [position for position, name in enumerate(names) if name not in known]
    n_cached = len(images) - len(todo)
    on_progress(n_cached, len(images))
    for start in range(0, len(todo), BATCH):
        positions = todo[start : start + BATCH]
        vectors, missing = _embed_batch(embedder, images[positions])
        if store:
            store.put([names[position] for position in positions], vectors, missing)
        known |= {
            names[position]: pair for position, pair in zip(positions, zip(vectors, missing, strict=True), strict=True)
        }
        on_progress(n_cached + start + len(positions), len(images))
    rows = [known[name] for name in names]
    return Embedded(np.stack([vector for vector, _ in rows]), np.array([bool(lost) for _, lost in rows]), n_cached)


def _embed_batch(embedder: TransformerMixin, images: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    missing = np.zeros(len(images), bool)
    if not (isinstance(embedder, Pipeline) and hasattr(embedder[0], "align")):
        return np.asarray(embedder.transform(images), np.float32), missing
    aligned = embedder[0].align(images)
    missing[aligned.missing] = True
    found = np.asarray(embedder[1:].transform(aligned.chips), np.float32)
    vectors = np.full((len(images), found.shape[1]), np.nan, np.float32)
    vectors[aligned.kept] = found
    return vectors, missing
