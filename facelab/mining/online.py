"""Online mining: the triplets of a batch that count, found inside the training step.

Written with keras.ops. An active triplet has the loss d_ap − d_an + margin, a sum of distances. So the loss
of all active triplets is a sum over distances too: d_ap as often as it has active negatives, minus d_an as
often as it has active positives. Each anchor's positives set bounds for its negatives. Sorting the bounds and
looking up each negative's place among them gives these counts, in N² log N steps and N × N memory, while the
triplets themselves would take N³. The counts are whole numbers, so they have no gradient of their own, and
the gradient of the sum is exact.
"""

import keras
import numpy as np
from keras import ops

from facelab.backend import is_xla_compiled


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

    Parameters
    ----------
    distances : tensor of float, shape (N, N)
        Anchors in rows; none negative.
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
    columns, sign = _positives(labels)
    d_ap = ops.take_along_axis(distances, columns, axis=1)
    bounds = d_ap + margin
    if semi_hard:  # a positive's triplets: its negatives below d_ap + margin, without those at d_ap or below
        above = _next_above(d_ap)
        bounds = ops.concatenate([ops.maximum(bounds, above), above], axis=1)
        columns, sign = ops.concatenate([columns, columns], axis=1), ops.concatenate([sign, -sign], axis=1)
    order = ops.argsort(bounds, axis=1)
    bounds, columns, sign = (ops.take_along_axis(values, order, axis=1) for values in (bounds, columns, sign))
    # place 0: below all bounds; place b: at the first b bounds or above them
    place = ops.vectorized_map(lambda row: ops.searchsorted(*row, side="right"), (bounds, distances))
    place = ops.cast(place, "int32")
    n_places = ops.shape(bounds)[1] + 1
    negative = ops.cast(ops.not_equal(labels[:, None], labels[None, :]), "int32")
    n_below = ops.cumsum(_sum_by_place(negative, place, n_places), axis=1)[:, :-1]
    n_above = ops.flip(ops.cumsum(ops.flip(ops.pad(sign, ((0, 0), (0, 1))), axis=1), axis=1), axis=1)
    return _sum_by_place(sign * n_below, columns, n) - negative * ops.take_along_axis(n_above, place, axis=1)


def _positives(labels):
    """List each row's own person's columns, and with 1 which of them are positives; rows are filled up with 0."""
    n = ops.shape(labels)[0]
    by_person = ops.argsort(labels)
    sides = (ops.searchsorted(ops.take(labels, by_person), labels, side=side) for side in ("left", "right"))
    first, end = (ops.cast(side, "int32") for side in sides)
    n_most = n if is_xla_compiled() else ops.max(end - first)
    place = first[:, None] + ops.arange(n_most)[None, :]
    columns = ops.take(by_person, place % n)
    positive = ops.logical_and(place < end[:, None], columns != ops.arange(n)[:, None])
    return columns, ops.cast(positive, "int32")


def _next_above(distances):
    """Return the next floating-point number above each: adding a little more than half a step rounds to it.

    S. M. Rump, P. Zimmermann, S. Boldo, G. Melquiond, Computing predecessor and successor in rounding to
    nearest, BIT Numerical Mathematics 49, 2009.
    """
    limits = np.finfo(keras.backend.standardize_dtype(distances.dtype))
    step = float(limits.eps)
    above = distances + distances * (step / 2 * (1 + step))
    return ops.maximum(above, float(limits.tiny))  # what is smaller still, processors may take for 0


def _sum_by_place(values, place, n_places):
    """Sum the values of each row that share a place."""
    n = ops.shape(place)[0]
    flat = ops.reshape(place + n_places * ops.arange(n)[:, None], (-1,))
    return ops.reshape(ops.segment_sum(ops.reshape(values, (-1,)), flat, n * n_places), (n, n_places))
