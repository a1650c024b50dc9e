"""A network of the registry, loaded from its file or trained again."""

from typing import TYPE_CHECKING

from facelab.weights import load
from facelab.zoo.registry import Entry, registry

if TYPE_CHECKING:
    import keras


def load_trained(name: str, retrain: bool = False) -> "keras.Model":
    """Load a network that the course ships, or train it again.

    Parameters
    ----------
    name : str
        As in the registry, for example "orl-triplet-0"; `facelab weights` lists the names.
    retrain : bool, default False
        Run the recorded training, which takes minutes, instead of loading its result.

    Returns
    -------
    keras.Model
        An encoder, or a Siamese network around one: `networks.get_encoder` takes either.

    Raises
    ------
    KeyError
        If the registry has no such name.
    FileNotFoundError
        If the file is missing, or is not the one that the registry describes.
    WeightsError
        If the file is damaged.

    Examples
    --------
    >>> load_trained("orl-triplet-0").output_shape
    (None, 64)
    """
    from facelab.zoo.recipes import RECIPES, train_entry  # here: TensorFlow takes seconds to load

    entry = find_entry(name)
    if retrain:
        return train_entry(entry)
    if (state := entry.state()) != "ok":
        raise FileNotFoundError(
            f"{entry.path} is {state}: take it from the course again, or make it with `facelab train {name} --store`."
        )
    network = RECIPES[entry.recipe].build()
    load(network, entry.path)
    return network


def find_entry(name: str) -> Entry:
    """Look a name up in the registry; raise KeyError if it has no such name."""
    entries = registry()
    if name not in entries:
        raise KeyError(f"there are no weights {name!r}; the registry has {', '.join(entries) or 'none'}.")
    return entries[name]
