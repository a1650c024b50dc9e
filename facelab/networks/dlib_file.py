"""Read a network that dlib has saved."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from facelab.networks.dlib_reader import DlibReader

MAX_BYTES = 256 * 2**20
INPUT = b"input_rgb_image_sized"


class DlibLayer(NamedTuple):
    """A layer as the file has it: its kind, its settings, its parameters in one row."""

    kind: str
    settings: tuple[int, ...]
    parameters: np.ndarray


def read_dlib(path: str | Path) -> list[DlibLayer]:
    """Read the layers of a metric-learning network from a file that dlib wrote.

    The file names each layer's kind but not what it is connected to: the reader of the list must know the topology.

    Parameters
    ----------
    path : str or Path
        For example `dlib_face_recognition_resnet_model_v1.dat`.

    Returns
    -------
    list of DlibLayer
        From input to output.

    Raises
    ------
    ValueError
        If the file is missing, cut off, too large, or holds another kind of network.

    References
    ----------
    D. E. King, dlib: dlib/serialize.h, dlib/float_details.h, dlib/dnn/core.h, dlib/dnn/layers.h.

    Examples
    --------
    >>> read_dlib("nowhere.dat")
    Traceback (most recent call last):
    ...
    ValueError: nowhere.dat: there is no such file.
    """
    path = Path(path)
    if not path.is_file():
        raise ValueError(f"{path}: there is no such file.")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path}: it has more than {MAX_BYTES // 2**20} MiB, and is no face network of dlib's.")
    reader = DlibReader(path.read_bytes())
    try:
        return _network(reader)
    except (ValueError, IndexError, OverflowError, UnicodeDecodeError) as error:
        raise ValueError(f"{path}: byte {reader.at:,}: {error}; expected a face network that dlib wrote.") from None


def _network(reader: DlibReader) -> list[DlibLayer]:
    reader.read_version(1)
    loss = reader.read_string()
    if loss != "loss_metric_2":
        raise ValueError(f"the network ends in {loss!r}, not in dlib's metric loss")
    reader.read_floats(2)  # margin and threshold of the training
    _skip_versions(reader)
    reader.read_floats(3), reader.read_integers(2)  # the mean color and the size of the input
    layers = []
    while reader.at < len(reader.content):
        layers.append(_layer(reader))
        reader.read_bytes(3)  # flags of the training
        for _ in ("input's gradient", "output", "parameters' gradient"):
            reader.read_array()
        if len(layers) == 1:
            reader.read_version(1)  # how many samples the input layer makes of one
    return layers


def _skip_versions(reader: DlibReader) -> None:
    """Go to the input layer: a saved layer starts with its version and then its input, so all versions come first."""
    while not reader.content.startswith(INPUT, reader.at):
        reader.read_version(1, 2, 3, len(INPUT))
    reader.read_bytes(len(INPUT))


def _layer(reader: DlibReader) -> DlibLayer:
    kind = reader.read_string()
    if kind not in LAYERS:
        raise ValueError(f"a layer of the kind {kind!r}, expected one of {', '.join(LAYERS)}")
    return DlibLayer(kind, *LAYERS[kind](reader))


def _convolution(reader: DlibReader) -> tuple[tuple[int, ...], np.ndarray]:
    parameters, settings = reader.read_array(), reader.read_integers(7)  # filters, rows, columns, strides, paddings
    _skip_aliases(reader)
    reader.read_floats(4)  # learning rates of the training
    return settings, parameters


def _affine(reader: DlibReader) -> tuple[tuple[int, ...], np.ndarray]:
    parameters = reader.read_array()
    _skip_aliases(reader)
    return reader.read_integers(1), parameters


def _dense(reader: DlibReader) -> tuple[tuple[int, ...], np.ndarray]:
    settings, parameters = reader.read_integers(2), reader.read_array()  # outputs, inputs
    _skip_aliases(reader)
    reader.read_integer()
    reader.read_floats(4)
    return settings, parameters


def _pooling(reader: DlibReader) -> tuple[tuple[int, ...], np.ndarray]:
    return reader.read_integers(6), NOTHING  # rows, columns, strides, paddings


def _plain(reader: DlibReader) -> tuple[tuple[int, ...], np.ndarray]:
    return (), NOTHING


def _skip_aliases(reader: DlibReader) -> None:
    for _ in ("weights", "biases"):
        reader.read_version(1)
        reader.read_integers(4)


NOTHING = np.empty(0, np.float32)
LAYERS: dict[str, Callable[[DlibReader], tuple[tuple[int, ...], np.ndarray]]] = {
    "con_4": _convolution,
    "affine_": _affine,
    "fc_2": _dense,
    "avg_pool_2": _pooling,
    "max_pool_2": _pooling,
    "relu_": _plain,
    "add_prev_": _plain,
}
