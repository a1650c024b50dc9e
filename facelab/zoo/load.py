"""Load a network of the registry from its file, or train it again."""

from typing import TYPE_CHECKING

from facelab.weights import load
from facelab.zoo.registry import find_entry

if TYPE_CHECKING:
    import keras


def load_trained(name: str, retrain: bool = False) -> "keras.Model":
    """Load a network that the course ships, or train it again.

    Parameters
    ----------
    name : str
        As in the registry, e.g. "orl-triplet-0"; `facelab weights` lists the names.
    retrain : bool, default False
        Run the recorded training, which takes minutes, instead of loading its result.

    Returns
    -------
    keras.Model
        An encoder, or a Siamese network around one: `networks.get_encoder` accepts either.

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
            f"{entry.path} is {state}: restore it from the course, or retrain it with `facelab train {name} --store`."
        )
    network = RECIPES[entry.recipe].build()
    load(network, entry.path)
    return network
