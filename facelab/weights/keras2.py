"""Weights that Keras 2 saved: the layout of most files on the web."""

from pathlib import Path
from typing import TYPE_CHECKING

from facelab.weights.arrays import Stored, WeightsError
from facelab.weights.files import check_built, read_arrays
from facelab.weights.hdf5 import open_checked

if TYPE_CHECKING:
    import keras

WHOLE_MODEL = "model_weights/"  # where a file of a whole model keeps its weights
IGNORED = "optimizer_weights/", "top_level_model_weights/"


def load_keras2(model: "keras.Model", path: str | Path) -> None:
    """Load weights that Keras 2 saved in HDF5, layer by layer, by the layers' names.

    The file may be untrusted: it is checked as in `load`. Such files can hold code (Lambda layers); only the arrays
    are read.

    Parameters
    ----------
    model : keras.Model
        Built; its layers have the names of those in the file.
    path : str or Path
        From `save_weights("….h5")`, or from `save("….h5")` of the whole model.

    Raises
    ------
    WeightsError
        If the file is damaged, unsafe, of another architecture, or holds NaN or infinity; the model stays as it was.
    ValueError
        If the model has two weights of one name in a layer, as models within models may.

    Examples
    --------
    >>> from facelab.networks import openface_nn4_small2
    >>> load_keras2(openface_nn4_small2(), "nowhere.h5")
    Traceback (most recent call last):
    ...
    facelab.weights.arrays.WeightsError: nowhere.h5: there is no such file.
    """
    check_built(model)
    named = [(f"{layer.name}/{weights.name}", weights) for layer in model.layers for weights in layer.weights]
    expected = {name: Stored(tuple(weights.shape), str(weights.dtype)) for name, weights in named}
    if len(expected) < len(named):
        raise ValueError(f"the model {model.name!r} has two weights of one name; the file cannot distinguish them.")
    with open_checked(path) as (file, stored):
        places = _places(stored)
        found = {name: stored[place] for name, place in places.items()}
        arrays = read_arrays({name: file[place] for name, place in places.items()}, found, expected, model.name)
    for name, weights in named:
        weights.assign(arrays[name])


def _places(stored: dict[str, Stored]) -> dict[str, str]:
    """Map "conv1/kernel" to where a file keeps it, e.g. "model_weights/conv1/conv1_1/kernel:0"."""
    places: dict[str, str] = {}
    for place in stored:
        if place.startswith(IGNORED):
            continue
        if "/vars/" in place:
            raise WeightsError("Keras 3 wrote it; load it with facelab.weights.load")
        parts = place.removeprefix(WHOLE_MODEL).split("/")
        name = f"{parts[0]}/{parts[-1].removesuffix(':0')}"
        if name in places:
            raise WeightsError(f"{places[name]} and {place} are both {name}")
        places[name] = place
    return places
