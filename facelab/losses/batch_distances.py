"""Distances between all embeddings of a batch, with a gradient that is finite everywhere."""

from keras import ops

EPSILON = 2.0**-52  # of float64


def batch_distances(embeddings, distance: str):
    """Measure the distance of every embedding of a batch to every other.

    ‖a − b‖² = ‖a‖² + ‖b‖² − 2 a·b needs no array of N × N × D. It subtracts large numbers where embeddings are
    alike, as after a collapse, so it is computed in float64. Where the result is no larger than its own rounding
    error, the two embeddings are taken as equal: distance 0, gradient 0.

    Parameters
    ----------
    embeddings : tensor of float, shape (N, D)
    distance : str
        squared or euclidean.

    Returns
    -------
    tensor of float, shape (N, N)
        Of the dtype of the embeddings.

    Examples
    --------
    >>> distances = batch_distances(ops.convert_to_tensor([[0.0, 0.0], [3.0, 4.0]]), "euclidean")
    >>> ops.convert_to_numpy(distances)
    array([[0., 5.],
           [5., 0.]], dtype=float32)
    """
    dtype, embeddings = embeddings.dtype, ops.cast(embeddings, "float64")
    lengths = ops.sum(ops.square(embeddings), axis=1)
    total = lengths[:, None] + lengths[None, :]
    squared = total - 2 * ops.matmul(embeddings, ops.transpose(embeddings))
    # False for NaN, which must not pass for 0
    squared = ops.cast(ops.where(squared <= 8 * EPSILON * total, 0, squared), dtype)
    if distance == "squared":
        return squared
    equal = ops.equal(squared, 0)
    return ops.where(equal, 0, ops.sqrt(ops.where(equal, 1, squared)))  # √0 has no gradient: never taken
