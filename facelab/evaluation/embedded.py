"""Embed many images: resumable, with progress, and with a report of the images without a face."""

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from sklearn.base import TransformerMixin, clone
from sklearn.pipeline import FeatureUnion, Pipeline

from facelab.alignment import FaceAligner
from facelab.evaluation.embedding_cache import EmbeddingCache, Row, digest
from facelab.images import Images, check_images

BATCH_SIZE = 128  # images: the most that an interrupted run loses


class Embedded(NamedTuple):
    """Hold the embeddings of images, as `embed` returns them.

    Attributes
    ----------
    vectors : ndarray of float32, shape (N, D)
        NaN for an image without a face, where the FaceAligner skips such images.
    missing : ndarray of bool, shape (N,)
        Where no face was found.
    n_cached : int
        How many of the images had their embedding in the cache.

    Examples
    --------
    >>> embedded = Embedded(np.ones((2, 3), np.float32), np.array([False, True]), n_cached=0)
    >>> embedded.vectors[~embedded.missing].shape
    (1, 3)
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
    """Embed images batch by batch; with a cache, only those that it does not hold.

    Parameters
    ----------
    embedder : transformer
        Fitted. If it is a Pipeline that begins with a FaceAligner, or a FeatureUnion of such, images without a face
        are reported.
    images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)
    cache : Path, optional
        A folder, for any number of embedders; those of a FeatureUnion are kept one by one.
    on_progress : callable, optional
        Called after each batch with the number of images that are done, and the number of all.

    Returns
    -------
    Embedded

    Raises
    ------
    ValueError
        If the embedder does not return one vector of finite numbers for each image, or if no face is found and its
        FaceAligner has on_missing="raise".

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
        raise ValueError("there are no images to embed.")
    if isinstance(embedder, FeatureUnion):
        return _embed_by_all(embedder, images, cache, on_progress)
    store = EmbeddingCache(cache, embedder) if cache else None
    keys = [digest(images, position) if store else str(position) for position in range(len(images))]
    known = _load_valid(store, embedder, images, keys) if store else {}
    todo = [position for position, key in enumerate(keys) if key not in known]
    n_cached = len(images) - len(todo)
    on_progress(n_cached, len(images))
    for start in range(0, len(todo), BATCH_SIZE):
        positions = todo[start : start + BATCH_SIZE]
        vectors, missing = _embed_batch(embedder, images, positions)
        batch_keys = [keys[position] for position in positions]
        if store:
            store.put(batch_keys, vectors, missing)
        known |= zip(batch_keys, zip(vectors, missing.tolist(), strict=True), strict=True)
        on_progress(n_cached + start + len(positions), len(images))
    rows, missing_rows = zip(*(known[key] for key in keys), strict=True)
    return Embedded(np.stack(rows), np.array(missing_rows), n_cached)


def steps_of(embedder: Any) -> Iterator[Any]:
    """Go through the steps of a pipeline, and of pipelines in it; anything else is its own only step."""
    if isinstance(embedder, Pipeline):
        for _, step in embedder.steps:
            yield from steps_of(step)
    elif embedder not in (None, "passthrough"):
        yield embedder


def _load_valid(store: EmbeddingCache, embedder: TransformerMixin, images: Images, keys: list[str]) -> dict[str, Row]:
    """Read the cache, but clear it if the embedder, for one image of each file, no longer agrees: its code changed."""
    positions = {key: position for position, key in enumerate(keys)}
    files = [{key: row for key, row in file.items() if key in positions} for file in store.load()]
    samples = [next(iter(file.items())) for file in files if file]
    for start in range(0, len(samples), BATCH_SIZE):
        batch = samples[start : start + BATCH_SIZE]
        now, _ = _embed_batch(embedder, images, [positions[key] for key, _ in batch])
        if not _agree(now, [vector for _, (vector, _) in batch]):
            warnings.warn(
                f"{store.folder} holds other embeddings than this embedder makes now; all are made again.", stacklevel=3
            )
            store.clear()
            return {}
    return {key: row for file in files for key, row in file.items()}


def _agree(now: np.ndarray, cached: list[np.ndarray]) -> bool:
    if {vector.shape for vector in cached} != {now.shape[1:]}:
        return False
    tolerance = 1e-3 * np.nanmax(np.abs(now), initial=1e-12)  # batches of another size change the last digits
    return np.allclose(now, np.stack(cached), rtol=0, atol=tolerance, equal_nan=True)


def _embed_batch(embedder: TransformerMixin, images: Images, positions: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """Embed some images: vectors (n, D), NaN for those that are skipped, and where no face was found (n,)."""
    aligner, *others = steps_of(embedder)
    if not isinstance(aligner, FaceAligner):
        return _check(embedder.transform(images[positions]), images, positions), np.zeros(len(positions), bool)
    stops = aligner.on_missing == "raise"  # done here: the aligner knows the position in the batch only
    aligned = clone(aligner).set_params(on_missing="center" if stops else aligner.on_missing).align(images[positions])
    if stops and len(aligned.missing):
        name = _name(images, positions[aligned.missing[0]])
        raise ValueError(f"no face was found in {name}; see on_missing: center, skip.")
    found: Any = aligned.chips
    for step in others:
        found = step.transform(found)
    found = _check(found, images, [positions[row] for row in aligned.kept])
    vectors = np.full((len(positions), found.shape[1]), np.nan, np.float32)
    vectors[aligned.kept] = found
    return vectors, np.isin(np.arange(len(positions)), aligned.missing)


def _embed_by_all(
    union: FeatureUnion, images: Images, cache: Path | None, on_progress: Callable[[int, int], None]
) -> Embedded:
    """Put the weighted vectors of a union's embedders, each with its own cache, side by side.

    A face is missing if one of them found none.
    """
    weights = union.transformer_weights or {}
    parts = {name: part for name, part in union.transformer_list if part != "drop"}
    found: list[Embedded] = []
    for before, part in enumerate(parts.values()):

        def of_all(done: int, n: int, before: int = before) -> None:
            on_progress((before * n + done) // len(parts), n)

        found.append(embed(part, images, cache, of_all))
    joined = np.hstack([weights.get(name, 1) * each.vectors for name, each in zip(parts, found, strict=True)])
    joined[np.isnan(joined).any(axis=1)] = np.nan
    missing = np.any([each.missing for each in found], axis=0)
    return Embedded(joined.astype(np.float32), missing, min(each.n_cached for each in found))


def _check(found: Any, images: Images, positions: list[int]) -> np.ndarray:
    """Convert what an embedder returned to float32 (n, D), finite; refuse anything else."""
    vectors = np.asarray(found)
    if vectors.ndim != 2 or len(vectors) != len(positions) or vectors.dtype.kind not in "biuf":
        raise ValueError(
            f"the embedder returned {vectors.dtype} of shape {vectors.shape} for {len(positions)} images; expected one "
            "vector of numbers for each."
        )
    with np.errstate(over="ignore"):
        vectors = vectors.astype(np.float32)
    if not np.isfinite(vectors).all():
        row = int(np.argmin(np.isfinite(vectors).all(axis=1)))
        raise ValueError(f"the embedding of {_name(images, positions[row])} is NaN or infinite.")
    return vectors


def _name(images: Images, position: int) -> str:
    paths = getattr(images, "paths", None)
    return f"image {position}" + (f", {paths[position].name}" if paths is not None else "")
