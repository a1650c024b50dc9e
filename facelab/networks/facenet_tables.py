"""The two tables of the FaceNet paper, and a check of each row by counting weights and FLOPs again."""

from math import prod
from typing import NamedTuple

import keras

from facelab.networks.costs import layer_costs

UNITS = {"K": 1e3, "M": 1e6}


class PublishedRow(NamedTuple):
    """A row of a table as it is printed: the layer or module, the size of its output, its weights, its FLOPs."""

    name: str
    output: tuple[int, ...]
    parameters: str
    flops: str


class CheckedRow(NamedTuple):
    """A published row, the counted size of the output, weights and FLOPs, and whether all of it agrees."""

    published: PublishedRow
    output: tuple[int, ...]
    parameters: int
    flops: int
    agrees: bool

    def __str__(self) -> str:
        shape = " × ".join(str(length) for length in self.published.output)
        parameters = f"{self.parameters:11,} ({self.published.parameters})"
        flops = f"{self.flops:11,} ({self.published.flops})"
        verdict = "agrees" if self.agrees else "DIFFERS"
        return f"{self.published.name:11} {shape:15} {parameters:18} {flops:19} {verdict}"


def _rows(*rows: tuple[str, tuple[int, ...], str, str]) -> tuple[PublishedRow, ...]:
    return tuple(PublishedRow(*row) for row in rows)


NN1_TABLE = _rows(
    ("conv1", (110, 110, 64), "9K", "115M"),
    ("pool1", (55, 55, 64), "0", ""),
    ("rnorm1", (55, 55, 64), "0", ""),
    ("conv2a", (55, 55, 64), "4K", "13M"),
    ("conv2", (55, 55, 192), "111K", "335M"),
    ("rnorm2", (55, 55, 192), "0", ""),
    ("pool2", (28, 28, 192), "0", ""),
    ("conv3a", (28, 28, 192), "37K", "29M"),
    ("conv3", (28, 28, 384), "664K", "521M"),
    ("pool3", (14, 14, 384), "0", ""),
    ("conv4a", (14, 14, 384), "148K", "29M"),
    ("conv4", (14, 14, 256), "885K", "173M"),
    ("conv5a", (14, 14, 256), "66K", "13M"),
    ("conv5", (14, 14, 256), "590K", "116M"),
    ("conv6a", (14, 14, 256), "66K", "13M"),
    ("conv6", (14, 14, 256), "590K", "116M"),
    ("pool4", (7, 7, 256), "0", ""),
    ("concat", (7, 7, 256), "0", ""),
    ("fc1", (1, 32, 128), "103M", "103M"),
    ("fc2", (1, 32, 128), "34M", "34M"),
    ("fc7128", (1, 1, 128), "524K", "0.5M"),
    ("L2", (1, 1, 128), "0", ""),
)

NN2_TABLE = _rows(
    ("conv1", (112, 112, 64), "9K", "119M"),
    ("norm1", (56, 56, 64), "", ""),
    ("inception2", (56, 56, 192), "115K", "360M"),
    ("pool2", (28, 28, 192), "", ""),
    ("inception3a", (28, 28, 256), "164K", "128M"),
    ("inception3b", (28, 28, 320), "228K", "179M"),
    ("inception3c", (14, 14, 640), "398K", "108M"),
    ("inception4a", (14, 14, 640), "545K", "107M"),
    ("inception4b", (14, 14, 640), "595K", "117M"),
    ("inception4c", (14, 14, 640), "654K", "128M"),
    ("inception4d", (14, 14, 640), "722K", "142M"),
    ("inception4e", (7, 7, 1024), "717K", "56M"),
    ("inception5a", (7, 7, 1024), "1.6M", "78M"),
    ("inception5b", (7, 7, 1024), "1.6M", "78M"),
    ("pool", (1, 1, 1024), "", ""),
    ("fc", (1, 1, 128), "131K", "0.1M"),
    ("L2", (1, 1, 128), "", ""),
)


def check_table(network: keras.Model, table: tuple[PublishedRow, ...]) -> list[CheckedRow]:
    """Count weights and FLOPs of each row of a table again, and compare them with the paper.

    Parameters
    ----------
    network : keras.Model
        The layers of a row have its name, or its name and an underscore as a prefix.
    table : tuple of PublishedRow
        NN1_TABLE or NN2_TABLE.

    Returns
    -------
    list of CheckedRow
        A row agrees if its output has as many values, and if both counts round to the printed ones.

    References
    ----------
    F. Schroff, D. Kalenichenko, J. Philbin, FaceNet, CVPR 2015, tables 1 and 2.

    Examples
    --------
    >>> from facelab.networks import facenet_nn2
    >>> [row.published.name for row in check_table(facenet_nn2(), NN2_TABLE) if not row.agrees]
    ['inception4a']
    """
    costs, checked = layer_costs(network), []
    for row in table:
        layers = [cost for cost in costs if cost.name == row.name or cost.name.startswith(f"{row.name}_")]
        output = layers[-1].output_shape
        parameters, flops = sum(cost.parameters for cost in layers), sum(cost.flops for cost in layers)
        agrees = _rounds_to(parameters, row.parameters) and _rounds_to(flops, row.flops)
        checked.append(CheckedRow(row, output, parameters, flops, agrees and prod(output) == prod(row.output)))
    return checked


def _rounds_to(count: int, printed: str) -> bool:
    """Compare a count, rounded to the printed digits, with what is printed; an empty string means 0."""
    number, unit = printed.rstrip("KM") or "0", UNITS.get(printed[-1:], 1)
    digits = len(number.partition(".")[2])
    return round(count / unit, digits) == float(number)
