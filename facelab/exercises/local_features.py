"""Exercises of the notebook Local features."""

from functools import partial

import numpy as np

from facelab.distances import distance_matrix
from facelab.exercises.exercise import Exercise, Mistake
from facelab.features import lbp_codes

RIGHT, ABOVE, LEFT, BELOW = (1, 2), (0, 1), (1, 0), (2, 1)


def lbp_of_patch(patch):
    return int(lbp_codes(np.pad(patch, 1, mode="edge"), points=4, radius=1, uniform=False)[2, 2])


def _code(patch, *neighbors, compare=np.greater_equal):
    return sum(int(compare(patch[neighbor], patch[1, 1])) << bit for bit, neighbor in enumerate(neighbors))


def _patch_cases(rng):
    yield (np.array([[9, 1, 9], [1, 5, 9], [9, 1, 9]], np.uint8),)
    yield (np.full((3, 3), 7, np.uint8),)
    yield (np.array([[9, 0, 9], [1, 5, 9], [9, 6, 9]], np.uint8),)
    yield (np.array([[0, 250, 0], [3, 250, 0], [0, 255, 0]], np.uint8),)
    for _ in range(6):
        yield (rng.integers(0, 4, (3, 3)).astype(np.uint8),)


PATCH_MISTAKES = [
    Mistake(
        lambda p: _code(p, RIGHT, ABOVE, LEFT, BELOW, compare=np.greater),
        "a neighbor that equals the center counts as 1.",
    ),
    Mistake(
        lambda p: _code(p, RIGHT, ABOVE, LEFT, BELOW, compare=np.less_equal),
        "a bit is 1 where the neighbor is the brighter one of the two, not the center.",
    ),
    Mistake(lambda p: _code(p, ABOVE, RIGHT, BELOW, LEFT), "begin with the right neighbor, and go counterclockwise."),
    Mistake(lambda p: _code(p, RIGHT, BELOW, LEFT, ABOVE), "that went clockwise: up comes second, down comes last."),
    Mistake(lambda p: _code(p, BELOW, LEFT, ABOVE, RIGHT), "the right neighbor is worth 1, and the lower one 8."),
    Mistake(
        lambda p: _code(p, RIGHT, ABOVE, LEFT, BELOW, compare=np.not_equal),
        "differences of uint8 values are never below 0: compare the values themselves.",
    ),
    Mistake(
        lambda p: 15,
        "every neighbor counted as 1: differences of uint8 values are never below 0, so compare the values themselves.",
    ),
]


def chi2(a, b):
    return distance_matrix(a, b, "chi2")


def _histogram_cases(rng):
    yield np.array([[0.5, 0.25, 0.25]]), np.array([[0.5, 0.0, 0.5]])
    yield np.zeros((1, 3)), np.zeros((2, 3))
    yield np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [0.0, 0.5], [1.0, 0.0]])
    yield np.zeros((0, 4)), rng.dirichlet(np.ones(4), 3)
    yield np.array([[0.5, 0.5], [1.0, 0.0], [0.0, 1.0]]), np.zeros((0, 2))
    for n, m, n_bins in ((1, 3, 5), (4, 4, 59), (2, 3, 1475)):
        histograms = rng.dirichlet(np.ones(n_bins), n + m)
        histograms[:, rng.integers(n_bins)] = 0
        yield histograms[:n], histograms[n:]


def _smoothed(a, b, epsilon):
    return ((a[:, None] - b) ** 2 / (a[:, None] + b + epsilon)).sum(axis=2)


CHI2_MISTAKES = [
    Mistake(partial(_smoothed, epsilon=0), "a bin that is empty in both gives 0 / 0; let it count 0."),
    *(
        Mistake(
            partial(_smoothed, epsilon=epsilon), "a number added to the divisor changes every term, not only 0 / 0."
        )
        for epsilon in (1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8)
    ),
    Mistake(lambda a, b: chi2(a, b) / 2, "there is no factor ½ in this form."),
    Mistake(lambda a, b: np.sqrt(chi2(a, b)), "there is no square root in χ²."),
    Mistake(lambda a, b: distance_matrix(a, b, "squared_euclidean"), "divide each square by the sum of the two bins."),
    Mistake(lambda a, b: chi2(a, b).sum(), "one number for each pair of rows, not one for all of them."),
    Mistake(lambda a, b: chi2(a, b).T, "a row for each histogram of a, a column for each histogram of b."),
    Mistake(lambda a, b: np.diagonal(chi2(a, b)), "compare every row of a with every row of b."),
]


def grid_histograms(codes, rows, columns, n_bins):
    row, column = (np.arange(n) * cells // n for n, cells in zip(codes.shape, (rows, columns), strict=True))
    return _histograms(codes, row, column, rows, columns, n_bins)


def _histograms(codes, row, column, rows, columns, n_bins, minlength=True):
    cells = [codes[row == i][:, column == j].ravel() for i in range(rows) for j in range(columns)]
    longest = n_bins if minlength else 0
    return np.concatenate([np.bincount(cell, minlength=longest) / cell.size for cell in cells])


def _grid_cases(rng):
    yield np.array([[0, 0, 1, 2], [0, 1, 2, 2]]), 1, 2, 3
    yield np.zeros((4, 6), int), 2, 3, 4  # the last bins of every cell are empty
    yield np.full((4, 4), 5), 2, 2, 6  # only the last bin is filled
    yield np.array([[0, 1], [2, 3]]), 2, 2, 4  # a pixel for each cell
    yield np.arange(5)[:, None], 3, 1, 5  # 2, 2 and 1 rows
    yield np.array([[0, 200], [255, 7]], np.uint8), 2, 2, 256  # a place in the long vector is beyond uint8
    yield np.arange(10)[:, None] % 4, 6, 1, 4  # 10 / 6 and its like are rounded, here and below
    yield np.add.outer(np.arange(18), np.arange(46)) % 4, 14, 26, 4
    for rows, columns, height, width, n_bins in (
        (1, 1, 5, 4, 6),
        (5, 5, 112, 92, 59),
        (3, 4, 11, 9, 5),
        (4, 1, 4, 1, 3),
    ):
        yield rng.integers(0, max(1, n_bins - 1), (height, width)), rows, columns, n_bins


def _counts(codes, rows, columns, n_bins):
    row, column = np.arange(codes.shape[0]) * rows // codes.shape[0], np.arange(codes.shape[1]) * columns
    pixels = np.outer(np.bincount(row, minlength=rows), np.bincount(column // codes.shape[1], minlength=columns))
    return grid_histograms(codes, rows, columns, n_bins) * np.repeat(pixels.ravel(), n_bins)


def _first_cells_larger(codes, rows, columns, n_bins):
    cells = [cell for band in np.array_split(codes, rows) for cell in np.array_split(band, columns, axis=1)]
    return np.concatenate([np.bincount(cell.ravel(), minlength=n_bins) / cell.size for cell in cells])


def _rest_left_out(codes, rows, columns, n_bins):
    height, width = codes.shape[0] // rows, codes.shape[1] // columns
    return grid_histograms(codes[: rows * height, : columns * width], rows, columns, n_bins)


def _edges_rounded_down(codes, rows, columns, n_bins):
    at = (np.linspace(0, n, cells + 1).astype(int) for n, cells in zip(codes.shape, (rows, columns), strict=True))
    row, column = (np.repeat(np.arange(len(edges) - 1), np.diff(edges)) for edges in at)
    return _histograms(codes, row, column, rows, columns, n_bins)


def _rest_to_the_last(codes, rows, columns, n_bins):
    row, column = (
        np.minimum(np.arange(n) // (n // cells), cells - 1)
        for n, cells in zip(codes.shape, (rows, columns), strict=True)
    )
    return _histograms(codes, row, column, rows, columns, n_bins)


def _rounded_sizes(codes, rows, columns, n_bins, cell_of):
    row, column = (
        np.floor(cell_of(np.arange(n), n, cells)).astype(int)
        for n, cells in zip(codes.shape, (rows, columns), strict=True)
    )
    return _histograms(codes, row, column, rows, columns, n_bins)


def _column_by_column(codes, rows, columns, n_bins):
    return grid_histograms(codes, rows, columns, n_bins).reshape(rows, columns, n_bins).swapaxes(0, 1).ravel()


def _no_minlength(codes, rows, columns, n_bins):
    row, column = np.arange(codes.shape[0]) * rows // codes.shape[0], np.arange(codes.shape[1]) * columns
    return _histograms(codes, row, column // codes.shape[1], rows, columns, n_bins, minlength=False)


GRID_MISTAKES = [
    Mistake(_counts, "divide each histogram by the number of pixels of its cell."),
    Mistake(lambda c, r, k, n: _counts(c, r, k, n) / c.size, "divide by the pixels of the cell, not of the image."),
    Mistake(lambda c, r, k, n: grid_histograms(c, r, k, n).reshape(-1, n), "join the histograms to one long vector."),
    Mistake(_column_by_column, "go through the cells row by row."),
    Mistake(_no_minlength, "count every bin, also those at the end that are empty in a cell."),
    Mistake(_rest_left_out, "use every pixel: where sizes do not divide evenly, some cells are larger."),
    Mistake(
        _first_cells_larger, "array_split makes the first cells larger; the task says which cell a row belongs to."
    ),
    Mistake(
        _edges_rounded_down,
        "the first row of cell i is the smallest r with floor(r · rows / H) = i; rounding i · H / rows down is not "
        "the same.",
    ),
    *(
        Mistake(
            partial(_rounded_sizes, cell_of=cell_of),
            "multiply before you divide: H / rows is rounded, and a pixel at a border may land in the wrong cell.",
        )
        for cell_of in (
            lambda r, n, cells: r // (n / cells),
            lambda r, n, cells: r / (n / cells),
            lambda r, n, cells: r * (cells / n),
        )
    ),
    Mistake(_rest_to_the_last, "the rows and columns left over do not all go to the last cell."),
    Mistake(lambda c, r, k, n: grid_histograms(c, 1, 1, n), "make one histogram for each cell, not for the image."),
]


def ratio_test(left, right, ratio):
    return _matches(left, right, lambda nearest, second: nearest < ratio * second)


def _matches(left, right, is_clear, alone=False, power=1):
    kept = []
    for i, descriptor in enumerate(left):
        distances = [float(np.sum((descriptor - other) ** 2)) ** (power / 2) for other in right]
        order = sorted(range(len(right)), key=distances.__getitem__)
        clear = len(order) > 1 and is_clear(distances[order[0]], distances[order[1]])
        if clear or (alone and len(order) == 1):
            kept.append((i, order[0]))
    return np.array(kept, int).reshape(-1, 2)


def _match_cases(rng):
    yield np.array([[0.0, 0.0], [4.0, 0.0]]), np.array([[0.0, 1.0], [8.0, 0.0], [0.0, 2.0]]), 0.75
    yield np.array([[1.0, 1.0], [5.0, 5.0]]), np.array([[5.0, 6.0], [1.0, 1.0], [9.0, 9.0]]), 0.75  # an exact match
    yield np.array([[1.0, 1.0]]), np.array([[1.0, 1.0]]), 0.75  # a single candidate
    yield np.array([[1.0, 1.0]]), np.array([[1.0, 1.0], [1.0, 1.0]]), 0.75  # two at distance 0
    yield np.array([[0.0]]), np.array([[3.0], [4.0]]), 0.75  # the ratio exactly
    yield np.array([[0.0, 0.0]]), np.array([[0.0, 1.0], [1.0, 0.0], [9.0, 0.0]]), 0.75  # two nearest at one distance
    yield np.zeros((2, 3)), np.zeros((0, 3)), 0.75
    yield np.zeros((0, 3)), rng.normal(size=(4, 3)), 0.75
    for n, m, size in ((6, 5, 2), (10, 20, 3), (15, 8, 4)):
        right = rng.normal(size=(m, size))
        yield right[rng.integers(m, size=n)] + rng.normal(size=(n, size)) * 0.4, right, 0.8


def _both_ways(left, right, ratio):
    there, back = ratio_test(left, right, ratio), _matches(right, left, lambda nearest, second: True, alone=True)
    return np.array([pair for pair in there.tolist() if pair[::-1] in back.tolist()], int).reshape(-1, 2)


def _flat_if_empty(left, right, ratio):
    return np.array(ratio_test(left, right, ratio).tolist())


def _second_different(left, right, ratio):
    distances = distance_matrix(left, right)
    different = [np.unique(row) for row in distances]
    kept = [i for i, row in enumerate(different) if len(row) > 1 and row[0] < ratio * row[1]]
    return np.array([(i, distances[i].argmin()) for i in kept], int).reshape(-1, 2)


def _nearest_first(left, right, ratio):
    matches = ratio_test(left, right, ratio)
    distances = np.linalg.norm(left[matches[:, 0]] - right[matches[:, 1]], axis=1)
    return matches[np.argsort(distances, kind="stable")]


def _by_row_of_right(left, right, ratio):
    matches = ratio_test(left, right, ratio)
    return matches[np.argsort(matches[:, 1], kind="stable")]


MATCH_MISTAKES = [
    Mistake(_second_different, "two candidates at the same distance are the nearest and the second nearest."),
    Mistake(
        lambda a, b, r: _matches(a, b, lambda nearest, second: nearest <= r * second),
        "a match must be clearly nearer: a distance that equals ratio × the second is not enough.",
    ),
    Mistake(
        lambda a, b, r: _matches(a, b, lambda nearest, second: nearest < r * second, alone=True),
        "with a single candidate there is no second one, so nobody can say that the match is clear.",
    ),
    Mistake(
        lambda a, b, r: _matches(a, b, lambda nearest, second: nearest < r * second, power=2),
        "those are squared distances: their ratio is the square of the one that is asked for.",
    ),
    Mistake(lambda a, b, r: _matches(a, b, lambda n, s: True), "keep only the matches that pass the ratio test."),
    Mistake(lambda a, b, r: _matches(a, b, lambda n, s: n < r), "compare with the second nearest, not with the ratio."),
    Mistake(lambda a, b, r: ratio_test(a, b, r)[:, ::-1], "the row of left comes first, then the row of right."),
    Mistake(lambda a, b, r: ratio_test(a, b, r)[:, 1], "return both positions of a match, one match a row."),
    Mistake(lambda a, b, r: ratio_test(a, b, r).T, "one match a row: the shape is (k, 2)."),
    *(Mistake(order, "order the matches by the row of left.") for order in (_nearest_first, _by_row_of_right)),
    Mistake(
        lambda a, b, r: _matches(a, b, lambda nearest, second: 0 < nearest < r * second),
        "a row at distance 0 matches, too, if the second one is farther.",
    ),
    Mistake(_flat_if_empty, "the shape is (k, 2) for every k: without any match it is (0, 2)."),
    Mistake(_both_ways, "the test goes one way only: two rows of left may match the same row of right."),
]


def rotation_invariant(patterns, points):
    smallest = [min(_turned(int(pattern), points, turn) for turn in range(points)) for pattern in np.ravel(patterns)]
    return np.array(smallest, int).reshape(np.shape(patterns))


def _turned(pattern, points, turn):
    return int((f"{pattern:0{points}b}" * 2)[turn : turn + points], 2)


def _pattern_cases(rng):
    yield np.array([0, 1, 128, 131, 255], np.uint8), 8
    yield np.arange(16).reshape(4, 4), 4
    yield np.array([0, 1]), 1
    yield np.zeros((0, 3), np.uint8), 8
    yield np.array([[64]]), 8  # axes of length 1 stay
    yield np.array([129, 131, 200], np.uint8), 12  # turned, they need more than the eight bits of their type
    yield rng.integers(0, 256, (6, 5)).astype(np.uint8), 8
    for points in (3, 5, 12, 16, 24):
        yield rng.integers(0, 2**points, 12), points


def _without_wrapping(patterns, points):
    return np.array([min(p >> turn for turn in range(points)) for p in np.ravel(patterns).tolist()], int).reshape(
        patterns.shape
    )


def _not_cut_off(patterns, points, first=1, dtype=None):
    patterns = np.asarray(patterns, dtype)
    turned = [patterns >> turn | patterns << (points - turn) for turn in range(first, points)]
    return np.min([patterns, *turned] if first else turned, axis=0)


def _largest(patterns, points):
    largest = [max(_turned(p, points, turn) for turn in range(points)) for p in np.ravel(patterns).tolist()]
    return np.array(largest, int).reshape(patterns.shape)


def _mirrored(patterns, points):
    mirrored = [int(f"{p:0{points}b}"[::-1], 2) for p in np.ravel(patterns).tolist()]
    mirrored = rotation_invariant(np.array(mirrored, int).reshape(patterns.shape), points)
    return np.minimum(rotation_invariant(patterns, points), mirrored)


def _zeros_stripped(patterns, points):
    stripped = [p // (p & -p) if p else 0 for p in np.ravel(patterns).tolist()]
    return np.array(stripped, int).reshape(patterns.shape)


def _always_eight(patterns, points):
    if points > 8:
        raise ValueError("the versions of this mistake differ here")
    return rotation_invariant(patterns, 8)


def _in_their_type(patterns, points):
    turns = [np.array(patterns)]
    for _turn in range(1, points):
        turns.append(turns[-1] // 2 + turns[-1] % 2 * np.asarray(1 << (points - 1)).astype(turns[0].dtype))
    return np.min(turns, axis=0)


ROTATION_MISTAKES = [
    Mistake(_in_their_type, "bits that move beyond the eighth do not fit into uint8: use a wider type."),
    Mistake(_without_wrapping, "a bit that falls off at one end must come in again at the other."),
    *(
        Mistake(
            partial(_not_cut_off, first=first, dtype=dtype),
            "bits that leave at the upper end must be cut off there: keep only the lowest `points` bits.",
        )
        for first in (0, 1)
        for dtype in (None, np.int64)
    ),
    Mistake(_largest, "take the smallest of the rotations, not the largest."),
    Mistake(
        lambda p, n: 2 ** np.bitwise_count(p).astype(int) - 1,
        "counting ones is not enough: 0101 and 0011 are no rotations of each other.",
    ),
    Mistake(lambda p, n: np.bitwise_count(p).astype(int), "return a pattern as a number, not how many ones it has."),
    Mistake(_mirrored, "only rotations count: a pattern and its mirror image may stay two patterns."),
    Mistake(_zeros_stripped, "shifting until the lowest bit is 1 is one rotation; others may be smaller."),
    Mistake(_always_eight, "there are `points` bits, not always eight."),
]

PATTERNS_MISTAKES = [
    Mistake(242, "all the patterns that are not uniform share one more bin."),
    Mistake(240, "two uniform patterns have no change at all, and one bin is for all the others."),
    Mistake(241, "two uniform patterns have no change at all, and one bin is for all the others."),
    Mistake(65536, "that is the number of all patterns of sixteen bits."),
    Mistake(59, "that is the number for 8 neighbors."),
    Mistake(118, "the number of uniform patterns grows faster than the number of neighbors."),
    Mistake(17, "that is the number of uniform patterns up to rotation."),
    Mistake(18, "that is the number of bins if patterns are the same up to rotation."),
]

EXERCISES = [
    Exercise("lbp-of-patch", 1, "a function of a 3 × 3 patch", lbp_of_patch, _patch_cases, PATCH_MISTAKES),
    Exercise("uniform-patterns", 1, "an integer", 243, None, PATTERNS_MISTAKES),
    Exercise("chi2", 2, "a function of two arrays of histograms", chi2, _histogram_cases, CHI2_MISTAKES),
    Exercise(
        "grid-histograms", 3, "a function of codes, rows, columns and bins", grid_histograms, _grid_cases, GRID_MISTAKES
    ),
    Exercise(
        "ratio-test",
        3,
        "a function of two arrays of descriptors and a ratio",
        ratio_test,
        _match_cases,
        MATCH_MISTAKES,
        whole=True,
    ),
    Exercise(
        "rotation-invariant",
        3,
        "a function of patterns and their number of bits",
        rotation_invariant,
        _pattern_cases,
        ROTATION_MISTAKES,
    ),
]
