"""Save a network's weights as HDF5, and load them back."""

import contextlib
import os
import tempfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import h5py
import numpy as np

from facelab.weights.arrays import MIB, Stored, WeightsError
from facelab.weights.hdf5 import inspect, open_checked

if TYPE_CHECKING:
    import keras

OPTIMIZER = "optimizer/"  # what Keras saves of a compiled model's optimizer; not needed
MAX_DIFFERENCES = 3  # in a message


def save(model: "keras.Model", path: str | Path) -> None:
    """Save the weights of a model in Keras 3's own layout, without those of its optimizer.

    The file is written under a temporary name, read back, and renamed: a full disk leaves no incomplete file, and an
    older file of that name stays. If the name ends in `.weights.h5`, Keras's `load_weights` reads it too.

    Parameters
    ----------
    model : keras.Model
        With its weights, so built already.
    path : str or Path
        Ends in `.hdf5`, by the course's convention.

    Raises
    ------
    OSError
        If the file cannot be written completely.
    WeightsError
        If a weight is NaN or infinite.
    ValueError
        If the model has no weights yet.

    Examples
    --------
    >>> from facelab.networks import compact
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(compact(), f"{folder}/mine.hdf5")
    ...     inspect(f"{folder}/mine.hdf5")["layers/dense/vars/0"]
    Stored(shape=(2240, 64), dtype='float32')
    """
    check_built(model)
    if not all(np.isfinite(array).all() for array in model.get_weights()):
        raise WeightsError("a weight is NaN or infinite, the training diverged; nothing was saved.")
    path = Path(path)
    temporary = path.parent / f".{path.name}.{uuid4().hex}.weights.h5"
    try:
        _write(model, temporary)
        with open_checked(temporary) as (file, stored):
            written = Counter(array.tobytes() for array in read_arrays(file, stored, stored, model.name).values())
        if Counter(array.tobytes() for array in model.get_weights()) - written:
            raise OSError("read back, it holds other numbers")
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except (OSError, RuntimeError, ValueError) as error:
        reason = _reason(error).removeprefix(f"{temporary}: ").removesuffix(".")
        raise OSError(f"{path} could not be written ({reason}); nothing was changed.") from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def load(model: "keras.Model", path: str | Path) -> None:
    """Load weights into a model, if the file holds exactly the arrays that the model has.

    The file may be untrusted. First everything that it declares is checked, then names and shapes are compared with
    the model's, then the numbers are read; the model changes last, or not at all.

    Parameters
    ----------
    model : keras.Model
        With the architecture that was saved.
    path : str or Path
        From `save`, or from Keras's `save_weights`.

    Raises
    ------
    WeightsError
        If the file is damaged, unsafe, of another architecture, or holds NaN or infinity.
    OSError
        If there is no room for a copy in the folder for temporary files.

    Examples
    --------
    >>> from facelab.networks import compact
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     save(compact(embedding_size=32), f"{folder}/mine.hdf5")
    ...     load(compact(embedding_size=64), f"{folder}/mine.hdf5")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    ...
    facelab.weights.arrays.WeightsError: ...mine.hdf5: it does not fit the model 'compact': expected ...
    """
    import keras

    check_built(model)
    try:
        with tempfile.TemporaryDirectory() as folder:
            trusted = Path(folder) / "trusted.weights.h5"
            _write(model, trusted)
            expected = inspect(trusted)
            with open_checked(path) as (file, found):
                arrays = read_arrays(file, found, expected, model.name)
            with h5py.File(trusted, "r+") as copy:  # Keras reads a file that we wrote, never the untrusted one
                for name, values in arrays.items():
                    copy[name][...] = values
            keras.saving.load_weights(model, trusted, objects_to_skip=_optimizers(model))
    except OSError as error:
        raise OSError(
            f"{path} could not be loaded: the folder for temporary files, {tempfile.gettempdir()}, cannot be used "
            f"({_reason(error)}); make room there, or name another one in TMPDIR."
        ) from None


def check_built(model: "keras.Model") -> None:
    """Refuse a model that has no weights yet."""
    if not model.built:
        raise ValueError("the model has no weights yet: give it an Input layer, or call it on a batch first.")


def read_arrays(
    file: Mapping[str, h5py.Dataset], found: Mapping[str, Stored], expected: Mapping[str, Stored], model_name: str
) -> dict[str, np.ndarray]:
    """Read the arrays of a model, if the file has just these, and their numbers are finite."""
    _check_fit({name: each for name, each in found.items() if not name.startswith(OPTIMIZER)}, expected, model_name)
    arrays = {}
    for name, stored in expected.items():
        with np.errstate(over="ignore"):
            values = arrays[name] = file[name][...].astype(stored.dtype)
        if not np.isfinite(values).all():
            raise WeightsError(f"{name} holds NaN or infinity: the training that wrote it diverged")
    return arrays


def _check_fit(found: Mapping[str, Stored], expected: Mapping[str, Stored], model_name: str) -> None:
    differences = []
    for name in sorted(expected.keys() | found.keys()):
        want, have = expected.get(name), found.get(name)
        if not (want and have and want.shape == have.shape and np.dtype(want.dtype).kind == np.dtype(have.dtype).kind):
            differences.append(f"expected {_describe(name, want)}, found {_describe(name, have)}")
    if differences:
        n_more = len(differences) - MAX_DIFFERENCES
        shown = "; ".join(differences[:MAX_DIFFERENCES]) + (f" and {n_more} more differences" if n_more > 0 else "")
        raise WeightsError(f"it does not fit the model {model_name!r}: {shown}")


def _describe(name: str, stored: Stored | None) -> str:
    return f"{name} {stored.shape} {stored.dtype}" if stored else f"no {name}"


def _write(model: "keras.Model", path: Path) -> None:
    import keras

    path.write_bytes(bytes(sum(array.nbytes for array in model.get_weights()) + MIB))  # a full disk would crash HDF5
    keras.saving.save_weights(model, path, objects_to_skip=_optimizers(model))


def _optimizers(model: "keras.Model") -> list:
    return [model.optimizer] if getattr(model, "optimizer", None) else []


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
