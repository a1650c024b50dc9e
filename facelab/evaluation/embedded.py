"""Embed many photographs: with progress, resumable, with a report of those that show no face."""

import copy
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.base import TransformerMixin
from sklearn.pipeline import Pipeline

from facelab.evaluation.embedding_cache import EmbeddingCache, digest
from facelab.images import Images, check_images

BATCH = 128  # photographs: what a run that is stopped loses at most
TESTED = 8  # cached photographs that are embedded again, to see whether the cache still holds


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

    Raises
    ------
    ValueError
        If the embedder gives anything but a finite number for each place of one vector a photograph, or if no face
        is found and its FaceAligner says "raise".

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
    names = [digest(images, position) for position in range(len(images))]
    store = EmbeddingCache(cache, embedder, tuple(images.shape[1:])) if cache else None
    known = _still_valid(store, embedder, images, names) if store else {}
    todo = [position for position, name in enumerate(names) if name not in known]
    n_cached = len(images) - len(todo)
    on_progress(n_cached, len(images))
    for start in range(0, len(todo), BATCH):
        positions = todo[start : start + BATCH]
        vectors, missing = _embed_batch(embedder, images, positions)
        digests = [names[position] for position in positions]
        store = _keep(store, digests, vectors, missing)
        known |= {name: (vector, bool(lost)) for name, vector, lost in zip(digests, vectors, missing, strict=True)}
        on_progress(n_cached + start + len(positions), len(images))
    rows = [known[name] for name in names]
    return Embedded(np.stack([vector for vector, _ in rows]), np.array([lost for _, lost in rows]), n_cached)


def steps_of(embedder: Any) -> Iterator[Any]:
    """Go through the steps of a pipeline, and of pipelines in it; anything else is its own only step."""
    if isinstance(embedder, Pipeline):
        for _, step in embedder.steps:
            yield from steps_of(step)
    elif embedder not in (None, "passthrough"):
        yield embedder


def _still_valid(
    store: EmbeddingCache, embedder: TransformerMixin, images: Images, names: list[str]
) -> dict[str, tuple[np.ndarray, bool]]:
    """Read the cache, unless the embedder makes something else of some of its photographs now: its code was changed."""
    known = store.load()
    cached = [position for position, name in enumerate(names) if name in known]
    tested = cached[:: max(len(cached) // TESTED, 1)][:TESTED]
    if not tested:
        return known
    now, _ = _embed_batch(embedder, images, tested)
    kept = np.stack([known[names[position]][0] for position in tested])
    largest = np.nanmax(np.abs(now), initial=1e-12)
    if now.shape == kept.shape and np.allclose(now, kept, rtol=0, atol=1e-3 * largest, equal_nan=True):
        return known
    warnings.warn(
        f"{store.folder} holds other embeddings than this embedder makes now; all are made again.", stacklevel=3
    )
    store.clear()
    return {}


def _keep(
    store: EmbeddingCache | None, digests: list[str], vectors: np.ndarray, missing: np.ndarray
) -> EmbeddingCache | None:
    """Put a batch into the cache; if the disk is full or closed, go on without one."""
    if store:
        try:
            store.put(digests, vectors, missing)
        except OSError as error:
            warnings.warn(f"{store.folder} cannot be written ({error.strerror}): nothing more is kept.", stacklevel=3)
            return None
    return store


def _embed_batch(embedder: TransformerMixin, images: Images, positions: list[int]) -> tuple[np.ndarray, np.ndarray]:
    first, *others = steps_of(embedder)
    chips, kept, missing = images[positions], np.arange(len(positions)), np.zeros(len(positions), bool)
    if hasattr(first, "align"):
        stops = first.on_missing == "raise"
        aligned = copy.copy(first).set_params(on_missing="center" if stops else first.on_missing).align(chips)
        if stops and len(aligned.missing):
            raise ValueError(
                f"no face was found in {_name(images, positions[aligned.missing[0]])}; see on_missing: center, skip."
            )
        missing[aligned.missing] = True
        chips, kept = aligned.chips, aligned.kept
        found = chips
        for step in others:
            found = step.transform(found)
    else:
        found = embedder.transform(chips)
    found = _checked(found, images, [positions[row] for row in kept])
    vectors = np.full((len(positions), found.shape[1]), np.nan, np.float32)
    vectors[kept] = found
    return vectors, missing


def _checked(found: Any, images: Images, positions: list[int]) -> np.ndarray:
    vectors = np.asarray(found)
    if vectors.ndim != 2 or len(vectors) != len(positions) or vectors.dtype.kind not in "biuf":
        raise ValueError(
            f"the embedder gave {vectors.dtype} of shape {vectors.shape} for {len(positions)} photographs; expected "
            "one vector of numbers for each."
        )
    with np.errstate(over="ignore"):
        vectors = vectors.astype(np.float32)
    if not np.isfinite(vectors).all():
        row = int(np.argmin(np.isfinite(vectors).all(axis=1)))
        raise ValueError(f"the embedding of {_name(images, positions[row])} is NaN or infinite.")
    return vectors


def _name(images: Images, position: int) -> str:
    paths = getattr(images, "paths", None)
    return f"photograph {position}" + (f", {paths[position].name}" if paths is not None else "")
