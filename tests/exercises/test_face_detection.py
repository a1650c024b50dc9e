import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import precision_recall_curve

from facelab.detection import Grid, precision_recall
from facelab.exercises.attempt import attempt
from facelab.exercises.face_detection import EXERCISES, average_precision, keep_best, mirror_target, overlap
from facelab.exercises.formatting import is_shortened

BY_ID = {exercise.id: exercise for exercise in EXERCISES}


@st.composite
def box_lists(draw, largest=6):
    n = draw(st.integers(0, largest))
    corners = draw(arrays(np.float64, (n, 2), elements=st.integers(-3, 6)))
    sides = draw(arrays(np.float64, (n, 2), elements=st.integers(1, 6)))
    return np.hstack([corners, corners + sides])


def pixels(box):
    left, top, right, bottom = box.astype(int)
    return {(x, y) for x in range(left, right) for y in range(top, bottom)}


@given(box_lists(), box_lists())
def test_overlap_counts_pixels(a, b):
    expected = [[len(pixels(x) & pixels(y)) / len(pixels(x) | pixels(y)) for y in b] for x in a]
    np.testing.assert_allclose(overlap(a, b), np.reshape(expected, (len(a), len(b))))


@given(st.data())
def test_what_is_kept_suffices_and_none_of_it_is_too_close_to_a_better_one(data):
    boxes = data.draw(box_lists(10))
    scores = data.draw(arrays(np.float64, len(boxes), elements=st.sampled_from([0.5, 0.6, 0.7, 0.9])))
    classes = data.draw(arrays(np.int64, len(boxes), elements=st.integers(0, 1)))
    kept = keep_best(boxes, scores, classes).tolist()
    assert kept == sorted(kept, key=lambda i: (-scores[i], i)) and all(scores[kept] > 0.6)
    overlaps = overlap(boxes, boxes)
    for i in range(len(boxes)):
        better = [j for j in kept if (-scores[j], j) < (-scores[i], i) and classes[j] == classes[i]]
        dropped = any(overlaps[i, j] >= 0.5 for j in better)
        assert (i in kept) == (scores[i] > 0.6 and not dropped)


@given(st.data())
def test_the_mirrored_target_is_that_of_mirrored_boxes(data):
    grid = Grid((32, 48), (4, 6), anchors=((10, 8), (20, 16)))
    cells = data.draw(st.sets(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=6))
    boxes = []
    for row, column in cells:  # with its middle inside a cell, not on a border
        x, y = 8 * column + data.draw(st.integers(1, 7)), 8 * row + data.draw(st.integers(1, 7))
        half_height, half_width = data.draw(st.integers(3, 12)), data.draw(st.integers(3, 12))
        boxes.append([x - half_width, y - half_height, x + half_width, y + half_height])
    boxes = np.reshape(boxes, (-1, 4)).astype(float)
    mirrored = np.column_stack([48 - boxes[:, 2], boxes[:, 1], 48 - boxes[:, 0], boxes[:, 3]])
    y = grid.encode(boxes)
    before = y.copy()
    np.testing.assert_allclose(mirror_target(y), grid.encode(mirrored), atol=1e-9)
    np.testing.assert_array_equal(y, before)


@given(st.lists(st.tuples(st.integers(0, 4), st.booleans()), max_size=20), st.integers(1, 5))
def test_average_precision_is_the_area_under_scikit_learns_curve(found, n_missed):
    scores, right = np.array([s for s, _ in found], float), np.array([r for _, r in found], bool)
    n_faces = int(right.sum()) + n_missed
    if not right.any():
        assert average_precision(scores, right, n_faces) == 0
        return
    precision, recall, _ = precision_recall_curve(right, scores)  # from the lowest threshold; it ends in (1, 0)
    recall = recall * right.sum() / n_faces
    envelope = [precision[:-1][: i + 1].max() for i in range(len(precision) - 1)]
    area = sum(height * (recall[i] - recall[i + 1]) for i, height in enumerate(envelope))
    assert average_precision(scores, right, n_faces) == pytest.approx(area)


@given(st.permutations(range(8)), st.integers(8, 12))
def test_without_ties_it_is_facelabs(order, n_faces):
    scores, right = np.array(order, float), np.arange(8) % 3 != 1
    boxes = np.array([[20 * i, 0, 20 * i + 9, 9] for i in range(n_faces)], float)
    found = np.where(right[:, None], boxes[:8], boxes[:8] + [0, 50, 0, 50])
    curve = precision_recall([(found, scores)], [boxes])
    assert average_precision(scores, right, n_faces) == pytest.approx(curve.average_precision)


@pytest.mark.filterwarnings("ignore::RuntimeWarning")
@pytest.mark.parametrize("exercise_id", BY_ID)
def test_each_mistake_gets_its_own_hint(exercise_id):
    exercise = BY_ID[exercise_id]
    for mistake in exercise.mistakes:
        assert mistake.hint in attempt(exercise, mistake.answer, seed=0, seconds=10).problem


def test_the_usual_wrong_ways_are_recognized():
    def clipped_product(a, b):
        sides = np.minimum(a[:, None, 2:], b[None, :, 2:]) - np.maximum(a[:, None, :2], b[None, :, :2])
        width, height = sides[..., 0], sides[..., 1]
        common = np.where(width * height > 0, width * height, 0)
        areas = [(each[:, 2] - each[:, 0]) * (each[:, 3] - each[:, 1]) for each in (a, b)]
        return common / (areas[0][:, None] + areas[1] - common)

    def joined_lists(boxes, scores, classes):
        return [i for name in np.unique(classes) for i in keep_best(boxes, scores, classes) if classes[i] == name]

    def in_order(order, boxes, scores, classes, least=0.6):
        kept = []
        for i in order:
            rivals = [j for j in kept if classes[j] == classes[i]]
            if scores[i] > least and (overlap(boxes[[i]], boxes[rivals]) < 0.5).all():
                kept.append(i)
        return kept

    def reversed_argsort(boxes, scores, classes):
        return in_order(np.argsort(scores)[::-1], boxes, scores, classes)

    def unstable(boxes, scores, classes):
        return in_order(np.argsort(-scores), boxes, scores, classes)

    def lower(boxes, scores, classes):
        return in_order(np.argsort(-scores, kind="stable"), boxes, scores, classes, least=0.5)

    def joined_and_sorted(boxes, scores, classes):
        return sorted(joined_lists(boxes, scores, classes), key=lambda i: -scores[i])

    def in_sorted_arrays(boxes, scores, classes):
        order = np.argsort(-scores, kind="stable")
        return in_order(range(len(order)), boxes[order], scores[order], classes[order])

    def removing(boxes, scores, classes):
        kept, left = [], [i for i in sorted(range(len(scores)), key=lambda i: -scores[i]) if scores[i] > 0.6]
        while left:
            kept.append(left.pop(0))
            for i in left:
                if classes[i] == classes[kept[-1]] and overlap(boxes[[i]], boxes[kept[-1:]]) >= 0.5:
                    left.remove(i)
        return kept

    def torchvisions(boxes, scores, classes, step=1000):
        return in_order(np.argsort(-scores, kind="stable"), boxes + step * classes[:, None], scores, 0 * classes)

    def by_hand(scores, right, envelope_first, area):
        order = np.argsort(-scores, kind="stable")
        precision, recall = np.cumsum(right[order]) / np.arange(1, len(order) + 1), np.cumsum(right[order])
        ends = np.flatnonzero(np.append(np.diff(scores[order]) != 0, [True] * (len(order) > 0)))
        best = np.array([precision[i:].max() if envelope_first else precision[ends[ends >= i]].max() for i in ends])
        return area(best, recall[ends])

    def envelope_first(scores, right, n_faces):
        return by_hand(scores, right, True, lambda p, r: np.sum(p * np.diff(r, prepend=0))) / n_faces

    def trapezoids(scores, right, n_faces):
        return by_hand(scores, right, False, np.trapezoid) / n_faces

    def trapezoids_from_0(scores, right, n_faces):
        return by_hand(scores, right, False, lambda p, r: np.trapezoid([*p[:1], *p], [*r[:1] * 0, *r])) / n_faces

    hints = {
        ("overlap", clipped_product): "set each side to 0 before you multiply",
        ("keep-best", joined_lists): "not class by class",
        ("keep-best", reversed_argsort): "of equal scores the earlier box comes first",
        ("keep-best", unstable): "look at what `argsort` does",
        ("keep-best", lower): "0.6 is for the scores",
        ("keep-best", joined_and_sorted): "whatever its class",
        ("keep-best", in_sorted_arrays): "not in their sorted order",
        ("keep-best", removing): "skips what follows",
        ("keep-best", torchvisions): "moved apart by their class",
        ("ap-with-ties", envelope_first): "inside a group of equal scores there is no precision",
        ("ap-with-ties", trapezoids): "take rectangles",
        ("ap-with-ties", trapezoids_from_0): "take rectangles",
        ("mirror-target", lambda y: mirror_target(y)[::-1]): "up and down do not change places",
    }
    for (exercise_id, answer), hint in hints.items():
        assert hint in attempt(BY_ID[exercise_id], answer, seed=0, seconds=10).problem


def test_what_is_kept_are_positions_not_floats():
    said = attempt(BY_ID["keep-best"], lambda *case: keep_best(*case).astype(float), seed=0, seconds=10).problem
    assert "they are floats" in said


@pytest.mark.parametrize(("exercise_id", "first"), [("keep-best", 13), ("mirror-target", 5)])
def test_the_first_cases_are_written_whole(exercise_id, first):
    for case in list(BY_ID[exercise_id].cases(np.random.default_rng(0)))[:first]:
        assert not any(map(is_shortened, case))


@pytest.mark.parametrize("count", [900, 925, 936])
def test_a_forgotten_window_is_named(count):
    assert "than there are steps" in attempt(BY_ID["how-many-windows"], count, seed=0, seconds=10).problem
