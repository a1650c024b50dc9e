"""Every loss of the course on equal terms: one network, the same batches, one augmentation, the same number of steps.

`facelab compare` runs it and writes weights/losses.csv, which a notebook shows.
"""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from facelab import backend  # noqa: F401

# isort: split
import keras
import pandas as pd

from facelab.batches import PeopleBatches
from facelab.course import weights_folder
from facelab.datasets import load_orl
from facelab.losses import (
    AdaFace,
    BatchPairs,
    CenterLoss,
    ContrastiveLoss,
    DeepID2Loss,
    ElasticFace,
    EuclideanHead,
    LargeMarginSoftmax,
    LogisticHead,
    MagFace,
    MarginSoftmax,
    SoftmaxHead,
    TripletLoss,
)
from facelab.networks import EncoderWithHead, compact, siamese
from facelab.protocols import people_fold
from facelab.zoo.evaluate import evaluate_network
from facelab.zoo.recipes import IN_HEAD, PREPROCESS, Recipe, train, with_head
from facelab.zoo.registry import N_FOLDS

FAR = 1e-2
PEOPLE = partial(PeopleBatches, n_people=15, images_per_person=4)
TUNED_ON = (0, 2)  # folds on whose held-out people settings were chosen; 1 and 3 tell what they are worth


class Compared(NamedTuple):
    """A loss, its settings in words, and the training with it."""

    settings: str
    recipe: Recipe


def _with_classes(head: Callable[..., keras.layers.Layer], **settings) -> Compared:
    return Compared(_in_words(settings), _recipe(compact, head, settings))


def _with_size(embedding_size: int, **settings) -> Compared:
    recipe = _recipe(partial(compact, embedding_size=embedding_size), MarginSoftmax, settings)
    return Compared(_in_words({"embedding_size": embedding_size, **settings}), recipe)


def _recipe(build: Callable[[], keras.Model], head: Callable[..., keras.layers.Layer], settings: dict) -> Recipe:
    return Recipe(build, IN_HEAD, PEOPLE, with_head(lambda n_people: head(n_people, **settings)))


def _on_triplets(**settings) -> Compared:
    return Compared(_in_words(settings), Recipe(compact, [(1, lambda: TripletLoss(**settings))], PEOPLE))


def _on_pairs(head: type[keras.layers.Layer], loss: keras.losses.Loss) -> Compared:
    """Train a Siamese network on all pairs of each batch."""

    def add_head(network: keras.Model, n_people: int) -> keras.Model:
        *_, encoder, head = network.layers
        return EncoderWithHead(encoder, BatchPairs(head, loss))

    return Compared("all pairs of a batch", Recipe(lambda: siamese(compact(), head()), IN_HEAD, PEOPLE, add_head))


class HeadWithTriplets(keras.layers.Layer):
    """Add the batch-hard triplet loss of the unit embeddings to the loss of a head."""

    def __init__(self, head: keras.layers.Layer, margin: float, weight: float):
        super().__init__()
        self.head, self.triplets, self.weight = head, TripletLoss(margin, metric="euclidean"), weight
        self.n_people = head.n_people

    def build(self, embeddings_shape, labels_shape=None):
        """Make the weights of the head."""
        self.head.build(embeddings_shape)

    def call(self, embeddings, labels, training=False):
        """Compute the loss of a batch, embeddings (N, D) and labels (N,)."""
        triplets = self.triplets(labels, keras.ops.normalize(embeddings))
        return self.head(embeddings, labels, training=training) + self.weight * triplets


def _arcface_with_triplets(n_people: int, margin: float, weight: float, **settings) -> HeadWithTriplets:
    return HeadWithTriplets(MarginSoftmax(n_people, **settings), margin, weight)


def _in_words(settings: dict) -> str:
    return ", ".join(f"{name} = {value}" for name, value in settings.items())


LOSSES = {
    "contrastive": _on_pairs(EuclideanHead, ContrastiveLoss(reduction="none")),
    "logistic": _on_pairs(LogisticHead, keras.losses.BinaryCrossentropy(reduction="none")),
    "triplet": _on_triplets(margin=0.2, mining="all"),
    "softmax": _with_classes(SoftmaxHead),
    "modified softmax": _with_classes(MarginSoftmax),
    "fixed scale, no margin": _with_classes(MarginSoftmax, scale=16),
    "smaller scale, no margin": _with_classes(MarginSoftmax, scale=4),
    "L-softmax": _with_classes(LargeMarginSoftmax, margin=2, annealing=(100, 1, 0.1)),
    "A-softmax": _with_classes(MarginSoftmax, m1=2, annealing=(100, 1, 0.1)),
    "CosFace": _with_classes(MarginSoftmax, m3=0.35, scale=16),
    "ArcFace": _with_classes(MarginSoftmax, m2=0.5, scale=16),
    "ArcFace + batch-hard": _with_classes(_arcface_with_triplets, m2=0.5, scale=16, margin=0.3, weight=1),
    "center": _with_classes(CenterLoss, weight=0.01),
    "DeepID2": _with_classes(DeepID2Loss, weight=0.1, margin=10),
    "ElasticFace": _with_classes(ElasticFace, m2=0.5, sigma=0.05, scale=16),
    "MagFace": _with_classes(MagFace, lengths=(1, 30), limits=(0.2, 0.5), weight=1, scale=16),
    "AdaFace": _with_classes(AdaFace, margin=0.35, scale=16),
}

VARIANTS = {  # what scale and margin do together, and the size of the embedding
    f"ArcFace, m = {m2}, s = {scale}": _with_classes(MarginSoftmax, m2=m2, scale=scale)
    for scale in (4, 16, 64)
    for m2 in (0.0, 0.3, 0.6)
} | {f"CosFace, {size} numbers": _with_size(size, m3=0.35, scale=16) for size in (4, 16, 256)}


def compare(loss: str, fold: int, seed: int, steps: int) -> dict[str, float]:
    """Train with a loss, or a variant, on the ORL people outside a fold, and verify those in it: AUC, EER and VAL."""
    faces = load_orl()
    training, held_out = people_fold(faces.labels, fold, N_FOLDS)
    images = PREPROCESS(faces[training].images)
    recipe = (LOSSES | VARIANTS)[loss].recipe
    network = train(recipe, images, faces.labels[training], steps, seed, verbose=0)
    curve = evaluate_network(network, faces[held_out])
    return {"auc": curve.auc, "eer": curve.eer, "val": curve.val_at(FAR)}


def load_comparison() -> pd.DataFrame:
    """Load what `facelab compare` measured for every loss of the course, and for variants of some.

    Returns
    -------
    DataFrame
        A row for each training: loss, settings, fold, seed, steps, auc, eer, val (at FAR = 0.01), and the commit of the
        code.

    Examples
    --------
    >>> sorted(load_comparison()["fold"].unique().tolist())
    [0, 1, 2, 3]
    """
    return pd.read_csv(weights_folder() / "losses.csv", dtype={"commit": str}, keep_default_na=False)
