"""The distances of LFW's 6,000 pairs that the course stores, in weights/lfw-distances.npz: numbers, no photograph."""

import io
from pathlib import Path
from typing import NamedTuple

import numpy as np

from facelab.atomic import write_atomically
from facelab.course import weights_folder
from facelab.evaluation.pair_report import PairReport

PAIRS = "same", "fold", "people"  # what all embedders have in common
METRICS = {"pixels": "euclidean", "eigenfaces": "cosine", "dlib-resnet": "euclidean", "sface": "euclidean"}


class LFWDistances(NamedTuple):
    """The pairs of LFW's view 2, and how far apart each embedder sees them."""

    same: np.ndarray  # bool, shape (n_pairs,): genuine pairs
    fold: np.ndarray  # int, shape (n_pairs,), 0 to 9: no person is in two folds
    people: np.ndarray  # int, shape (n_pairs, 2): a number for each person
    distances: dict[str, np.ndarray]  # for each embedder, float32, shape (n_pairs,)


def distances_file() -> Path:
    """Name the file of the stored distances."""
    return weights_folder() / "lfw-distances.npz"


def load_lfw_distances() -> LFWDistances:
    """Load the distances of LFW's 6,000 pairs, which need no photograph of LFW.

    Returns
    -------
    LFWDistances
        `same`, `fold` and `people` of the pairs, and `distances`, a dict with an array for each embedder: those of
        pixels are Euclidean, those of 100 whitened eigenfaces are cosine distances and were fitted for each fold on
        the people of the others; those of dlib-resnet and sface are Euclidean distances between embeddings.

    Raises
    ------
    FileNotFoundError
        If no distances were stored.

    References
    ----------
    G. B. Huang, M. Ramesh, T. Berg, E. Learned-Miller, Labeled Faces in the Wild, University of Massachusetts,
    Amherst, 07-49, 2007: the pairs. Measured by `facelab evaluate lfw --embedder NAME --store`.

    Examples
    --------
    >>> lfw = load_lfw_distances()
    >>> int(lfw.same.sum()), lfw.people.shape, sorted(lfw.distances)
    (3000, (6000, 2), ['dlib-resnet', 'eigenfaces', 'pixels', 'sface'])
    """
    if not distances_file().is_file():
        raise FileNotFoundError(f"{distances_file()} is missing; fetch it again with the course's repository.")
    with np.load(distances_file(), allow_pickle=False) as stored:
        distances = {name: stored[name] for name in sorted(set(stored) - set(PAIRS))}
        return LFWDistances(stored["same"], stored["fold"], stored["people"], distances)


def store_distances(report: PairReport, embedder: str) -> Path:
    """Put the distances of a report into the file, in place of earlier ones of this embedder.

    ValueError if they belong to other pairs than those in the file.
    """
    labels, pairs = report.faces.labels, report.pairs
    people = np.column_stack([labels[pairs.left], labels[pairs.right]]).astype(np.uint16)
    arrays = {"same": pairs.same, "fold": np.asarray(pairs.fold, np.uint8), "people": people}
    if distances_file().is_file():
        stored = load_lfw_distances()
        if not all(np.array_equal(getattr(stored, name), arrays[name]) for name in PAIRS):
            raise ValueError(f"{distances_file()} has other pairs than this run; delete it to begin a new one.")
        arrays |= stored.distances
    arrays[embedder] = report.distances.astype(np.float32)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)  # type: ignore[arg-type]
    write_atomically(distances_file(), buffer.getvalue())
    return distances_file()
