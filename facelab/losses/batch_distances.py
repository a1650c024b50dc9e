"""Distances between all embeddings of a batch, with a gradient that is finite everywhere."""

import keras
from keras import ops

EPSILON = {"float32": 2.0**-23, "float64": 2.0**-52}


def batch_distances(embeddings, distance: str):
    """Measure the distance of every embedding of a batch to every other.

    ‖a − b‖² = ‖a‖² + ‖b‖² − 2 a·b needs no array of N × N × D. Where the result is no larger than its own
    rounding error, the two embeddings are taken as equal: distance 0, gradient 0.

    Parameters
    ----------
    embeddings : tensor of float32 or float64, shape (N, D)
    distance : str
        squared or euclidean.

    Returns
    -------
    tensor of float32 or float64, shape (N, N)

    Examples
    --------
    >>> distances = batch_distances(ops.convert_to_tensor([[0.0, 0.0], [3.0, 4.0]]), "euclidean")
    >>> ops.convert_to_numpy(distances)
    array([[0., 5.],
           [5., 0.]], dtype=float32)
    """
    lengths = ops.sum(ops.square(embeddings), axis=1)
    total = lengths[:, None] + lengths[None, :]
    squared = total - 2 * ops.matmul(embeddings, ops.transpose(embeddings))
    epsilon = EPSILON[keras.backend.standardize_dtype(embeddings.dtype)]
    equal = squared <= 8 * epsilon * total  # False for NaN, which must not pass for 0
    if distance == "squared":
        return ops.where(equal, 0, squared)
    return ops.where(equal, 0, ops.sqrt(ops.where(equal, 1, squared)))  # √0 has no gradient: never taken
