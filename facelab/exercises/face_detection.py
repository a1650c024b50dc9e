"""Exercises of the notebook Face detection."""

import numpy as np

from facelab.detection import iou, nms
from facelab.exercises.exercise import Exercise, Mistake


def overlap(a, b):
    return float(iou([a], [b])[0, 0])


def _intersection(a, b):
    return np.array([max(a[0], b[0]), max(a[1], b[1]), min(a[2], b[2]), min(a[3], b[3])])


def _area(box):
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])


def _iou_with_negative_sides(a, b):
    left, top, right, bottom = _intersection(a, b)
    common = (right - left) * (bottom - top)
    return common / (_area(a) + _area(b) - common)


def _iou_of_inclusive_boxes(a, b):
    a, b = ([*box[:2], box[2] + 1, box[3] + 1] for box in (a, b))
    return overlap(a, b)


def _overlap_cases(rng):
    yield np.array([0.0, 0, 4, 4]), np.array([2.0, 2, 6, 6])
    yield np.array([0.0, 0, 4, 4]), np.array([0.0, 0, 4, 4])
    yield np.array([0.0, 0, 4, 4]), np.array([5.0, 5, 9, 9])
    yield np.array([0.0, 0, 9, 9]), np.array([2.0, 3, 4, 5])
    for _ in range(6):
        corners, sides = rng.uniform(0, 10, (2, 2)), rng.uniform(1, 10, (2, 2))
        yield tuple(np.hstack([corner, corner + side]) for corner, side in zip(corners, sides, strict=True))


OVERLAP_MISTAKES = [
    Mistake(_iou_with_negative_sides, "boxes that are apart have nothing in common: no side of it is negative."),
    Mistake(lambda a, b: _area(_intersection(a, b)) / (_area(a) + _area(b)), "the intersection is counted twice."),
    Mistake(_iou_of_inclusive_boxes, "right and bottom are exclusive: a width is right minus left."),
    Mistake(
        lambda a, b: _area(_intersection(a, b)) / min(_area(a), _area(b)), "divide by the union, not the smaller box."
    ),
]


def _compare_with_all_better(boxes, scores, iou_threshold):
    order = np.argsort(-scores, kind="stable")
    overlaps = iou(boxes[order], boxes[order])
    return order[[not (overlaps[i, :i] > iou_threshold).any() for i in range(len(order))]]


def _nms_cases(rng):
    yield np.array([[0.0, 0, 10, 10], [1, 0, 11, 10], [20, 0, 30, 10]]), np.array([0.8, 0.9, 0.7]), 0.5
    chain = np.array([[0.0, 0, 10, 10], [4, 0, 14, 10], [8, 0, 18, 10]])
    yield chain, np.array([0.9, 0.8, 0.7]), 0.3
    yield chain, np.array([0.7, 0.8, 0.9]), 0.6
    yield np.array([[0.0, 0, 10, 10], [0, 0, 10, 5]]), np.array([0.9, 0.8]), 0.5
    for n in (1, 10, 40):
        corners, sides = rng.uniform(0, 30, (n, 2)), rng.uniform(10, 20, (n, 2))
        yield np.hstack([corners, corners + sides]), rng.permutation(n) / n, 0.4


NMS_MISTAKES = [
    Mistake(_compare_with_all_better, "a box that was dropped drops no others: compare only with those that you keep."),
    Mistake(lambda b, s, t: nms(b, s, max(0.0, t - 1e-9)), "a box whose IoU equals the threshold is kept."),
    Mistake(lambda b, s, t: np.sort(nms(b, s, t)), "give the best first."),
    Mistake(lambda b, s, t: nms(b, -s, t), "begin with the highest score."),
    Mistake(lambda b, s, t: b[nms(b, s, t)], "give positions, not boxes."),
]


def cell_target(box, cell):
    x, y = (box[0] + box[2]) / 2 / cell, (box[1] + box[3]) / 2 / cell
    column, row = int(x), int(y)
    return np.array([row, column, x - column, y - row, (box[3] - box[1]) / cell, (box[2] - box[0]) / cell])


def _target_of_top_left_corner(box, cell):
    x, y = box[0] / cell, box[1] / cell
    return np.array([int(y), int(x), x % 1, y % 1, (box[3] - box[1]) / cell, (box[2] - box[0]) / cell])


def _cell_cases(rng):
    yield np.array([20.0, 30, 52, 70]), 16
    yield np.array([0.0, 0, 10, 10]), 16
    yield np.array([16.0, 32, 48, 64]), 32
    for cell in (8, 16, 32):
        corner, sides = rng.uniform(0, 100, 2), rng.uniform(5, 80, 2)
        yield np.hstack([corner, corner + sides]), cell


CELL_MISTAKES = [
    Mistake(_target_of_top_left_corner, "the cell is the one that holds the middle of the box, not its corner."),
    Mistake(
        lambda b, c: cell_target(b, c)[[1, 0, 3, 2, 5, 4]], "row before column, but x before y, height before width."
    ),
    Mistake(lambda b, c: cell_target(b, c) * [1, 1, c, c, 1, 1], "b_x and b_y go from 0 to 1 across a cell."),
    Mistake(lambda b, c: cell_target(b, c) * [1, 1, 1, 1, c, c], "height and width are in units of the cell."),
]

WINDOWS_MISTAKES = [
    Mistake(900, "the first window counts, too: there is one more than there are steps."),
    Mistake(1200, "a window has to fit into the image with all of its pixels."),
    Mistake(58089, "that is without the stride: the window moves by 8 pixels."),
]

EXERCISES = [
    Exercise("overlap", 2, "a function of two boxes", overlap, _overlap_cases, OVERLAP_MISTAKES),
    Exercise("keep-best", 3, "a function of boxes, scores and a threshold", nms, _nms_cases, NMS_MISTAKES),
    Exercise("cell-target", 2, "a function of a box and the size of a cell", cell_target, _cell_cases, CELL_MISTAKES),
    Exercise("how-many-windows", 1, "an integer", 962, None, WINDOWS_MISTAKES),
]
