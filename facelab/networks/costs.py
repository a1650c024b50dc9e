"""The cost of a network: weights and floating point operations, layer by layer."""

from math import prod
from typing import NamedTuple

import keras
from keras import layers


class LayerCost(NamedTuple):
    """The cost of a layer: its output without the batch, its weights, also untrained ones, and FLOPs for one image."""

    name: str
    output_shape: tuple[int, ...]
    parameters: int
    flops: int


def layer_costs(network: keras.Model) -> list[LayerCost]:
    """Count the weights and the floating point operations (FLOPs) of each layer, for one image.

    A multiplication with its addition counts as one, an added bias as one, all else as nothing, as in the FaceNet
    paper. Others count multiplications and additions separately, which gives twice as much.

    Parameters
    ----------
    network : keras.Model
        Of convolutions, dense layers, and layers without weights, which do little work.

    Returns
    -------
    list of LayerCost
        In the order of the network's layers.

    Raises
    ------
    ValueError
        If a layer with weights is of another kind, or a layer has several outputs.

    Examples
    --------
    >>> from facelab.networks import compact
    >>> costs = layer_costs(compact())
    >>> costs[2]
    LayerCost(name='conv1', output_shape=(28, 23, 32), parameters=800, flops=515200)
    >>> sum(cost.parameters for cost in costs), sum(cost.flops for cost in costs)
    (209440, 10722432)
    """
    return [LayerCost(each.name, _output_shape(each), each.count_params(), _flops(each)) for each in network.layers]


def _flops(layer: keras.layers.Layer) -> int:
    if not layer.weights or isinstance(layer, layers.BatchNormalization):  # folded away after the training
        return 0
    if isinstance(layer, layers.Dense):
        return layer.count_params()
    if isinstance(layer, layers.Conv2D) and layer.groups == 1:
        return prod(_output_shape(layer)[:2]) * layer.count_params()
    raise ValueError(f"the FLOPs of layer {layer.name!r} ({type(layer).__name__}) cannot be counted.")


def _output_shape(layer: keras.layers.Layer) -> tuple[int, ...]:
    output = layer.output
    if isinstance(output, list):
        raise ValueError(f"layer {layer.name!r} has several outputs.")
    return tuple(output.shape[1:])
