"""Networks of the registry: trained again, loaded, judged."""

from facelab import quiet_keras  # noqa: F401

# isort: split
import keras
import numpy as np

from facelab.datasets import FaceSet, load_lfw, load_orl
from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.preprocessing import SmallGrey
from facelab.protocols import people_folds
from facelab.training import RECIPES, encoder_of, learned_distances, train
from facelab.verification import VerificationCurve, verification_curve
from facelab.weights import Entry, load, registry
from facelab.weights.registry import FOLDS

PREPROCESS = SmallGrey(56, 46)
LFW_IMAGES = 3  # people with fewer are left out


def trained(name: str, retrain: bool = False) -> keras.Model:
    """Load a network that the course ships, or train it again.

    Parameters
    ----------
    name : str
        As in the registry, for example "orl-triplet-0".
    retrain : bool
        Take the minutes that the recorded training takes, instead of loading its result.

    Returns
    -------
    keras.Model

    Raises
    ------
    KeyError
        If the registry has no such name.
    FileNotFoundError
        If the file is missing, or is not the one that the registry describes.
    WeightsError
        If it is damaged.
    """
    entry = find_entry(name)
    if retrain:
        return train_entry(entry)
    if (state := entry.state()) != "ok":
        raise FileNotFoundError(
            f"weights/{entry.path.name} is {state}: take it from the course again, or make it with "
            f"`facelab train {name} --store`."
        )
    network = RECIPES[entry.recipe].build()
    load(network, entry.path)
    return network


def find_entry(name: str) -> Entry:
    """Look a name up in the registry.

    Parameters
    ----------
    name : str

    Returns
    -------
    Entry

    Raises
    ------
    KeyError
        If the registry has no such name.

    Examples
    --------
    >>> find_entry("orl-triplet-9")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    KeyError: "there are no weights 'orl-triplet-9'; the registry has ..."
    """
    entries = registry()
    if name not in entries:
        raise KeyError(f"there are no weights {name!r}; the registry has {', '.join(entries) or 'none'}.")
    return entries[name]


def train_entry(entry: Entry) -> keras.Model:
    """Run the recorded training of an entry again.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    keras.Model
    """
    faces = load_orl()
    people, _ = list(people_folds(faces.labels))[entry.fold]
    images, labels = PREPROCESS(faces[people].images), faces.labels[people]
    if entry.data == "ORL + LFW":
        lfw_images, lfw_labels = _small_lfw()
        images, labels = np.concatenate([images, lfw_images]), np.concatenate([labels, len(faces.names) + lfw_labels])
    return train(entry.recipe, images, labels, entry.steps, entry.seed)


def judge(network: keras.Model, faces: FaceSet) -> VerificationCurve:
    """Compare all pairs of images of people that a network has not seen.

    Parameters
    ----------
    network : keras.Model
        From `trained` or `training.train`.
    faces : FaceSet

    Returns
    -------
    VerificationCurve

    Examples
    --------
    >>> faces = load_orl()
    >>> judge(RECIPES["triplet"].build(), faces[faces.labels < 3]).n_genuine
    135
    """
    from facelab.embedding import KerasEmbedder

    vectors, pairs = KerasEmbedder(encoder_of(network), PREPROCESS).transform(faces.images), faces.pairs()
    distances = learned_distances(network, vectors[pairs.left], vectors[pairs.right])
    return verification_curve(distances, pairs.same)


def judge_folds(name: str, retrain: bool = False) -> list[VerificationCurve]:
    """Judge the four networks that were trained on the four folds of ORL, each on the people that it has not seen.

    Parameters
    ----------
    name : str
        As in the registry, without the fold, for example "orl-triplet".
    retrain : bool
        As in `trained`.

    Returns
    -------
    list of VerificationCurve
    """
    names = [f"{name}-{fold}" for fold in FOLDS]
    return [judge(trained(each, retrain), held_out(find_entry(each))) for each in names]


def held_out(entry: Entry) -> FaceSet:
    """Return the ORL images of the people that an entry's training has not seen.

    Parameters
    ----------
    entry : Entry

    Returns
    -------
    FaceSet
    """
    faces = load_orl()
    _, unseen = list(people_folds(faces.labels))[entry.fold]
    return faces[unseen]


def _small_lfw() -> tuple[np.ndarray, np.ndarray]:
    lfw = load_lfw("people")
    n_images = np.bincount(lfw.labels)
    chosen = np.flatnonzero(n_images[lfw.labels] >= LFW_IMAGES)
    rows, columns = ORL_LIKE_CROP
    images = [PREPROCESS(lfw.images[position : position + 1][:, rows, columns])[0] for position in chosen]
    return np.stack(images), lfw.labels[chosen]
