"""How well people are recognized in photographs that are worse and worse.

`facelab robustness` measures it and writes weights/robustness.csv, which a notebook shows.
"""

from functools import cache
from typing import NamedTuple

import numpy as np
import pandas as pd
from sklearn.base import TransformerMixin
from sklearn.pipeline import make_pipeline

from facelab.alignment import FaceAligner
from facelab.augmentation import DEGRADATIONS
from facelab.course import weights_folder
from facelab.datasets import load_lfw, load_orl
from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.distances import distance_matrix, pair_distances
from facelab.features import Eigenfaces, LBPHistograms
from facelab.protocols import all_pairs
from facelab.sface import SFace
from facelab.verification import verification_curve
from facelab.zoo.lfw_training import held_out_pairs, sface_aligner
from facelab.zoo.pretrained import pretrained

METRICS = {
    "eigenfaces": "cosine",
    "LBP histograms": "chi2",
    "our small network": "euclidean",
    "dlib": "euclidean",
    "SFace": "euclidean",
}
NO_CHANGE = "none"
FIGURES = "accuracy", "val", "far", "accuracy_sd", "val_sd", "far_sd"
N_FOLDS, FAR = 5, 0.01
N_LFW_PEOPLE, STUDENT_FOLD = 250, 0  # of those whom the small network, lfw-distilled-0, has not seen
N_EIGENFACES = 50


class Photographs(NamedTuple):
    """Photographs, and which of them are degraded: a photograph is only compared with others of its person."""

    images: np.ndarray  # uint8 (N, H, W) or (N, H, W, 3), which the face fills
    labels: np.ndarray  # (N,); who is in which fold follows from it
    probes: np.ndarray  # positions of those that are degraded
    number: np.ndarray  # (N,), of the photograph among those of its person

    @property
    def fold(self) -> np.ndarray:
        """The fold of each photograph's person."""
        return self.labels % N_FOLDS


@cache
def photographs(data: str) -> Photographs:
    """Load all of ORL, every photograph a probe; or of LFW two photographs of 250 people, the second one a probe."""
    if data == "ORL":
        orl = load_orl()
        return Photographs(np.asarray(orl.images), orl.labels, np.arange(400), np.arange(400) % 10)
    faces, pairs = held_out_pairs(STUDENT_FOLD)
    unseen = {faces.names[label] for label in faces.labels[np.concatenate([pairs.left, pairs.right])]}
    lfw = load_lfw("people")
    several = [label for label, n in enumerate(np.bincount(lfw.labels)) if n >= 2 and lfw.names[label] in unseen]
    people = np.random.default_rng(0).permutation(several)[:N_LFW_PEOPLE]
    positions = np.concatenate([np.flatnonzero(lfw.labels == person)[:2] for person in people])
    images = lfw.images[positions][:, ORL_LIKE_CROP[0], ORL_LIKE_CROP[1]]
    number = np.arange(len(positions)) % 2
    return Photographs(images, np.repeat(np.arange(len(people)), 2), np.flatnonzero(number), number)


def robustness(data: str, embedder: str, degradation: str, amount: float) -> dict[str, float]:
    """Recognize people in photographs that are degraded, by good photographs of them.

    Parameters
    ----------
    data : {"ORL", "LFW"}
        All of ORL, or 250 people of LFW, in five folds of people.
    embedder : {"eigenfaces", "LBP histograms", "our small network", "dlib", "SFace"}
        Eigenfaces are fitted on three of the other folds.
    degradation : str
        Of `DEGRADATIONS`, or "none".
    amount : float
        Its strength.

    Returns
    -------
    dict
        Over the five folds the mean and, with _sd, the standard deviation of: accuracy, the share of probes whose
        nearest among one good photograph of everybody is the right one; val and far, of all pairs of a good photograph
        and a probe, at the threshold that gives a FAR of 1 % between good photographs of another fold.

    Raises
    ------
    ValueError
        If there is no such name.

    Examples
    --------
    >>> robustness("ORL", "eigenfaces", "none", 0)["accuracy"] > 0.6
    True
    """
    if data not in ("ORL", "LFW") or embedder not in METRICS or degradation not in (NO_CHANGE, *DEGRADATIONS):
        raise ValueError(
            f"{data}, {embedder}, {degradation}: expected ORL or LFW; one of {', '.join(METRICS)}; and {NO_CHANGE} or "
            f"one of {', '.join(DEGRADATIONS)}."
        )
    those = photographs(data)
    probes = those.images[those.probes]
    if degradation != NO_CHANGE:
        probes = DEGRADATIONS[degradation].change(probes, amount, np.random.default_rng(0))
    good, degraded = _good_vectors(data, embedder), _vectors_by_fold(data, embedder, probes)
    rates = [_rates(those, METRICS[embedder], fold, good[fold], degraded[fold]) for fold in range(N_FOLDS)]
    mean, spread = np.mean(rates, axis=0), np.std(rates, axis=0, ddof=1)
    return dict(zip(FIGURES, np.concatenate([mean, spread]).tolist(), strict=True))


def _rates(
    those: Photographs, metric: str, fold: int, good: np.ndarray, degraded: np.ndarray
) -> tuple[float, float, float]:
    """Measure accuracy, VAL and FAR of the people of a fold."""
    own_probes = those.fold[those.probes] == fold
    probes, probe_vectors = those.probes[own_probes], degraded[own_probes]

    enrolled = np.flatnonzero(those.number == (fold if those.number.max() > 1 else 0))
    asking = ~np.isin(probes, enrolled)
    to_enrolled = distance_matrix(probe_vectors[asking], good[enrolled], metric)
    named = those.labels[enrolled][to_enrolled.argmin(axis=1)]

    others = np.flatnonzero(those.fold == (fold + 1) % N_FOLDS)
    pairs = all_pairs(those.labels[others])
    between = pair_distances(good[others][pairs.left], good[others][pairs.right], metric)
    threshold = verification_curve(between, pairs.same).threshold_at(FAR)

    own = np.flatnonzero(those.fold == fold)
    accepted = distance_matrix(probe_vectors, good[own], metric) <= threshold
    same = those.labels[probes][:, None] == those.labels[own]
    genuine = same & (probes[:, None] != own)
    accuracy = np.mean(named == those.labels[probes[asking]])
    return float(accuracy), float(accepted[genuine].mean()), float(accepted[~same].mean())


@cache
def _good_vectors(data: str, embedder: str) -> list[np.ndarray]:
    return _vectors_by_fold(data, embedder, photographs(data).images)


def _vectors_by_fold(data: str, embedder: str, images: np.ndarray) -> list[np.ndarray]:
    """Embed images for each fold; only eigenfaces differ, as they learn from the other folds."""
    if embedder == "eigenfaces":
        return [_eigenfaces(data, fold).transform(images) for fold in range(N_FOLDS)]
    return [_embedder(embedder).transform(images)] * N_FOLDS


@cache
def _eigenfaces(data: str, fold: int) -> Eigenfaces:
    those = photographs(data)
    learned_from = ~np.isin(those.fold, [fold, (fold + 1) % N_FOLDS])  # the next fold chooses the threshold
    return Eigenfaces(N_EIGENFACES).fit(those.images[learned_from])


@cache
def _embedder(name: str) -> TransformerMixin:
    if name == "LBP histograms":
        return LBPHistograms()
    if name == "our small network":
        return pretrained("lfw-distilled-0")
    if name == "SFace":
        return make_pipeline(sface_aligner(), SFace())
    from facelab.embedding import KerasEmbedder  # here: TensorFlow takes seconds to load
    from facelab.networks import dlib_resnet

    aligner = FaceAligner("yunet", upsample=1, on_missing="center")  # dlib's own detector would take hours
    return make_pipeline(aligner, KerasEmbedder(dlib_resnet()))


def load_robustness() -> pd.DataFrame:
    """Load what `facelab robustness` measured.

    Returns
    -------
    DataFrame
        A row for each strength: data, embedder, degradation, amount, the figures of `robustness`, and the commit of
        the code.

    Examples
    --------
    >>> sorted(load_robustness()["embedder"].unique().tolist())
    ['LBP histograms', 'SFace', 'dlib', 'eigenfaces', 'our small network']
    """
    return pd.read_csv(weights_folder() / "robustness.csv", dtype={"commit": str}, keep_default_na=False)
