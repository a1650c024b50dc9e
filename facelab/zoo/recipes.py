"""The recipes of the recorded trainings, which `facelab train` runs again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facelab import backend  # noqa: F401

# isort: split
import keras
import numpy as np
from keras.optimizers.schedules import CosineDecay

from facelab.augmentation import RandomAugmentation
from facelab.batches import ImageBatches, PairBatches, PeopleBatches
from facelab.datasets import load_lfw, load_orl
from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.losses import ContrastiveLoss, EuclideanHead, LogisticHead, TripletLoss
from facelab.networks import classifier, compact, siamese
from facelab.preprocessing import ResizeGray
from facelab.protocols import people_fold
from facelab.zoo.registry import N_FOLDS, Entry

LEARNING_RATE = 1e-3
N_EPOCHS = 10  # in each phase
PREPROCESS = ResizeGray(56, 46)
LFW_IMAGES = 3  # people with fewer are left out


@dataclass(frozen=True)
class Recipe:
    """A way to train the compact network.

    Parameters
    ----------
    build : callable
        Returns a new network: what is saved, and what embeds.
    add_head : callable
        From that network and the number of people to the network that is trained; the top is thrown away.
    phases : sequence of (share, callable)
        The share of the steps, and what returns the loss, of each phase.
    batches : callable
        From images, labels, batches in an epoch and a seed to batches.

    Examples
    --------
    >>> RECIPES["triplet"].build().name
    'compact'
    """

    build: Callable[[], keras.Model]
    add_head: Callable[[keras.Model, int], keras.Model]
    phases: Sequence[tuple[float, Callable[[], keras.losses.Loss]]]
    batches: Callable[[np.ndarray, np.ndarray, int, int], keras.utils.PyDataset]


def _images(images: np.ndarray, labels: np.ndarray, n_batches: int, seed: int) -> ImageBatches:
    return ImageBatches(images, labels, 64, n_batches, RandomAugmentation(), seed)


def _pairs(images: np.ndarray, labels: np.ndarray, n_batches: int, seed: int) -> PairBatches:
    return PairBatches(images, labels, 120, n_batches, genuine_share=0.1, augment=RandomAugmentation(), seed=seed)


def _people(images: np.ndarray, labels: np.ndarray, n_batches: int, seed: int) -> PeopleBatches:
    return PeopleBatches(images, labels, 15, 4, n_batches, RandomAugmentation(), seed)


def _no_head(network: keras.Model, n_people: int) -> keras.Model:
    return network


RECIPES = {
    "softmax": Recipe(compact, classifier, [(1, keras.losses.SparseCategoricalCrossentropy)], _images),
    "contrastive": Recipe(lambda: siamese(compact(), EuclideanHead()), _no_head, [(1, ContrastiveLoss)], _pairs),
    "logistic": Recipe(
        lambda: siamese(compact(), LogisticHead()), _no_head, [(1, keras.losses.BinaryCrossentropy)], _pairs
    ),
    "triplet": Recipe(
        compact,
        _no_head,
        [  # hardest negatives from the start collapse all embeddings into one point
            (0.3, lambda: TripletLoss(0.2, mining="semi-hard")),
            (0.7, lambda: TripletLoss(0.3, mining="hard", metric="euclidean")),
        ],
        _people,
    ),
}


def train(
    recipe: str, images: np.ndarray, labels: np.ndarray, steps: int, seed: int = 0, verbose: str | int = "auto"
) -> keras.Model:
    """Train a network from scratch by a recipe: Adam, its rate falling to 0 along a cosine in each phase.

    Parameters
    ----------
    recipe : str
        softmax, contrastive, logistic or triplet.
    images : ndarray of uint8, shape (N, 56, 46)
    labels : ndarray of int, shape (N,)
    steps : int
        Of all phases together; in each rounded to a multiple of 10.
    seed : int
        Of the first weights and of the batches.
    verbose : str or int
        As in `keras.Model.fit`.

    Returns
    -------
    keras.Model
        An encoder, for contrastive and logistic a Siamese network.

    Raises
    ------
    ValueError
        If there is no such recipe, or the training diverges.

    Examples
    --------
    >>> images = np.random.default_rng(0).integers(0, 256, (60, 56, 46), dtype=np.uint8)
    >>> train("triplet", images, np.repeat(np.arange(15), 4), steps=20, verbose=0).output_shape
    (None, 64)
    """
    if recipe not in RECIPES:
        raise ValueError(f"there is no recipe {recipe!r}; take one of {', '.join(RECIPES)}.")
    keras.utils.set_random_seed(seed)
    chosen, network = RECIPES[recipe], RECIPES[recipe].build()
    model = chosen.add_head(network, len(np.unique(labels)))
    for phase, (share, make_loss) in enumerate(chosen.phases):
        n_batches = max(1, round(steps * share / N_EPOCHS))
        batches = chosen.batches(images, labels, n_batches, seed + phase)
        model.compile(keras.optimizers.Adam(CosineDecay(LEARNING_RATE, n_batches * N_EPOCHS)), make_loss())
        history = model.fit(batches, epochs=N_EPOCHS, verbose=verbose, callbacks=[keras.callbacks.TerminateOnNaN()])
        if not np.isfinite(history.history["loss"][-1]):
            raise ValueError("the training diverged: its loss is no number any more; lower the learning rate.")
    return network


def train_entry(entry: Entry) -> keras.Model:
    """Run the recorded training of an entry of the registry again."""
    faces = load_orl()
    known, _ = people_fold(faces.labels, entry.fold, N_FOLDS)
    images, labels = PREPROCESS(faces[known].images), faces.labels[known]
    if entry.data == "ORL + LFW":
        lfw_images, lfw_labels = _small_lfw()
        images, labels = np.concatenate([images, lfw_images]), np.concatenate([labels, len(faces.names) + lfw_labels])
    return train(entry.recipe, images, labels, entry.steps, entry.seed)


def _small_lfw() -> tuple[np.ndarray, np.ndarray]:
    lfw = load_lfw("people")
    n_images = np.bincount(lfw.labels)
    chosen = np.flatnonzero(n_images[lfw.labels] >= LFW_IMAGES)
    rows, columns = ORL_LIKE_CROP
    images = [PREPROCESS(lfw.images[position : position + 1][:, rows, columns])[0] for position in chosen]
    return np.stack(images), lfw.labels[chosen]
