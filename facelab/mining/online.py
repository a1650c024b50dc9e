"""Online mining: the triplets of a batch that count, found inside the training step.

Written with keras.ops. An active triplet has the loss d_ap − d_an + margin, a sum of distances. So the loss
of all active triplets is a sum over distances too: d_ap as often as it has active negatives, minus d_an as
often as it has active positives. Sorting each anchor's distances gives these counts by position, in
N² log N steps and N × N memory, while the triplets themselves would take N³. The counts are whole numbers,
so they have no gradient of their own, and the gradient of the sum is exact.
"""

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
    """Count the active triplets that each distance of a batch is part of.

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
        In row a: for a positive p, the number of negatives n that make (a, p, n) active; for a negative, the
        number of such positives; 0 for the anchor itself.

    Examples
    --------
    >>> distances = ops.convert_to_tensor([[0, 0.5, 0.6, 0.9], [0.5, 0, 0.2, 0.7], [0.6, 0.2, 0, 1], [0.9, 0.7, 1, 0]])
    >>> ops.convert_to_numpy(count_active(distances, ops.convert_to_tensor([0, 0, 1, 2]), margin=0.3)[:2])
    array([[0, 1, 1, 0],
           [2, 0, 1, 1]], dtype=int32)
    """
    positive, negative = positives_and_negatives(labels)
    kind = ops.cast(positive, "int32") - ops.cast(negative, "int32")
    columns = _own_person_first(labels)
    shifted = distances + margin * ops.cast(positive, distances.dtype)
    active = _count_across(shifted, kind, columns)
    if not semi_hard:
        return active
    # d_an < d_ap + margin, or d_ap < d_an, holds for each triplet: what both counts share is |A| + |B| − all
    beyond = _count_across(-distances, kind, columns)
    n_positive, n_negative = (ops.sum(ops.cast(mask, "int32"), axis=1, keepdims=True) for mask in (positive, negative))
    all_of_them = ops.where(positive, n_negative, ops.where(negative, n_positive, 0))
    return ops.maximum(active + beyond - all_of_them, 0)


def _own_person_first(labels):
    """List the columns of each row by person, its own person first.

    Where distances tie, a stable sort then puts the positive first: "nearer" means truly nearer.
    """
    by_person, n = ops.argsort(labels), ops.shape(labels)[0]
    first = ops.searchsorted(ops.take(labels, by_person), labels, side="left")
    return ops.take(by_person, (ops.arange(n)[None, :] + ops.cast(first, "int32")[:, None]) % n)


def _count_across(keys, kind, columns):
    """Count, in each row, the negatives sorted before a positive, and the positives sorted after a negative."""
    n = ops.shape(keys)[0]
    ascending = ops.argsort(ops.take_along_axis(keys, columns, axis=1), axis=1)
    order = ops.take_along_axis(columns, ascending, axis=1)
    kind = ops.take_along_axis(kind, order, axis=1)
    positive, negative = ops.maximum(kind, 0), ops.maximum(-kind, 0)
    positives_so_far = ops.cumsum(positive, axis=1)
    counts = positive * ops.cumsum(negative, axis=1) + negative * (positives_so_far[:, -1:] - positives_so_far)
    place = ops.reshape(order + n * ops.arange(n)[:, None], (-1,))
    return ops.reshape(ops.segment_sum(ops.reshape(counts, (-1,)), place, n * n), (n, n))
