"""Read a network from a file that dlib wrote.

dlib's Python module runs the network, but does not give out its weights; in Keras it is 5 to 20 times as fast.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np

from facelab.networks.dlib_reader import DlibReader

MAX_BYTES = 256 * 2**20
INPUT_LAYER = b"input_rgb_image_sized"


class DlibLayer(NamedTuple):
    """A layer as the file has it: its kind, its settings, its parameters in one row."""

    kind: str
    settings: tuple[int, ...]
    parameters: np.ndarray


def read_dlib(path: str | Path) -> list[DlibLayer]:
    """Read the layers of a metric-learning network, from input to output; their connections are not in the file."""
    # D. E. King, dlib: dlib/serialize.h, dlib/float_details.h, dlib/dnn/core.h, dlib/dnn/layers.h.
    path = Path(path)
    if not path.is_file():
        raise ValueError(f"{path}: there is no such file.")
    if path.stat().st_size > MAX_BYTES:
        raise ValueError(f"{path}: it has more than {MAX_BYTES // 2**20} MiB, so it is not a face network of dlib.")
    reader = DlibReader(path.read_bytes())
    try:
        return _read_network(reader)
    except (ValueError, IndexError, OverflowError, UnicodeDecodeError) as error:
        message = f"{path}: byte {reader.position:,}: {error}; expected a face network that dlib wrote."
        raise ValueError(message) from None


def _read_network(reader: DlibReader) -> list[DlibLayer]:
    reader.read_version(1)
    loss = reader.read_string()
    if loss != "loss_metric_2":
        raise ValueError(f"the network ends in {loss!r}, not in dlib's metric loss")
    reader.read_floats(2)  # margin and threshold of the training
    _skip_versions(reader)
    reader.read_floats(3), reader.read_integers(2)  # the mean color and the size of the input
    layers = []
    while reader.position < len(reader.content):
        layers.append(_read_layer(reader))
        reader.read_bytes(3)  # flags of the training
        for _ in ("input's gradient", "output", "parameters' gradient"):
            reader.read_array()
        if len(layers) == 1:
            reader.read_version(1)  # how many samples the input layer makes of one
    return layers


def _skip_versions(reader: DlibReader) -> None:
    """Go to the input layer: a saved layer starts with its version and then its input, so all versions come first."""
    while not reader.content.startswith(INPUT_LAYER, reader.position):
        reader.read_version(1, 2, 3, len(INPUT_LAYER))
    reader.read_bytes(len(INPUT_LAYER))


def _read_layer(reader: DlibReader) -> DlibLayer:
    kind = reader.read_string()
    settings: tuple[int, ...] = ()
    parameters = np.empty(0, np.float32)
    match kind:
        case "con_4":
            parameters, settings = reader.read_array(), reader.read_integers(7)  # filters, window, strides, paddings
            _skip_aliases(reader)
            reader.read_floats(4)  # learning rates of the training
        case "affine_":
            parameters = reader.read_array()
            _skip_aliases(reader)
            settings = reader.read_integers(1)
        case "fc_2":
            settings, parameters = reader.read_integers(2), reader.read_array()  # outputs, inputs
            _skip_aliases(reader)
            reader.read_integer(), reader.read_floats(4)
        case "avg_pool_2" | "max_pool_2":
            settings = reader.read_integers(6)  # window, strides, paddings
        case "relu_" | "add_prev_":
            pass
        case _:
            expected = "con_4, affine_, fc_2, avg_pool_2, max_pool_2, relu_ or add_prev_"
            raise ValueError(f"found a layer of the kind {kind!r}, expected {expected}")
    return DlibLayer(kind, settings, parameters)


def _skip_aliases(reader: DlibReader) -> None:
    for _ in ("weights", "biases"):
        reader.read_version(1)
        reader.read_integers(4)
