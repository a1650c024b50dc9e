"""Distances between all embeddings of a batch, with a gradient that is finite everywhere."""

from keras import ops

METRICS = ("euclidean", "squared_euclidean")
EPSILON = 2.0**-52  # of float64


def batch_distances(embeddings, metric: str):
    """Measure the distance of every embedding of a batch (N, D) to every other: (N, N), in their dtype."""
    # ‖a − b‖² = ‖a‖² + ‖b‖² − 2 a·b needs no array of N × N × D. It subtracts large numbers where embeddings are alike,
    # as after a collapse, so its value is computed in float64. Where this is no larger than its own rounding error, the
    # two embeddings are taken as equal. The gradient needs no more digits than the embeddings have.
    squared, _ = _squared(embeddings)
    exact, total = _squared(ops.cast(ops.stop_gradient(embeddings), "float64"))
    exact = ops.where(exact <= 8 * EPSILON * total, 0, exact)  # False for NaN, which must not pass for 0
    squared = squared + ops.stop_gradient(ops.cast(exact, squared.dtype) - squared)
    return squared if metric == "squared_euclidean" else square_root(squared)


def square_root(squared):
    """Take square roots whose gradient is finite everywhere, 0 where the root is 0."""
    is_zero = ops.equal(squared, 0)
    return ops.where(is_zero, 0, ops.sqrt(ops.where(is_zero, 1, squared)))  # √0 has no gradient: never taken


def _squared(embeddings):
    lengths = ops.sum(ops.square(embeddings), axis=1)
    total = lengths[:, None] + lengths[None, :]
    return total - 2 * ops.matmul(embeddings, ops.transpose(embeddings)), total
