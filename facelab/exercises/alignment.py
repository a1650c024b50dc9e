"""Exercises of the notebook Alignment."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake


def eye_angle(right_eye, left_eye):
    x, y = np.subtract(left_eye, right_eye)
    return float(np.degrees(np.arctan2(y, x)))


def _arctan_of_quotient(right_eye, left_eye):
    x, y = np.subtract(left_eye, right_eye)
    return np.degrees(np.arctan(y / (x + 1e-12)))


def _arcsine(right_eye, left_eye):
    x, y = np.subtract(left_eye, right_eye)
    return np.degrees(np.arcsin(y / np.hypot(x, y)))


def _angle_cases(rng):
    yield np.array([10.0, 20]), np.array([30.0, 40])
    yield np.array([10.0, 20]), np.array([30.0, 20])
    yield np.array([10.0, 20]), np.array([10.0, 50])
    yield np.array([10.0, 50]), np.array([10.0, 20])
    yield np.array([30.0, 20]), np.array([10.0, 25])
    yield np.array([10.0, 40]), np.array([30.0, 20])
    for _ in range(4):
        yield rng.uniform(0, 50, 2), rng.uniform(0, 50, 2)


ANGLE_MISTAKES = [
    Mistake(
        lambda right, left: np.degrees(np.arctan2(*np.subtract(left, right))), "arctan2 takes y first, and then x."
    ),
    Mistake(lambda right, left: np.radians(eye_angle(right, left)), "that is in radians."),
    Mistake(lambda right, left: -eye_angle(right, left), "y grows downward: an eye that is lower has a larger y."),
    Mistake(
        _arctan_of_quotient,
        "a quotient does not know the quadrant of the point: upside-down faces come out upright; see np.arctan2.",
    ),
    Mistake(_arcsine, "the height alone does not know whether the left eye is to the right or to the left."),
    Mistake(lambda right, left: eye_angle(right, left) % 360, "it goes from −180 to 180, not from 0 to 360."),
    Mistake(lambda right, left: eye_angle(left, right), "go from the right eye to the left one."),
]


def in_eye_distances(points, right_eye, left_eye):
    middle = (right_eye + left_eye) / 2
    return (points - middle) / np.linalg.norm(left_eye - right_eye)


def _scaled(points, right_eye, left_eye):
    return points / np.linalg.norm(left_eye - right_eye)


def _turned_upright(points, right_eye, left_eye):
    cosine, sine = (left_eye - right_eye) / np.linalg.norm(left_eye - right_eye)
    return in_eye_distances(points, right_eye, left_eye) @ np.array([[cosine, -sine], [sine, cosine]])


def _eyes_cases(rng):
    yield np.array([[10.0, 20], [30, 30], [20, 40]]), np.array([10.0, 20]), np.array([30.0, 30])
    yield np.array([[5.0, 5]]), np.array([10.0, 20]), np.array([10.0, 60])  # lying on the side
    yield np.array([[3.0, 4], [4.0, 3]]), np.array([0.5, 0.5]), np.array([0.25, 0.5])  # upside down, and tiny
    for n in (0, 1, 5, 68):
        yield rng.uniform(0, 100, (n, 2)), rng.uniform(0, 50, 2), rng.uniform(50, 100, 2)


EYES_MISTAKES = [
    Mistake(_scaled, "move the middle between the eyes to 0 first."),
    Mistake(lambda p, right, left: p - (right + left) / 2, "divide by the distance between the eyes."),
    Mistake(lambda p, right, left: _scaled(p - right, right, left), "0 is between the eyes, not in the right one."),
    Mistake(lambda p, *e: _scaled(p - p.mean(axis=0), *e), "0 is between the eyes, not in the middle of all points."),
    Mistake(
        lambda p, right, left: (p - (right + left) / 2) / abs(left[0] - right[0]),
        "the eyes may differ in height, too: their distance is the length of the line between them.",
    ),
    Mistake(_turned_upright, "move and scale only: whoever tilts the head keeps it tilted here."),
]


def corner_shares(point, triangle):
    first, second, third = np.asarray(triangle, float)
    sides = np.array([first - third, second - third])
    a, b = (np.asarray(point, float) - third) @ np.linalg.inv(sides)
    return np.array([a, b, 1 - a - b])


def _inverse_distance_shares(point, triangle):
    weights = 1 / (np.linalg.norm(np.asarray(triangle) - point, axis=1) + 1e-9)
    return weights / weights.sum()


def _clipped_shares(point, triangle):
    clipped = np.clip(corner_shares(point, triangle), 0, 1)
    return clipped / clipped.sum()


def _area_shares(point, triangle):
    parts = [np.array(triangle, float) for _ in range(3)]
    for corner, part in enumerate(parts):
        part[corner] = point
    areas = np.array([abs(np.linalg.det(part[1:] - part[0])) for part in [*parts, np.asarray(triangle)]])
    return areas[:3] / areas[3]


def _corner_cases(rng):
    triangle = np.array([[0.0, 0], [10, 0], [0, 10]])
    yield np.array([2.0, 3]), triangle
    yield np.array([0.0, 0]), triangle
    yield np.array([5.0, 0]), triangle
    yield np.array([10 / 3, 10 / 3]), triangle
    yield np.array([10.0, 10]), triangle  # beyond a side
    yield np.array([-3.0, -3]), triangle[::-1].copy()  # beyond a corner, and the corners the other way round
    for _ in range(4):
        corners = np.array([[0.0, 0], [40, 5], [10, 50]]) + rng.uniform(-5, 5, (3, 2))
        yield rng.dirichlet(np.ones(3)) @ corners, corners
        yield rng.uniform(-100, 100, 2), corners


CORNER_MISTAKES = [
    Mistake(_inverse_distance_shares, "the shares times the corners must give the point itself."),
    Mistake(lambda p, t: corner_shares(p, t)[::-1], "the first share is that of the first corner."),
    Mistake(lambda p, t: corner_shares(p, t)[:2], "there are three shares; together they are 1."),
    Mistake(lambda p, t: 1 - corner_shares(p, t), "in a corner, its own share is 1."),
    Mistake(
        lambda p, t: np.clip(corner_shares(p, t), 0, 1),
        "a point outside of the triangle has shares, too, and not all of them lie between 0 and 1.",
    ),
    Mistake(_clipped_shares, "do not move an outside point onto the triangle: its shares may be negative."),
    Mistake(_area_shares, "the area opposite a corner has a sign, which changes when the point crosses that side."),
]


def standardize_face(picture, mask):
    values = np.asarray(picture, float)[mask]
    result = np.zeros(np.shape(picture))
    if values.size and np.ptp(values) > 0:
        result[mask] = (values - values.mean()) / values.std()
    return result


def _standardized(picture, mask, mean, deviation):
    return np.where(mask, (picture - mean) / deviation, 0.0)


def _by_whole_picture(picture, mask):
    return _standardized(picture, mask, picture.mean(), picture.std() or 1)


def _everywhere(picture, mask):
    values = picture[mask] if mask.any() else np.zeros(1)
    return (picture - values.mean()) / (values.std() or 1)


def _by(deviation):
    def standardize(picture, mask):
        values = picture[mask] if mask.any() else np.zeros(1)
        return _standardized(picture, mask, values.mean(), deviation(values) or 1)

    return standardize


def _after_division(picture, mask):
    return _by(np.std)(picture / 255, mask)


def _without_care(picture, mask):
    return _standardized(picture, mask, picture[mask].mean(), picture[mask].std())


def _face_cases(rng):
    yield np.array([[90, 110, 250], [90, 110, 0]], np.uint8), np.array([[True, True, False]] * 2)
    yield np.array([[90, 110]], np.uint8), np.ones((1, 2), bool)
    yield np.array([[90, 91], [90, 91]], np.uint8), np.ones((2, 2), bool)  # a deviation below 1
    yield np.full((4, 3), 77, np.uint8), np.ones((4, 3), bool)  # one gray
    yield np.array([[7, 7, 200]], np.uint8), np.array([[True, True, False]])  # one gray where the face is
    yield np.array([[9, 8], [7, 6]], np.uint8), np.zeros((2, 2), bool)  # no face
    yield np.array([[9, 8], [7, 6]], np.uint8), np.array([[False, True], [False, False]])  # one pixel
    for shape in ((5, 5), (20, 10)):
        mask = rng.random(shape) < 0.6
        mask.flat[:3] = True, True, False
        yield rng.integers(0, 256, shape, np.uint8), mask


def _standardized_by_at_least(picture, mask, least):
    values = picture[mask] if mask.any() else np.zeros(1)
    return _standardized(picture, mask, values.mean(), max(values.std(), least))


FACE_MISTAKES = [
    Mistake(
        lambda p, m: _standardized_by_at_least(p, m, 1.0), "divide by the deviation itself, also if it is below 1."
    ),
    Mistake(
        lambda p, m: standardize_face(p, m).astype(p.dtype),
        "the result has fractions and negative numbers: an array of whole numbers cannot hold them.",
    ),
    Mistake(_by_whole_picture, "mean and deviation are those of the face, so the wall must not count."),
    Mistake(_everywhere, "outside of the mask the result is 0."),
    Mistake(_by(np.var), "divide by the standard deviation, not by the variance."),
    Mistake(_by(lambda values: values.std(ddof=1) if values.size > 1 else 0), "divide by n, as NumPy's std does."),
    Mistake(
        lambda p, m: np.where(m, p / (p[m].std() or 1) if m.any() else p, 0.0),
        "subtract the mean of the face first.",
    ),
    Mistake(
        _after_division,
        "a face of one gray: once it is divided by 255, its deviation is a rounding error and no longer exactly 0.",
    ),
    Mistake(
        _without_care, "think of a face of one gray only, and of a mask without a pixel: there is nothing to divide by."
    ),
]


def umeyama(source, target):
    return _fit(source, target)


def _fit(source, target, mirror=False, sum_mirrored=False, flip=-1, scale=None, transpose=False):
    """Move the source as Umeyama does; the options are the ways to get it wrong."""
    start, goal = np.mean(source, axis=0), np.mean(target, axis=0)
    left, singular, right = np.linalg.svd(np.einsum("ni,nj->ij", target - goal, source - start))
    signs = np.ones(len(singular))
    if not mirror and np.linalg.det(left @ right) < 0:
        signs[flip] = -1
    turn = left * signs @ right
    spread = np.sum((source - start) ** 2)
    size = np.sum(singular * (1 if sum_mirrored else signs)) / spread if spread else 0.0
    size = size if scale is None else scale(source - start, target - goal)
    return size * (source - start) @ (turn if transpose else turn.T) + goal


def _sign_of_the_sum(source, target):
    a = source - np.mean(source, axis=0)
    b = target - np.mean(target, axis=0)
    left, singular, right = np.linalg.svd(b.T @ a)
    signs = np.append(np.ones(len(singular) - 1), np.sign(np.linalg.det(b.T @ a)))
    spread = np.sum(a**2)
    return (signs @ singular / spread if spread else 0.0) * a @ (left * signs @ right).T + target.mean(axis=0)


def _ratio_of_sizes(a, b):
    spread = np.sum(a**2)
    return np.sqrt(np.sum(b**2) / spread) if spread else 0.0


def _without_a_look_at_zero(source, target):
    fitted = _fit(source, target)
    return fitted if np.ptp(source, axis=0).any() else np.full_like(fitted, np.nan)


def _plane_only(source, target):
    """Solve it with complex numbers, which there are only in the plane."""
    a, b = ((p - p.mean(axis=0)) @ np.eye(p.shape[1])[:, :2] @ [1, 1j] for p in (source, target))
    spread = np.vdot(a, a).real
    moved = (np.vdot(a, b) / spread if spread else 0) * a
    result = np.array(np.broadcast_to(target.mean(axis=0), source.shape))
    result[:, :2] += np.column_stack([moved.real, moved.imag])
    return result


def _fit_cases(rng):
    yield rng.normal(size=(5, 2)) * 10, rng.normal(size=(5, 2)) * 30 + 50
    triangle = np.array([[0.0, 0], [4, 0], [0, 2]])
    yield triangle, 3 * triangle @ np.array([[0.0, 1], [-1, 0]]) + [7, 1]
    yield triangle, triangle * [-1, 1]  # a mirror image, which no rotation reaches
    yield np.array([[0.0, 0], [1, 0]]), np.array([[5.0, 5], [5, 8]])  # two points
    yield np.full((3, 2), 4.0), np.array([[0.0, 0], [2, 0], [1, 3]])  # all in one place
    yield triangle, np.full((3, 2), 4.0)
    yield np.array([[0.0, 0], [4, 0], [0, 4]]), np.array([[0.0, 0], [6, 0], [0, 0]])  # onto a line
    yield np.array([[1.0, 2, 3]]), np.array([[4.0, 4, 4]])  # one point
    yield np.array([[0.0, 0, 0], [0, 2, 0]]), np.array([[1.0, 1, 1], [1, 1, 5]])  # two points in space
    for n, d in ((4, 3), (68, 3), (5, 2)):
        source = rng.normal(size=(n, d)) * 10
        turn = np.linalg.qr(rng.normal(size=(d, d)))[0]
        turn[:, 0] *= np.sign(np.linalg.det(turn))
        yield source, 2.5 * source @ turn + rng.normal(size=(n, d)) + 20
        yield source * ([-1] + [1] * (d - 1)), 2.5 * source @ turn + rng.normal(size=(n, d)) + 20


FIT_MISTAKES = [
    Mistake(lambda s, t: _fit(s, t, mirror=True), "that is a mirror image: a face must keep its left and its right."),
    Mistake(
        lambda s, t: _fit(s, t, sum_mirrored=True),
        "where a mirror was taken back, the fit is worse, and the best scale is smaller: the sum has to know that.",
    ),
    Mistake(
        lambda s, t: _fit(s, t, flip=0), "give up the direction that matters least: the smallest singular value's."
    ),
    Mistake(
        _sign_of_the_sum, "ask the two orthogonal matrices: their determinants are ±1, that of the sum itself may be 0."
    ),
    Mistake(lambda s, t: _fit(s, t, scale=lambda a, b: 1.0), "the scale is missing."),
    Mistake(
        lambda s, t: _fit(s, t, scale=_ratio_of_sizes),
        "the ratio of both sizes is the best scale only if the shapes agree exactly.",
    ),
    Mistake(lambda s, t: _fit(s, t, transpose=True), "it turns the wrong way: points are rows, so transpose R."),
    Mistake(lambda s, t: _fit(s, t) - np.mean(t, axis=0), "move the result to the mean of the targets."),
    Mistake(lambda s, t: _fit(t, s), "the source moves, and the target stays where it is."),
    Mistake(
        _without_a_look_at_zero, "if all source points coincide, their variance is 0; think about where they best go."
    ),
    Mistake(_plane_only, "complex numbers do it in the plane only: points may have three coordinates."),
]

EXERCISES = [
    Exercise("eye-angle", 1, "a function of two points", eye_angle, _angle_cases, ANGLE_MISTAKES),
    Exercise("in-eye-distances", 2, "a function of points and two eyes", in_eye_distances, _eyes_cases, EYES_MISTAKES),
    Exercise("corner-shares", 2, "a function of a point and a triangle", corner_shares, _corner_cases, CORNER_MISTAKES),
    Exercise(  # its id is British: submissions that exist carry it
        "standardise", 2, "a function of an image and a mask", standardize_face, _face_cases, FACE_MISTAKES
    ),
    Exercise("umeyama", 4, "a function of two arrays of points", umeyama, _fit_cases, FIT_MISTAKES),
]
