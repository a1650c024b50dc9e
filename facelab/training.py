"""The recorded trainings: what `facelab train` runs again, and what notebooks 05 to 07 do in the open."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from facelab import quiet_keras  # noqa: F401

# isort: split
import keras
import numpy as np
from keras.optimizers.schedules import CosineDecay

from facelab.augmentation import RandomAugmentation
from facelab.batches import ImageBatches, PairBatches, PeopleBatches
from facelab.losses import ContrastiveLoss, EuclideanHead, LogisticHead, TripletLoss
from facelab.networks import classifier, compact, siamese

LEARNING_RATE = 1e-3
N_EPOCHS = 10  # in each phase


@dataclass(frozen=True)
class Recipe:
    """A way to train the compact network.

    Parameters
    ----------
    build : callable
        Returns a new network: what is saved, and what embeds.
    add_top : callable
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
    add_top: Callable[[keras.Model, int], keras.Model]
    phases: Sequence[tuple[float, Callable[[], keras.losses.Loss]]]
    batches: Callable[[np.ndarray, np.ndarray, int, int], keras.utils.PyDataset]


def _images(images: np.ndarray, labels: np.ndarray, n_batches: int, seed: int) -> ImageBatches:
    return ImageBatches(images, labels, 64, n_batches, RandomAugmentation(), seed)


def _pairs(images: np.ndarray, labels: np.ndarray, n_batches: int, seed: int) -> PairBatches:
    return PairBatches(images, labels, 120, n_batches, genuine_share=0.1, augment=RandomAugmentation(), seed=seed)


def _people(images: np.ndarray, labels: np.ndarray, n_batches: int, seed: int) -> PeopleBatches:
    return PeopleBatches(images, labels, 15, 4, n_batches, RandomAugmentation(), seed)


def _no_top(network: keras.Model, n_people: int) -> keras.Model:
    return network


RECIPES = {
    "softmax": Recipe(compact, classifier, [(1, keras.losses.SparseCategoricalCrossentropy)], _images),
    "contrastive": Recipe(lambda: siamese(compact(), EuclideanHead()), _no_top, [(1, ContrastiveLoss)], _pairs),
    "logistic": Recipe(
        lambda: siamese(compact(), LogisticHead()), _no_top, [(1, keras.losses.BinaryCrossentropy)], _pairs
    ),
    "triplet": Recipe(
        compact,
        _no_top,
        [  # hardest negatives from the start collapse all embeddings into one point
            (0.3, lambda: TripletLoss(0.2, mining="semi-hard")),
            (0.7, lambda: TripletLoss(0.3, mining="hard", distance="euclidean")),
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
    model = chosen.add_top(network, len(np.unique(labels)))
    for phase, (share, make_loss) in enumerate(chosen.phases):
        n_batches = max(1, round(steps * share / N_EPOCHS))
        batches = chosen.batches(images, labels, n_batches, seed + phase)
        model.compile(keras.optimizers.Adam(CosineDecay(LEARNING_RATE, n_batches * N_EPOCHS)), make_loss())
        history = model.fit(batches, epochs=N_EPOCHS, verbose=verbose, callbacks=[keras.callbacks.TerminateOnNaN()])
        if not np.isfinite(history.history["loss"][-1]):
            raise ValueError("the training diverged: its loss is no number any more; lower the learning rate.")
    return network


def encoder_of(network: keras.Model) -> keras.Model:
    """Find the part of a trained network that embeds: the network itself, or the encoder inside it.

    Parameters
    ----------
    network : keras.Model
        From `train`.

    Returns
    -------
    keras.Model

    Examples
    --------
    >>> encoder_of(RECIPES["logistic"].build()).name
    'compact'
    """
    return next((layer for layer in network.layers if isinstance(layer, keras.Model)), network)


def learned_distances(network: keras.Model, a: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Measure the distances of pairs of embeddings: by the logistic head if the network has one, else Euclidean.

    Parameters
    ----------
    network : keras.Model
        From `train`.
    a, b : ndarray of float, shape (n_pairs, D)
        Embeddings from `encoder_of(network)`.

    Returns
    -------
    ndarray of float64, shape (n_pairs,)

    Examples
    --------
    >>> learned_distances(RECIPES["triplet"].build(), np.zeros((1, 64)), np.ones((1, 64)))
    array([8.])
    """
    head = network.layers[-1] if isinstance(network.layers[-1], LogisticHead) else EuclideanHead()
    a, b = (keras.ops.convert_to_tensor(rows, "float32") for rows in (a, b))
    return keras.ops.convert_to_numpy(head.distance(a, b)).astype(np.float64)
