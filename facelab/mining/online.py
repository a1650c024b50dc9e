"""Online mining: the triplets of a batch that count, found inside the training step with keras.ops.

A batch of N images has up to N³ triplets, and a loss that lists them needs as much memory. It need not: an active
triplet has the loss d_ap − d_an + margin, so the loss of all active triplets is, margins aside, a sum of distances, in
which each d_ap occurs as often as it has active negatives, and each −d_an as often as it has active positives. Only
these counts are needed, one for each of the N × N distances.

They come from sorting. For one anchor, each positive sets a bound, d_ap + margin, and its active negatives are those
below the bound. So the bounds are sorted, each negative is looked up among them, and running sums give for each bound
the number of negatives below it, and for each negative the number of bounds above it: N² log N steps, N × N memory.

The counts are integers and have no gradient of their own, so the gradient of the sum is exact.
"""

import keras
import numpy as np
from keras import ops

from facelab.backend import is_xla_compiled


def positive_and_negative_masks(labels):
    """Mark which images of a batch show the anchor's person, and which another: two boolean (N, N), anchors in rows."""
    same = ops.equal(labels[:, None], labels[None, :])
    index = ops.arange(ops.shape(labels)[0])
    return ops.logical_and(same, ops.not_equal(index[:, None], index[None, :])), ops.logical_not(same)


def signed_active_counts(distances, labels, margin: float, semi_hard: bool = False):
    """Count the active triplets of each distance of a batch, int32 (N, N): negated where it is to a negative.

    Active are the triplets with d_an < d_ap + margin; with semi_hard, only those with d_ap < d_an too.
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
    """List the columns of each row's person, and mark the positives among them with 1; rows are padded with 0."""
    n = ops.shape(labels)[0]
    by_person = ops.argsort(labels)
    sides = (ops.searchsorted(ops.take(labels, by_person), labels, side=side) for side in ("left", "right"))
    first, end = (ops.cast(side, "int32") for side in sides)
    most_images = n if is_xla_compiled() else ops.max(end - first)
    place = first[:, None] + ops.arange(most_images)[None, :]
    columns = ops.take(by_person, place % n)
    positive = ops.logical_and(place < end[:, None], columns != ops.arange(n)[:, None])
    return columns, ops.cast(positive, "int32")


def _next_above(distances):
    """Return the next floating-point number above each: adding a little more than half a step rounds to it."""
    # S. M. Rump, P. Zimmermann, S. Boldo, G. Melquiond, Computing predecessor and successor in rounding to nearest,
    # BIT Numerical Mathematics 49, 2009.
    limits = np.finfo(keras.backend.standardize_dtype(distances.dtype))
    step = float(limits.eps)
    above = distances + distances * (step / 2 * (1 + step))
    return ops.maximum(above, float(limits.tiny))  # processors may round smaller numbers to 0


def _sum_by_place(values, place, n_places):
    """Sum the values of each row that share a place."""
    n = ops.shape(place)[0]
    flat = ops.reshape(place + n_places * ops.arange(n)[:, None], (-1,))
    return ops.reshape(ops.segment_sum(ops.reshape(values, (-1,)), flat, n * n_places), (n, n_places))
