"""Exercises of the notebook Face detection."""

from functools import partial

import numpy as np

from facelab.detection import iou, nms_per_class
from facelab.detection.grid import OBJECT, X
from facelab.exercises.exercise import Exercise, Mistake

LEAST_SCORE, LIMIT = 0.6, 0.5  # the lecture's rule: p_c has to exceed the first; IoU from the second on is too much
INCLUSIVE = "right and bottom are exclusive: a width is right minus left."


def overlap(a, b):
    return iou(np.reshape(a, (-1, 4)), np.reshape(b, (-1, 4)))


def _sides(a, b):
    return np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])


def _areas(boxes):
    return (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])


def _iou_with_negative_sides(a, b):
    common = _sides(a, b).prod(axis=-1)
    return common / (_areas(a)[:, None] + _areas(b) - common)


def _iou_with_a_clipped_product(a, b):
    common = np.maximum(_sides(a, b).prod(axis=-1), 0)
    return common / (_areas(a)[:, None] + _areas(b) - common)


def _common(a, b):
    return np.maximum(_sides(a, b), 0).prod(axis=-1)


def _iou_of_inclusive_boxes(a, b):
    return overlap(a + [0, 0, 1, 1], b + [0, 0, 1, 1])


def _random_boxes(rng, n, room=10.0, smallest=1.0, largest=10.0):
    corners = rng.uniform(0, room, (n, 2))
    return np.hstack([corners, corners + rng.uniform(smallest, largest, (n, 2))])


def _overlap_cases(rng):
    square = np.array([[0.0, 0, 4, 4]])
    yield square, np.array([[2.0, 2, 6, 6], [0, 0, 4, 4], [4, 0, 8, 4], [5, 5, 9, 9]])  # half, equal, touching, apart
    yield np.array([[0.0, 0, 9, 9], [-8, -6, -2, -1]]), np.array([[2.0, 3, 4, 5]])
    yield square, np.empty((0, 4))
    yield np.empty((0, 4)), np.repeat(square, 3, axis=0)
    yield np.array([[0.0, 0, 1e-3, 1e3]]), np.array([[0.0, 0, 1e3, 1e-3], [0, 0, 5e-4, 1e3]])
    for n, m in ((1, 1), (3, 2), (2, 7)):
        yield _random_boxes(rng, n), _random_boxes(rng, m)


OVERLAP_MISTAKES = [
    Mistake(_iou_with_negative_sides, "boxes that are apart have nothing in common: no side of it is negative."),
    Mistake(
        _iou_with_a_clipped_product,
        "two negative sides have a positive product: set each side to 0 before you multiply.",
    ),
    Mistake(lambda a, b: _common(a, b) / (_areas(a)[:, None] + _areas(b)), "the intersection is counted twice."),
    Mistake(_iou_of_inclusive_boxes, INCLUSIVE),
    Mistake(
        lambda a, b: _common(a, b) / np.minimum(_areas(a)[:, None], _areas(b)),
        "divide by the union, not by the smaller box.",
    ),
    Mistake(lambda a, b: overlap(a, b).T, "a row for each box of `a`, a column for each box of `b`."),
    Mistake(lambda a, b: overlap(a, b)[:, 0], "compare every box of `a` with every box of `b`: a matrix comes out."),
]


def keep_best(boxes, scores, classes):
    candidates = np.flatnonzero(np.greater(scores, LEAST_SCORE))
    return candidates[nms_per_class(np.reshape(boxes, (-1, 4))[candidates], scores[candidates], classes[candidates])]


def _keep(boxes, scores, classes, order, drops):
    """Go through the candidates in an order; keep one unless a box that `drops` names has dropped it."""
    kept: list[int] = []
    for i in order[scores[order] > LEAST_SCORE]:
        if not any(classes[j] == classes[i] and drops(boxes[[j]], boxes[[i]]) for j in kept):
            kept.append(i)
    return np.array(kept, int)


def _keeps_the_limit(boxes, scores, classes):
    best_first = np.argsort(-scores, kind="stable")
    return _keep(boxes, scores, classes, best_first, lambda a, b: iou(a, b)[0, 0] > LIMIT)


def _reversed_ties(boxes, scores, classes):
    backwards = np.argsort(scores, kind="stable")[::-1]
    return _keep(boxes, scores, classes, backwards, lambda a, b: iou(a, b)[0, 0] >= LIMIT)


def _unstable_ties(boxes, scores, classes):
    return _keep(boxes, scores, classes, np.argsort(-scores), lambda a, b: iou(a, b)[0, 0] >= LIMIT)


def _unstable_reversed_ties(boxes, scores, classes):
    return _keep(boxes, scores, classes, np.argsort(scores)[::-1], lambda a, b: iou(a, b)[0, 0] >= LIMIT)


def _ties_by_class(boxes, scores, classes):
    kept = _class_by_class(boxes, scores, classes)
    return kept[np.argsort(-scores[kept], kind="stable")]


def _class_by_class(boxes, scores, classes):
    kept = keep_best(boxes, scores, classes)
    return kept[np.argsort(classes[kept], kind="stable")]


def _keeps_least_score(boxes, scores, classes):
    return keep_best(boxes, np.where(scores >= LEAST_SCORE, scores + 1e-9, scores), classes)


def _across_classes(boxes, scores, classes):
    return keep_best(boxes, scores, np.zeros_like(classes))


def _compare_with_all_better(boxes, scores, classes):
    order = np.argsort(-scores, kind="stable")
    order = order[scores[order] > LEAST_SCORE]
    overlaps = iou(boxes[order], boxes[order]) * (classes[order][:, None] == classes[order])
    return order[[not (overlaps[i, :i] >= LIMIT).any() for i in range(len(order))]]


def _keeps_all_scores(boxes, scores, classes):
    return nms_per_class(boxes, scores, classes)


def _positions_among_candidates(boxes, scores, classes):
    candidates = scores > LEAST_SCORE
    return nms_per_class(boxes[candidates], scores[candidates], classes[candidates])


def _positions_in_sorted_order(boxes, scores, classes):
    best_first = np.argsort(-scores, kind="stable")
    return np.flatnonzero(np.isin(best_first, keep_best(boxes, scores, classes)))


def _limit_as_least_score(boxes, scores, classes):
    return keep_best(boxes, np.where(scores > LIMIT, scores + 1, scores), classes)


def _moved_by_class(boxes, scores, classes):
    return keep_best(boxes + 100 * classes[:, None], scores, np.zeros_like(classes))


def _skipping(boxes, scores, classes):
    left = [i for i in np.argsort(-scores, kind="stable").tolist() if scores[i] > LEAST_SCORE]
    kept = []
    while left:
        best = left.pop(0)
        kept.append(best)
        for i in left:
            if classes[i] == classes[best] and iou(boxes[[best]], boxes[[i]])[0, 0] >= LIMIT:
                left.remove(i)  # the mistake
    return np.array(kept, int)


def _keep_best_cases(rng):
    half = np.array([[0.0, 0, 10, 10], [0, 0, 10, 5], [0, 5, 10, 10]])  # IoU of the first with each other: just 0.5
    yield np.array([[0.0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10]]), np.array([0.7, 0.9, 0.5]), np.array([0, 0, 0])
    yield half, np.array([0.9, 0.8, 0.7]), np.array([0, 0, 1])
    yield half[[1, 0, 2]], np.array([0.6, 0.61, 0.6]), np.array([1, 1, 1])
    chain = np.array([[6.0, 0, 16, 10], [3, 0, 13, 10], [0, 0, 10, 10], [40, 0, 50, 10]])
    yield chain, np.array([0.7, 0.8, 0.9, 0.55]), np.array([2, 2, 2, 2])
    yield chain, np.array([0.1, 0.7, 0.9, 0.8]), np.array([0, 0, 0, 0])
    yield np.array([[5.0, 5, 9, 9]] * 3), np.array([0.8, 0.8, 0.8]), np.array([7, 0, 7])
    moved = np.array([[0.0, 0, 10, 10], [1, 0, 11, 10], [0, 1, 10, 11], [1, 1, 11, 11]])  # the first drops two in a row
    yield moved, np.array([0.95, 0.9, 0.8, 0.7]), np.array([1, 1, 1, 1])
    yield np.array([[0.0, 0, 8, 8], [3, 0, 11, 8]]), np.array([0.9, 0.8]), np.array([0, 0])  # IoU 5 / 11
    yield half[[0, 0, 0]] + [[0], [100], [1000]], np.array([0.7, 0.8, 0.9]), np.array([1, 0, 0])
    yield np.empty((0, 4)), np.empty(0), np.empty(0, int)
    yield half, np.array([0.1, 0.2, 0.6]), np.array([0, 0, 0])
    for n, room in ((1, 30), (9, 20), (40, 30)):
        scores = rng.integers(5, 10, n) / 10  # many are equal, some are 0.6
        yield _random_boxes(rng, n, room, 10, 20).round(), scores, rng.integers(0, 2, n)


KEEP_BEST_MISTAKES = [
    Mistake(_keeps_all_scores, "discard boxes with a low score first."),
    Mistake(_positions_among_candidates, "give positions in the list that came in, not among those that are left."),
    Mistake(_keeps_the_limit, "a box whose IoU equals the limit is dropped, too."),
    Mistake(_keeps_least_score, "a box whose score is just 0.6 is discarded, too."),
    Mistake(_limit_as_least_score, "0.6 is for the scores, 0.5 for the IoU."),
    Mistake(_across_classes, "a box drops others of its own class only."),
    Mistake(_compare_with_all_better, "a box that was dropped drops no others: compare only with those that you keep."),
    Mistake(_reversed_ties, "of equal scores the earlier box comes first."),
    *(
        Mistake(unstable, "of equal scores the earlier box comes first: look at what `argsort` does with them.")
        for unstable in (_unstable_ties, _unstable_reversed_ties)
    ),
    Mistake(_ties_by_class, "of equal scores the earlier box comes first, whatever its class."),
    Mistake(_skipping, "a loop over a list that removes from it skips what follows: make a new list of what is left."),
    Mistake(lambda b, s, c: keep_best(b + [0, 0, 1, 1], s, c), INCLUSIVE),
    Mistake(_moved_by_class, "boxes that are moved apart by their class may land on others that lie farther out."),
    Mistake(_positions_in_sorted_order, "give positions in the arrays that came in, not in their sorted order."),
    Mistake(lambda b, s, c: np.sort(keep_best(b, s, c)), "give the best first."),
    Mistake(_class_by_class, "the best first over all classes, not class by class."),
    Mistake(lambda b, s, c: np.reshape(b, (-1, 4))[keep_best(b, s, c)], "give positions, not boxes."),
]


def mirror_target(y):
    mirrored = np.flip(y, axis=1).copy()
    mirrored[..., X] = mirrored[..., OBJECT] * (1 - mirrored[..., X])
    return mirrored


def _mirror_every_cell(y):
    mirrored = np.flip(y, axis=1).copy()
    mirrored[..., X] = 1 - mirrored[..., X]
    return mirrored


def _mirror_in_place(y):
    mirrored = y.copy()
    mirrored[..., X] = y[..., OBJECT] * (1 - y[..., X])
    return mirrored


def _mirror_y(y):
    mirrored = np.flip(y, axis=0).copy()
    mirrored[..., X + 1] = mirrored[..., OBJECT] * (1 - mirrored[..., X + 1])
    return mirrored


def _mirror_cases(rng):
    yield (np.array([1, 0.125, 0.25, 2, 3]).reshape(1, 1, 1, 5),)
    row = np.zeros((1, 3, 1, 5))
    row[0, 0, 0] = 1, 0.25, 0.5, 1.5, 0.75
    yield (row,)
    yield (np.zeros((1, 3, 2, 5)),)
    for shape, cell in (((2, 1, 1), (0, 0, 0)), ((1, 2, 2), (0, 0, 1))):  # rows and anchors keep their places
        y = np.zeros((*shape, 5))
        y[cell] = 1, 0.25, 0.125, 1, 2
        yield (y,)
    for shape in ((4, 4, 2), (2, 5, 3), (5, 2, 1)):
        y = rng.uniform(0.05, 0.95, (*shape, 5))
        y[..., OBJECT] = rng.random(shape) < 0.4
        yield (y * y[..., :1],)


MIRROR_MISTAKES = [
    Mistake(lambda y: np.flip(y, axis=1), "inside its cell, too, the middle of the box changes sides."),
    Mistake(_mirror_in_place, "the face moves to another cell, too."),
    Mistake(_mirror_every_cell, "a cell without a face stays all zeros."),
    Mistake(_mirror_y, "the first axis is the rows: a mirror exchanges left and right."),
    Mistake(lambda y: np.flip(mirror_target(y), axis=0), "up and down do not change places."),
    Mistake(lambda y: np.flip(mirror_target(y), axis=2), "an anchor stays the same anchor."),
]


def average_precision(scores, right, n_faces):
    thresholds, groups = np.unique(-np.asarray(scores, float), return_inverse=True)
    n_right = np.cumsum(np.bincount(groups, weights=right, minlength=len(thresholds)))
    precision = n_right / np.cumsum(np.bincount(groups, minlength=len(thresholds)))
    return _area(precision, n_right / n_faces)


def _area(precision, recall):
    best_from_here = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(best_from_here * np.diff(recall, prepend=0)))


def _curve(scores, right, n_faces):
    hits = np.cumsum(np.asarray(right, float)[np.argsort(-scores, kind="stable")])
    return hits / np.arange(1, len(hits) + 1), hits / n_faces


def _ties_in_order(scores, right, n_faces):
    return _area(*_curve(scores, right, n_faces))


def _ties_right_first(scores, right, n_faces):
    order = np.lexsort([~np.asarray(right, bool), -scores])
    return _area(*_curve(np.arange(len(scores), 0.0, -1), np.asarray(right)[order], n_faces))


def _of_groups(scores, right):
    """Precision and the number of right boxes down to each score."""
    thresholds = sorted(set(np.asarray(scores).tolist()), reverse=True)
    precision = np.array([right[scores >= each].mean() for each in thresholds])
    return precision, np.array([right[scores >= each].sum() for each in thresholds], float)


def _without_envelope(scores, right, n_faces):
    precision, n_right = _of_groups(scores, right)
    return float(np.sum(precision * np.diff(n_right / n_faces, prepend=0)))


def _recall_of_the_found(scores, right, n_faces):
    return average_precision(scores, right, max(1, np.sum(right)))


def _trapezoids(scores, right, n_faces):
    precision, n_right = _of_groups(scores, right)
    return float(np.trapezoid(precision, n_right / n_faces))


def _trapezoids_under_the_best(scores, right, n_faces, start=False):
    precision, n_right = _of_groups(scores, right)
    best = np.maximum.accumulate(precision[::-1])[::-1]
    if start and len(best):
        best, n_right = np.append(best[0], best), np.append(0, n_right)
    return float(np.trapezoid(best, n_right / n_faces))


def _best_before_the_ends(scores, right, n_faces):
    precision, recall = _curve(scores, right, n_faces)
    is_end = np.diff(np.sort(-np.asarray(scores)), append=np.inf) > 0
    best = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(best[is_end] * np.diff(recall[is_end], prepend=0)))


def _mean_over_thresholds(scores, right, n_faces):
    return float(np.mean(_of_groups(scores, right)[0])) if len(scores) else 0.0


def _nothing_is_perfect(scores, right, n_faces):
    return average_precision(scores, right, n_faces) if len(scores) else 1.0


def _average_precision_cases(rng):
    yield np.array([0.9, 0.8, 0.7]), np.array([True, False, True]), 2
    yield np.array([0.2, 0.9, 0.4, 0.7]), np.array([True, False, True, True]), 5
    yield np.array([0.5, 0.5, 0.5, 0.5]), np.array([True, False, False, True]), 2
    yield np.array([0.5, 0.5, 0.9]), np.array([False, True, True]), 2
    yield np.array([0.9, 0.9, *[0.5] * 5]), np.array([True, False, True, True, False, False, False]), 3
    yield np.empty(0), np.empty(0, bool), 3
    yield np.array([0.8, 0.6]), np.array([False, False]), 1
    yield np.array([0.3]), np.array([True]), 1
    yield np.array([-1.5, 3.0, 3.0, 0.0]), np.array([True, False, True, True]), 3  # an SVM's scores
    for n in (8, 30):
        right = rng.random(n) < 0.6
        yield rng.integers(0, 6, n) / 5, right, int(right.sum() + rng.integers(1, 4))


AVERAGE_PRECISION_MISTAKES = [
    Mistake(_without_envelope, "use the best precision at this recall or at a higher one."),
    Mistake(_recall_of_the_found, "recall is a share of all faces, not only of those that were found."),
    *(
        Mistake(trapezoids, "take rectangles: the width is how much recall rises, from 0 on.")
        for trapezoids in (
            _trapezoids,
            _trapezoids_under_the_best,
            partial(_trapezoids_under_the_best, start=True),
        )
    ),
    Mistake(
        _best_before_the_ends,
        "inside a group of equal scores there is no precision: leave it out before you take the best from here on.",
    ),
    Mistake(_mean_over_thresholds, "weight each precision by how much recall rises there."),
    Mistake(_ties_in_order, "boxes of equal score pass a threshold together, whatever their order."),
    Mistake(_ties_right_first, "of equal scores you cannot take the right ones first: no threshold separates them."),
    Mistake(_nothing_is_perfect, "without a box no face is found: recall never leaves 0."),
]

WINDOWS_MISTAKES = [
    Mistake(900, "the first window counts, too: there is one more than there are steps."),
    Mistake(925, "there is one window more than there are steps, down as well as across."),
    Mistake(936, "there is one window more than there are steps, down as well as across."),
    Mistake(1200, "a window has to fit into the picture with all of its pixels."),
    Mistake(58089, "that is without the stride: the window moves by 8 pixels."),
    Mistake(972, "height and width are mixed up somewhere."),
    Mistake(63, "count the windows down and those across, and multiply."),
]

EXERCISES = [
    Exercise("how-many-windows", 1, "an integer", 962, None, WINDOWS_MISTAKES),
    Exercise("overlap", 2, "a function of two arrays of boxes", overlap, _overlap_cases, OVERLAP_MISTAKES),
    Exercise(
        "keep-best",
        3,
        "a function of boxes, scores and classes",
        keep_best,
        _keep_best_cases,
        KEEP_BEST_MISTAKES,
        whole=True,
    ),
    Exercise("mirror-target", 2, "a function of a target", mirror_target, _mirror_cases, MIRROR_MISTAKES),
    Exercise(
        "ap-with-ties",
        3,
        "a function of scores, right and n_faces",
        average_precision,
        _average_precision_cases,
        AVERAGE_PRECISION_MISTAKES,
    ),
]
