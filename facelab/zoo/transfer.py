"""How much a network must be trained that has learned from other people: not at all, a head, a little, from scratch.

`facelab transfer` measures it and writes weights/transfer.csv, which a notebook shows.
"""

from dataclasses import replace
from functools import cache, partial

import keras
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import normalize

from facelab.batches import ImageBatches, VectorBatches
from facelab.course import weights_folder
from facelab.datasets import load_orl
from facelab.distances import pair_distances
from facelab.embedding import KerasEmbedder
from facelab.identification import Gallery
from facelab.losses import MarginSoftmax
from facelab.sface import SFace
from facelab.verification import verification_curve
from facelab.zoo.lfw_training import sface_aligner
from facelab.zoo.load import load_trained
from facelab.zoo.recipes import (
    FINE_TUNING_RATE,
    GENTLE,
    IN_HEAD,
    PREPROCESS_CHIPS,
    RECIPES,
    Recipe,
    train,
    with_head,
)

PRETRAINED = "lfw-distilled-0"
WAYS = "frozen", "head alone", "fine-tuned", "from scratch", "taught by SFace", "frozen SFace", "random weights"
NAMING = Recipe(
    RECIPES["distilled"].build,
    IN_HEAD,
    partial(ImageBatches, n_images=32),
    with_head(lambda n_people: MarginSoftmax(n_people, m3=0.35, scale=16)),
    augment=GENTLE,
)
TAUGHT = replace(
    RECIPES["distilled"], make_batches=partial(VectorBatches, n_images=32), learning_rate=NAMING.learning_rate
)


@cache
def orl_chips() -> tuple[np.ndarray, np.ndarray]:
    """Align ORL's faces: uint8 (400, 56, 56), and who they are (400,)."""
    return PREPROCESS_CHIPS(_large_chips()), load_orl().labels


@cache
def orl_by_sface() -> np.ndarray:
    """Embed ORL's faces by SFace: float32 (400, 128)."""
    return np.concatenate([SFace().transform(part) for part in np.split(_large_chips(), 4)])


@cache
def _large_chips() -> np.ndarray:
    """Align ORL's faces for SFace, in parts that are too small for a progress bar."""
    images, aligner = load_orl().images, sface_aligner()
    return np.concatenate([aligner.transform(images[start : start + 100]) for start in range(0, len(images), 100)])


def split(n_people: int, n_images: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Draw people of ORL, and images of each to learn from; the other images of these people are the test."""
    if not (1 <= n_people <= 38 and 1 <= n_images <= 9):
        raise ValueError(
            f"got {n_people} people with {n_images} images each to learn from; expected 1 to 38 of ORL's people with "
            "1 to 9 of their 10 images, as the others are the test."
        )
    _, labels = orl_chips()
    rng = np.random.default_rng(seed)
    own = [rng.permutation(np.flatnonzero(labels == person)) for person in rng.permutation(40)[:n_people]]
    return np.concatenate([each[:n_images] for each in own]), np.concatenate([each[n_images:] for each in own])


def transfer_accuracy(way: str, n_people: int, n_images: int, seed: int, steps: int) -> dict[str, float]:
    """Measure the share of right names among people with a few images each, and what becomes of strangers.

    Parameters
    ----------
    way : {"frozen", "head alone", "fine-tuned", "from scratch", "taught by SFace", "frozen SFace", "random weights"}
        frozen: the nearest mean embedding, nothing is trained. head alone: a logistic regression on the embeddings.
        fine-tuned: all weights go on learning, at a low rate. from scratch: the same from random weights. These two
        learn under CosFace's head. taught by SFace: from random weights, on the same images without names; what is
        learned are SFace's embeddings less their mean. frozen SFace: a larger network, not trained. random weights:
        not trained at all, the baseline. All but head alone name by the nearest mean.
    n_people, n_images : int
        Up to 38 people, and up to 9 images of each to learn from; their other images are the test.
    seed : int
        Decides the people, the images and the training.
    steps : int
        Of the three that train the network.

    Returns
    -------
    dict
        "accuracy", the share of right names; "auc", of the network on all pairs of ORL's other people, whom no way
        has seen.

    Raises
    ------
    ValueError
        If there is no such way, or ORL has fewer people or images.

    Examples
    --------
    >>> transfer_accuracy("frozen", n_people=5, n_images=2, seed=0, steps=0)["accuracy"] > 0.8
    True
    """
    if way not in WAYS:
        raise ValueError(f"there is no way {way!r}; expected one of {', '.join(WAYS)}.")
    _, labels = orl_chips()
    learn, test = split(n_people, n_images, seed)
    vectors = orl_by_sface() if way == "frozen SFace" else _embed(_network(way, learn, seed, steps))
    classifier = Gallery(metric="cosine", template="mean")
    if way == "head alone":
        classifier = LogisticRegression(C=100, max_iter=1000)
    classifier.fit(vectors[learn], labels[learn])
    others = np.setdiff1d(labels, labels[learn])
    return {"accuracy": float(classifier.score(vectors[test], labels[test])), "auc": auc_of_pairs(vectors, others)}


def auc_of_pairs(vectors: np.ndarray, people: np.ndarray) -> float:
    """Judge embeddings of ORL's images (400, D) on all pairs of images of some people."""
    faces = load_orl()
    pairs = faces[np.isin(faces.labels, people)].pairs()
    chosen = normalize(vectors[np.isin(faces.labels, people)])
    return verification_curve(pair_distances(chosen[pairs.left], chosen[pairs.right]), pairs.same).auc


def _network(way: str, learn: np.ndarray, seed: int, steps: int) -> keras.Model:
    """Load the network, and train it on these of ORL's images if that is the way."""
    chips, labels = orl_chips()
    if way == "from scratch":
        return train(NAMING, chips[learn], labels[learn], steps, seed, verbose=0)
    if way == "taught by SFace":
        targets = orl_by_sface()[learn]
        return train(TAUGHT, chips[learn], normalize(targets - targets.mean(axis=0)), steps, seed, verbose=0)
    if way == "random weights":
        keras.utils.set_random_seed(seed)
        return NAMING.build()
    network = load_trained(PRETRAINED)
    if way == "fine-tuned":
        train(NAMING, chips[learn], labels[learn], steps, seed, 0, network, FINE_TUNING_RATE)
    return network


def _embed(network: keras.Model) -> np.ndarray:
    return KerasEmbedder(network, mirror=True).transform(orl_chips()[0])


def load_transfer() -> pd.DataFrame:
    """Load what `facelab transfer` measured.

    Returns
    -------
    DataFrame
        A row for each training: way, people, images, seed, steps, accuracy, auc, and the commit of the code.

    Examples
    --------
    >>> sorted(load_transfer()["people"].unique().tolist())
    [5, 10, 20, 30]
    """
    return pd.read_csv(weights_folder() / "transfer.csv", dtype={"commit": str}, keep_default_na=False)
