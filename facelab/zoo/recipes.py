"""How the networks of the registry were trained; `facelab train` does it again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from facelab import backend  # noqa: F401

# isort: split
import keras
import numpy as np
from keras.optimizers.schedules import CosineDecay
from sklearn.base import TransformerMixin
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import Normalizer

from facelab.augmentation import RandomAugmentation
from facelab.batches import ImageBatches, PairBatches, PeopleBatches, VectorBatches
from facelab.datasets import load_orl
from facelab.embedding import KerasEmbedder
from facelab.losses import AdaFace, ContrastiveLoss, EuclideanHead, LogisticHead, MarginSoftmax, TripletLoss
from facelab.networks import EncoderWithHead, classifier, compact, get_encoder, siamese
from facelab.preprocessing import ResizeGray
from facelab.protocols import people_fold
from facelab.zoo.lfw_training import faces_with_embeddings, named_faces, sface_aligner
from facelab.zoo.registry import N_FOLDS, Entry

FINE_TUNING_RATE = 3e-4  # of the steps on ORL alone after a training with LFW
N_EPOCHS = 10  # in each phase
PREPROCESS, PREPROCESS_CHIPS = ResizeGray(56, 46), ResizeGray(56, 56)
STRONG = RandomAugmentation()
GENTLE = RandomAugmentation(shift=0.03, degrees=4, zoom=0.05, side_light=0.2, occlude=0.35)  # of faces that are aligned


def embed_images(network: keras.Model) -> TransformerMixin:
    """Embed images that the face fills, as ORL's."""
    return KerasEmbedder(get_encoder(network), PREPROCESS)


def embed_chips(network: keras.Model) -> TransformerMixin:
    """Embed photographs of any kind: find the face, align it."""
    return make_pipeline(sface_aligner(), KerasEmbedder(network, PREPROCESS_CHIPS, mirror=True), Normalizer())


@dataclass(frozen=True)
class Recipe:
    """A way to train the compact network.

    Parameters
    ----------
    build : callable
        Returns a new network: what is saved, and what embeds.
    phases : sequence of (float, callable)
        The share of the steps, and what returns the loss, of each phase; None if the loss is in the head.
    make_batches : callable
        From images, labels or vectors, `n_batches` in an epoch, `augment` and `seed` to batches.
    add_head : callable, optional
        From that network and the number of people to the network that is trained; the head is discarded.
    make_embedder : callable
        From the trained network to a transformer of images.
    augment : callable
        Of the images of a batch.
    learning_rate : float, default 0.001
        At the start of each phase.

    Examples
    --------
    >>> RECIPES["triplet"].build().name
    'compact'
    """

    build: Callable[[], keras.Model]
    phases: Sequence[tuple[float, Callable[[], keras.losses.Loss | None]]]
    make_batches: Callable[..., keras.utils.PyDataset]
    add_head: Callable[[keras.Model, int], keras.Model] | None = None
    make_embedder: Callable[[keras.Model], TransformerMixin] = embed_images
    augment: RandomAugmentation = STRONG
    learning_rate: float = 1e-3


def with_head(make_head: Callable[[int], keras.layers.Layer]) -> Callable[[keras.Model, int], keras.Model]:
    """Make what puts a head with classes on an encoder: it sees embeddings before they are scaled to length 1."""

    def add_head(network: keras.Model, n_people: int) -> keras.Model:
        embedding = network.get_layer("embedding").output
        return EncoderWithHead(keras.Model(network.input, embedding, name=network.name), make_head(n_people))

    return add_head


IN_HEAD = [(1, lambda: None)]  # one phase, whose loss is in the head
IMAGES = partial(ImageBatches, n_images=64)
PAIRS = partial(PairBatches, n_pairs=120, genuine_share=0.1)
RECIPES = {
    "softmax": Recipe(compact, [(1, keras.losses.SparseCategoricalCrossentropy)], IMAGES, classifier),
    "contrastive": Recipe(lambda: siamese(compact(), EuclideanHead()), [(1, ContrastiveLoss)], PAIRS),
    "logistic": Recipe(lambda: siamese(compact(), LogisticHead()), [(1, keras.losses.BinaryCrossentropy)], PAIRS),
    "triplet": Recipe(
        compact,
        [  # hardest negatives from the start collapse all embeddings into one point
            (0.3, lambda: TripletLoss(0.2, mining="semi-hard")),
            (0.7, lambda: TripletLoss(0.3, mining="hard", metric="euclidean")),
        ],
        partial(PeopleBatches, n_people=15, images_per_person=4),
    ),
    "cosface": Recipe(compact, IN_HEAD, IMAGES, with_head(lambda n_people: MarginSoftmax(n_people, m3=0.35, scale=16))),
    "adaface": Recipe(compact, IN_HEAD, IMAGES, with_head(lambda n_people: AdaFace(n_people, margin=0.35, scale=16))),
    "distilled": Recipe(
        partial(compact, (56, 56, 1), embedding_size=128, width=1.5),
        [(1, keras.losses.CosineSimilarity)],  # to the embedding of another network
        partial(VectorBatches, n_images=64),
        make_embedder=embed_chips,
        augment=GENTLE,
        learning_rate=2e-3,
    ),
}


def train(
    recipe: str | Recipe,
    images: np.ndarray,
    labels: np.ndarray,
    steps: int,
    seed: int = 0,
    verbose: str | int = "auto",
    network: keras.Model | None = None,
    learning_rate: float | None = None,
) -> keras.Model:
    """Train a network by a recipe: Adam, its rate falling to 0 along a cosine in each phase.

    Parameters
    ----------
    recipe : {"softmax", "contrastive", "logistic", "triplet", "cosface", "adaface", "distilled"} or Recipe
    images : ndarray of uint8, shape (N, 56, 46), for "distilled" (N, 56, 56)
    labels : ndarray of int, shape (N,), for "distilled" vectors of float, shape (N, 128)
    steps : int
        Of all phases together; in each rounded to a multiple of 10.
    seed : int, default 0
        Decides the first weights and the batches.
    verbose : str or int, default "auto"
        As in `keras.Model.fit`.
    network : keras.Model, optional
        Go on with this network, under a new head; by default a new network starts from random weights.
    learning_rate : float, optional
        At the start of each phase; by default the recipe's.

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
    if isinstance(recipe, str) and recipe not in RECIPES:
        raise ValueError(f"there is no recipe {recipe!r}; expected one of {', '.join(RECIPES)}.")
    keras.utils.set_random_seed(seed)
    chosen = RECIPES[recipe] if isinstance(recipe, str) else recipe
    targets = labels if labels.ndim == 2 else np.unique(labels, return_inverse=True)[1]
    network = chosen.build() if network is None else network
    learning_rate = chosen.learning_rate if learning_rate is None else learning_rate
    model = chosen.add_head(network, targets.max() + 1) if chosen.add_head else network
    for phase, (share, make_loss) in enumerate(chosen.phases):
        n_batches = max(1, round(steps * share / N_EPOCHS))
        options = {"n_batches": n_batches, "augment": chosen.augment, "seed": seed + phase}
        batches = chosen.make_batches(images, targets, **options)
        model.compile(keras.optimizers.Adam(CosineDecay(learning_rate, n_batches * N_EPOCHS)), make_loss())
        history = model.fit(batches, epochs=N_EPOCHS, verbose=verbose, callbacks=[keras.callbacks.TerminateOnNaN()])
        if not np.isfinite(history.history["loss"][-1]):
            raise ValueError("the training diverged: its loss is NaN or infinite; lower the learning rate.")
    return network


def train_entry(entry: Entry) -> keras.Model:
    """Run the recorded training of an entry of the registry again."""
    if entry.data == "LFW":
        return train(entry.recipe, *faces_with_embeddings(entry.fold, PREPROCESS_CHIPS), entry.steps, entry.seed)
    faces = load_orl()
    training, _ = people_fold(faces.labels, entry.fold, N_FOLDS)
    images, labels = PREPROCESS(faces[training].images), faces.labels[training]
    if entry.data == "ORL + LFW":
        lfw_images, lfw_labels = named_faces(PREPROCESS)
        images, labels = np.concatenate([images, lfw_images]), np.concatenate([labels, len(faces.names) + lfw_labels])
    network = train(entry.recipe, images, labels, entry.steps, entry.seed)
    if entry.fine_tuning:
        orl = images[: len(training)], labels[: len(training)]
        train(entry.recipe, *orl, entry.fine_tuning, entry.seed, network=network, learning_rate=FINE_TUNING_RATE)
    return network
