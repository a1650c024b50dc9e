"""What trainings take of LFW: people with names, or faces without names and what SFace makes of them."""

from collections.abc import Callable

import numpy as np
from sklearn.preprocessing import normalize

from facelab.alignment import FaceAligner
from facelab.datasets import FaceSet, load_lfw
from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.progress import with_progress
from facelab.protocols import Pairs
from facelab.sface import SFace

MIN_IMAGES = 3  # of a person with a name
N_HELD_OUT_FOLDS = 3  # of view 2, where a network that learned from SFace is judged
BATCH_SIZE = 128  # photographs in memory at a time


def named_faces(preprocess: Callable[[np.ndarray], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Load images, cropped as ORL's, and labels of LFW's people with enough images."""
    lfw = load_lfw("people")
    chosen = np.flatnonzero(np.bincount(lfw.labels)[lfw.labels] >= MIN_IMAGES)
    rows, columns = ORL_LIKE_CROP
    images = [preprocess(lfw.images[position : position + 1][:, rows, columns])[0] for position in chosen]
    return np.stack(images), lfw.labels[chosen]


def sface_aligner() -> FaceAligner:
    """Cut faces as SFace wants them; where there is none, the center."""
    return FaceAligner("yunet", upsample=1, size=112, template="sface", on_missing="center")


def faces_with_embeddings(fold: int, preprocess: Callable[[np.ndarray], np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """Align everybody who is in no pair of the held-out folds: preprocessed chips, and what to learn of them (N, 128).

    It is SFace's embeddings less their mean, at length 1: what all faces share tells nobody apart.
    """
    lfw, (faces, pairs) = load_lfw("people"), held_out_pairs(fold)
    judged_on = {faces.names[label] for label in faces.labels[np.concatenate([pairs.left, pairs.right])]}
    free = np.flatnonzero([lfw.names[label] not in judged_on for label in lfw.labels])
    aligner, network, images, vectors = sface_aligner(), SFace(mirror=True), [], []
    for start in with_progress(range(0, len(free), BATCH_SIZE), 1):
        chips = aligner.transform(lfw.images[free[start : start + BATCH_SIZE]])
        images.append(preprocess(chips))
        vectors.append(network.transform(chips))
    embeddings = np.concatenate(vectors)
    return np.concatenate(images), normalize(embeddings - embeddings.mean(axis=0))


def held_out_pairs(fold: int) -> tuple[FaceSet, Pairs]:
    """Return the pairs of LFW's view 2 in three folds from a fold on, counted from 0, and their images."""
    faces, pairs = load_lfw("10_folds")
    assert pairs.fold is not None
    return faces, pairs[np.isin(pairs.fold, np.arange(fold, fold + N_HELD_OUT_FOLDS))]
