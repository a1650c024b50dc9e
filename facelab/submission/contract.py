"""The contract of a verifier: what goes into `embed`, and what must come out of `embed` and `threshold`.

The student's check, the precheck and the grader refuse by the functions of this file.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np

IMAGES, VECTORS, THRESHOLD = "images", "vectors", "threshold"  # names of what goes in and comes out
FACELAB_CALLS = "facelab-calls"  # under which an exercise reports that it called facelab's own functions
HELD_OUT_FOLD = 0  # the people of ORL in this fold judge verifiers
MAX_FLOAT32 = float(np.finfo(np.float32).max)
IMAGE_SHAPE = 112, 92  # pixels: a gray face that fills the image, as in ORL
MAX_DIMENSIONS = 4096
BATCH_SIZE = 10  # images in one call of `embed`, which has seen none of those that follow
N_SINGLES = 20  # images that are embedded once more, one by one
TOLERANCE = 1e-3  # relative: how much an embedding may change with the other images of its batch


class Verifier(NamedTuple):
    """What came out of a submitted verifier: embeddings, shape (N, D), and the threshold of their distances."""

    vectors: np.ndarray
    threshold: float


def embed_batches(images: np.ndarray) -> list[np.ndarray]:
    """List what `embed` is fed in turn: all images in batches, then some of them once more, to be embedded singly."""
    batches = np.array_split(images, range(BATCH_SIZE, len(images), BATCH_SIZE))
    return [*batches, images[single_positions(len(images))]]


def vector_names(n: int) -> list[str]:
    """Name the embeddings that come out for n images, one name for each of the `embed_batches`."""
    return [f"{VECTORS}/{i}" for i in range(-(-n // BATCH_SIZE) + 1)]


def single_positions(n: int) -> np.ndarray:
    """Choose which of n images are embedded once more, one by one."""
    return np.unique(np.linspace(0, n - 1, min(n, N_SINGLES)).astype(int))


def check_embeddings(vectors: Any, n: int) -> None:
    """Raise ValueError unless a value is a row of finite numbers for each of n images."""
    try:
        vectors = np.asarray(vectors)
    except Exception:  # whatever an untrusted class does when it is asked for an array
        raise ValueError("it is not an array of numbers.") from None
    if vectors.dtype.kind not in "iuf":
        raise ValueError(f"it holds {vectors.dtype}, expected numbers.")
    if vectors.ndim != 2 or len(vectors) != n:
        raise ValueError(f"it has shape {vectors.shape}, expected ({n}, D): a row for each image.")
    if not 1 <= vectors.shape[1] <= MAX_DIMENSIONS:
        raise ValueError(f"an embedding has {vectors.shape[1]} numbers, expected 1 to {MAX_DIMENSIONS}.")
    if not np.isfinite(vectors).all():
        raise ValueError(f"{np.count_nonzero(~np.isfinite(vectors))} of its numbers are NaN or infinite.")
    if np.abs(vectors.astype(np.float64)).max() > MAX_FLOAT32:
        raise ValueError("it holds numbers that are too large for 32 bits; their squares would be infinite.")


def check_independence(together: np.ndarray, apart: np.ndarray) -> None:
    """Raise ValueError if embeddings of the same images, shape (N, D), depend on their batch or on chance."""
    together, apart = np.asarray(together, np.float64), np.asarray(apart, np.float64)
    if together.shape == apart.shape:
        center = np.median(together, axis=0)  # a column that all share, or one odd image, must not widen the scale
        scale = np.median(np.linalg.norm(together - center, axis=1))
        if np.linalg.norm(together - apart, axis=1).max() <= TOLERANCE * scale:
            return
    raise ValueError(
        "an image's embedding changes with the other images of its batch, or by chance: embed each image by itself."
    )


def check_threshold(threshold: Any) -> None:
    """Raise ValueError unless a value is one finite number, at least 0."""
    try:
        value = np.asarray(threshold)
    except Exception:  # as above
        value = np.asarray("")
    if value.dtype.kind not in "iuf" or value.size != 1:
        raise ValueError("it is not a number.")
    number = float(value.reshape(()))
    if not np.isfinite(number):
        raise ValueError(f"it is {number}, expected a finite number.")
    if number < 0:
        raise ValueError(f"it is {number}, expected at least 0: a distance is never negative.")


def check_verifier(values: Mapping[str, np.ndarray], problems: Mapping[str, str], n: int) -> Verifier:
    """Take embeddings of n images and the threshold from what came out of a run; raise ValueError if they do not fit.

    `problems` says, by name, what kept values from coming out.
    """
    names = vector_names(n)
    for name in ("embed", *names, THRESHOLD):
        if name in problems:
            raise ValueError(f"{name if name == THRESHOLD else 'embed'}: {problems[name]}")
    if THRESHOLD not in values or not values.keys() >= set(names):
        raise ValueError("embed: not all of its embeddings came out.")
    try:
        vectors = _join_batches([values[name] for name in names], n)
    except ValueError as error:
        raise ValueError(f"embed: {error}") from None
    try:
        check_threshold(values[THRESHOLD])
    except ValueError as error:
        raise ValueError(f"threshold: {error}") from None
    return Verifier(vectors, float(values[THRESHOLD].reshape(())))


def _join_batches(outputs: list[np.ndarray], n: int) -> np.ndarray:
    for output, images in zip(outputs, embed_batches(np.empty((n, 0))), strict=True):
        check_embeddings(output, len(images))  # before they are joined: untrusted values may explode
    if len({output.shape[1] for output in outputs}) > 1:
        raise ValueError("its embeddings differ in length.")
    *batches, singles = outputs
    vectors = np.concatenate(batches)
    check_independence(vectors[single_positions(n)], singles)
    return vectors
