"""Online mining: the triplets of a batch that count, found inside the training step.

Written with keras.ops. An active triplet has the loss d_ap − d_an + margin, a sum of distances. So the loss
of all active triplets is a sum over distances too: d_ap as often as it has active negatives, minus d_an as
often as it has active positives. Sorting each anchor's distances gives these counts by position, in
N² log N steps and N × N memory, while the triplets themselves would take N³. The counts are whole numbers,
so they have no gradient of their own, and the gradient of the sum is exact.
"""

import keras
from keras import ops


def positives_and_negatives(labels):
    """Mark which images of a batch show the anchor's person, and which another.

    Parameters
    ----------
    labels : tensor, shape (N,)

    Returns
    -------
    positive, negative : tensor of bool, shape (N, N)
        An image is neither for itself.

    Examples
    --------
    >>> positive, negative = positives_and_negatives(ops.convert_to_tensor([7, 7, 8]))
    >>> ops.convert_to_numpy(positive)[0], ops.convert_to_numpy(negative)[0]
    (array([False,  True, False]), array([False, False,  True]))
    """
    same = ops.equal(labels[:, None], labels[None, :])
    index = ops.arange(ops.shape(labels)[0])
    return ops.logical_and(same, ops.not_equal(index[:, None], index[None, :])), ops.logical_not(same)


def count_active(distances, labels, margin: float, semi_hard: bool = False):
    """Count the active triplets that each distance of a batch is part of, as a positive or as a negative.

    In each row stand, from left to right and then sorted: the thresholds d_ap + margin, the distances of the
    negatives, the distances of the positives. The sort is stable, so where they tie, a threshold comes before a
    negative, and a negative before a positive: "nearer" means truly nearer.

    Parameters
    ----------
    distances : tensor of float, shape (N, N)
        Anchors in rows.
    labels : tensor, shape (N,)
    margin : float
    semi_hard : bool
        Active are the triplets with d_an < d_ap + margin; with semi_hard, only those with d_ap < d_an too.

    Returns
    -------
    tensor of int32, shape (N, N)
        In row a: for a positive p, the number of negatives n that make (a, p, n) active; for a negative, minus the
        number of such positives; 0 for the anchor itself.

    Examples
    --------
    >>> distances = ops.convert_to_tensor([[0, 0.5, 0.6, 0.9], [0.5, 0, 0.2, 0.7], [0.6, 0.2, 0, 1], [0.9, 0.7, 1, 0]])
    >>> ops.convert_to_numpy(count_active(distances, ops.convert_to_tensor([0, 0, 1, 2]), margin=0.3)[:2])
    array([[ 0,  1, -1,  0],
           [ 2,  0, -1, -1]], dtype=int32)
    """
    n = ops.shape(labels)[0]
    columns, own, n_own = _own_person_last(labels)
    row = ops.take_along_axis(distances, columns, axis=1)
    threshold = row + margin
    positive = ops.logical_and(own, ops.not_equal(columns, ops.arange(n)[:, None]))
    if semi_hard:
        positive = ops.logical_and(positive, threshold > row)  # a margin may be lost in rounding
    positive = ops.cast(positive, "int32")
    # the kind is 1 for a threshold, −1 for a positive, which only semi-hard triplets ask for, and 2 for a negative
    kind = ops.where(own, -positive if semi_hard else 0, 2)
    keys, kind, place = (
        ops.concatenate([left[:, n - n_own :], right], axis=1)
        for left, right in ((threshold, row), (positive, kind), 2 * [columns + n * ops.arange(n)[:, None]])
    )
    order = ops.argsort(keys, axis=1)
    kind, place = (ops.take_along_axis(values, order, axis=1) for values in (kind, place))
    negative = ops.cast(ops.equal(kind, 2), "int32")
    sign = kind - 2 * negative
    passed = ops.cumsum(sign, axis=1)
    counts = sign * ops.cumsum(negative, axis=1) - negative * (passed[:, -1:] - passed)
    return ops.reshape(ops.segment_sum(ops.reshape(counts, (-1,)), ops.reshape(place, (-1,)), n * n), (n, n))


def _own_person_last(labels):
    """List the columns of each row by person, its own person last; mark these, and say how many at most they are."""
    n = ops.shape(labels)[0]
    by_person = ops.argsort(labels)
    sides = (ops.searchsorted(ops.take(labels, by_person), labels, side=side) for side in ("left", "right"))
    start, end = (ops.cast(side, "int32") for side in sides)
    columns = ops.take(by_person, (ops.arange(n)[None, :] + end[:, None]) % n)
    own = ops.arange(n)[None, :] >= n - (end - start)[:, None]
    n_own = n if keras.backend.backend() == "jax" else ops.max(end - start)  # JAX compiles fixed shapes only
    return columns, own, n_own
