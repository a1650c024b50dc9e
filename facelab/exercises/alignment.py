"""Exercises of the notebook Alignment."""

import numpy as np

from facelab.exercises.exercise import Exercise, Mistake
from facelab.preprocessing import standardize


def eye_angle(right_eye, left_eye):
    x, y = np.subtract(left_eye, right_eye)
    return float(np.degrees(np.arctan2(y, x)))


def _arctan_of_quotient(right_eye, left_eye):
    x, y = np.subtract(left_eye, right_eye)
    return np.degrees(np.arctan(y / (x + 1e-12)))


def _angle_cases(rng):
    yield np.array([10.0, 20]), np.array([30.0, 20])
    yield np.array([10.0, 20]), np.array([30.0, 40])
    yield np.array([10.0, 20]), np.array([10.0, 50])
    yield np.array([30.0, 20]), np.array([10.0, 25])
    yield np.array([10.0, 40]), np.array([30.0, 20])
    for _ in range(4):
        yield rng.uniform(0, 50, 2), rng.uniform(0, 50, 2)


ANGLE_MISTAKES = [
    Mistake(lambda right, left: np.radians(eye_angle(right, left)), "that is in radians."),
    Mistake(lambda right, left: -eye_angle(right, left), "y grows downwards: an eye that is lower has a larger y."),
    Mistake(_arctan_of_quotient, "the arc tangent of a quotient does not know the quadrant of the point: use arctan2."),
    Mistake(lambda right, left: eye_angle(right, left) % 360, "it goes from −180 to 180, not from 0 to 360."),
    Mistake(lambda right, left: eye_angle(left, right), "go from the right eye to the left one."),
]


def in_eye_distances(points, right_eye, left_eye):
    middle = (right_eye + left_eye) / 2
    return (points - middle) / np.linalg.norm(left_eye - right_eye)


def _scaled(points, right_eye, left_eye):
    return points / np.linalg.norm(left_eye - right_eye)


def _eyes_cases(rng):
    yield np.array([[10.0, 20], [30, 20], [20, 40]]), np.array([10.0, 20]), np.array([30.0, 20])
    for n in (1, 5, 68):
        yield rng.uniform(0, 100, (n, 2)), rng.uniform(0, 50, 2), rng.uniform(50, 100, 2)


EYES_MISTAKES = [
    Mistake(_scaled, "move the middle between the eyes to 0 first."),
    Mistake(lambda p, right, left: p - (right + left) / 2, "divide by the distance of the eyes."),
    Mistake(lambda p, right, left: _scaled(p - right, right, left), "0 is between the eyes, not in the right one."),
    Mistake(lambda p, *e: _scaled(p - p.mean(axis=0), *e), "0 is between the eyes, not in the middle of all points."),
]


def corner_shares(point, triangle):
    matrix = np.vstack([np.asarray(triangle).T, np.ones(3)])
    return np.linalg.solve(matrix, [*point, 1])


def _inverse_distance_shares(point, triangle):
    weights = 1 / (np.linalg.norm(np.asarray(triangle) - point, axis=1) + 1e-9)
    return weights / weights.sum()


def _corner_cases(rng):
    triangle = np.array([[0.0, 0], [10, 0], [0, 10]])
    yield np.array([0.0, 0]), triangle
    yield np.array([5.0, 0]), triangle
    yield np.array([10 / 3, 10 / 3]), triangle
    for _ in range(4):
        corners = np.array([[0.0, 0], [40, 5], [10, 50]]) + rng.uniform(-5, 5, (3, 2))
        yield rng.dirichlet(np.ones(3)) @ corners, corners


CORNER_MISTAKES = [
    Mistake(_inverse_distance_shares, "the shares times the corners must give the point itself."),
    Mistake(lambda p, t: corner_shares(p, t)[::-1], "the first share is that of the first corner."),
    Mistake(lambda p, t: corner_shares(p, t)[:2], "there are three shares; together they are 1."),
    Mistake(lambda p, t: 1 - corner_shares(p, t), "in a corner, its own share is 1."),
]


def standardize_image(image):
    return standardize(image[None])[0].astype(np.float64)


def _safe_divide(values, divisor):
    return values / divisor if divisor else values


def _image_cases(rng):
    yield (np.array([[90, 110]], np.uint8),)
    yield (np.full((4, 3), 77, np.uint8),)
    for shape in ((5, 5), (20, 10)):
        yield (rng.integers(0, 256, shape, np.uint8),)


IMAGE_MISTAKES = [
    Mistake(lambda i: _safe_divide(i - i.mean(), i.var()), "divide by the standard deviation, not by the variance."),
    Mistake(lambda i: _safe_divide(i - i.mean(), i.std(ddof=1)), "divide by n, not by n − 1, as NumPy's std does."),
    Mistake(lambda i: _safe_divide(i.astype(float), i.std()), "subtract the mean first."),
    Mistake(lambda i: _safe_divide(i - i.mean(axis=0), i.std()), "there is one mean for the whole image."),
    Mistake(lambda i: (i - i.mean()) / 255, "the spread has to become 1, whatever it was."),
]

EXERCISES = [
    Exercise("eye-angle", 1, "a function of two points", eye_angle, _angle_cases, ANGLE_MISTAKES),
    Exercise("in-eye-distances", 2, "a function of points and two eyes", in_eye_distances, _eyes_cases, EYES_MISTAKES),
    Exercise("corner-shares", 2, "a function of a point and a triangle", corner_shares, _corner_cases, CORNER_MISTAKES),
    Exercise(  # its id is British: submissions that exist carry it
        "standardise", 1, "a function of an image", standardize_image, _image_cases, IMAGE_MISTAKES, tolerance=1e-5
    ),
]
