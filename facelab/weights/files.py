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

from facelab.weights.arrays import MIB, Stored, WeightsError, unpacks_whole
from facelab.weights.hdf5 import inspect, open_checked

if TYPE_CHECKING:
    import keras

OPTIMIZER = "optimizer/"  # a student's file may hold what the optimizer remembers; it is not needed
SHOWN = 3


def save(model: "keras.Model", path: str | Path) -> None:
    """Save the weights of a model in Keras 3's own layout, without those of its optimizer.

    The file is written under a temporary name, read back, and renamed: a full disk leaves nothing
    half-written, and an older file of that name stays. Named `….weights.h5`, Keras's `load_weights` reads it too.

    Parameters
    ----------
    model : keras.Model
        Built.
    path : str or Path
        By the course's habit it ends in `.hdf5`.

    Raises
    ------
    OSError
        If the file cannot be written whole.
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
        raise WeightsError("a weight is NaN or infinite, the training had diverged; nothing was saved.")
    path = Path(path)
    temporary = path.parent / f".{path.name}.{uuid4().hex}.weights.h5"
    try:
        _write(model, temporary)
        with open_checked(temporary) as (file, stored):
            written = Counter(array.tobytes() for array in read_fitting(file, stored, stored, model.name).values())
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

    The file may come from a stranger. First everything that it declares is checked, then names and shapes are
    compared with the model's, then the numbers are read; the model changes last, or not at all.

    Parameters
    ----------
    model : keras.Model
        Of the architecture that was saved.
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
            ours = Path(folder) / "ours.weights.h5"
            _write(model, ours)
            expected = inspect(ours)
            with open_checked(path) as (file, found):
                arrays = read_fitting(file, found, expected, model.name)
            with h5py.File(ours, "r+") as layout:  # Keras reads a file that we wrote, never the stranger's
                for name, values in arrays.items():
                    layout[name][...] = values
            keras.saving.load_weights(model, ours, objects_to_skip=_optimizers(model))
    except OSError as error:
        raise OSError(
            f"{path} could not be loaded: the folder for temporary files, {tempfile.gettempdir()}, cannot be used "
            f"({_reason(error)}); make room there, or name another one in TMPDIR."
        ) from None


def check_built(model: "keras.Model") -> None:
    """Refuse a model that has no weights yet."""
    if not model.built:
        raise ValueError("the model has no weights yet: give it an Input layer, or call it on a batch first.")


def _write(model: "keras.Model", path: Path) -> None:
    import keras

    path.write_bytes(bytes(sum(array.nbytes for array in model.get_weights()) + MIB))  # a full disk would crash HDF5
    keras.saving.save_weights(model, path, objects_to_skip=_optimizers(model))


def _optimizers(model: "keras.Model") -> list:
    return [model.optimizer] if getattr(model, "optimizer", None) else []


def read_fitting(
    file: Mapping[str, h5py.Dataset], found: Mapping[str, Stored], expected: Mapping[str, Stored], model_name: str
) -> dict[str, np.ndarray]:
    """Read all arrays that a model needs, if the file has just these, and their numbers are finite."""
    found = {name: stored for name, stored in found.items() if not name.startswith(OPTIMIZER)}
    _compare(found, expected, model_name)
    arrays = {}
    for name, stored in expected.items():
        if not unpacks_whole(file[name]):
            raise WeightsError(f"{name} does not unpack to what it declares")
        with np.errstate(over="ignore"):
            values = arrays[name] = file[name][...].astype(stored.dtype)
        if not np.isfinite(values).all():
            raise WeightsError(f"{name} holds NaN or infinity: the training that wrote it had diverged")
    return arrays


def _compare(found: Mapping[str, Stored], expected: Mapping[str, Stored], model_name: str) -> None:
    differences = []
    for name in sorted(expected.keys() | found.keys()):
        want, have = expected.get(name), found.get(name)
        if not (want and have and want.shape == have.shape and np.dtype(want.dtype).kind == np.dtype(have.dtype).kind):
            differences.append(f"expected {_show(name, want)}, found {_show(name, have)}")
    if differences:
        more = f" and {len(differences) - SHOWN} more differences" if len(differences) > SHOWN else ""
        shown = "; ".join(differences[:SHOWN])
        raise WeightsError(f"it does not fit the model {model_name!r}: {shown}{more}")


def _show(name: str, stored: Stored | None) -> str:
    return f"{name} {stored.shape} {stored.dtype}" if stored else f"no {name}"


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
