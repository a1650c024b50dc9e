"""SIFT's keypoints of a photograph, described again each time that the photograph is turned."""

from typing import NamedTuple

import cv2
import numpy as np

from facelab.augmentation import rotate
from facelab.augmentation.geometric import about_center

FARTHEST, SIZES = 1.5, 1.3  # a keypoint is found again within so many pixels, and larger or smaller by that factor
HALF_WINDOW = 3 * 2 * np.sqrt(2)  # half a diagonal of four cells, each three times as wide as the scale


class TurnedKeypoints(NamedTuple):
    """What OpenCV's SIFT says about n keypoints of a photograph at each of m angles."""

    points: np.ndarray  # (n, 2), x and y in the upright photograph
    sigmas: np.ndarray  # (n,)
    places: np.ndarray  # (m, n, 2), where the keypoints lie in the turned photograph
    directions: np.ndarray  # (m, n), degrees, counterclockwise from the right; NaN where SIFT finds no keypoint there
    turning: np.ndarray  # (m, n, 128) uint8, of windows in these directions
    upright: np.ndarray  # (m, n, 128) uint8, of upright windows


def turn_keypoints(photograph: np.ndarray, angles: np.ndarray) -> TurnedKeypoints:
    """Turn a gray photograph, and describe the same keypoints each time; the angle 0 must be among the angles.

    Place and size of a keypoint are those in the upright photograph, turned with it; what `detect` finds there gives
    only the direction. If it finds several, the one counts whose descriptor is nearest to that of the upright
    photograph, as in matching.
    """
    # without this option the doubled picture is half a pixel aside, and a quarter turn changes the descriptors
    sift = cv2.SIFT_create(enable_precise_upscale=True)
    keypoints, described = sift.detectAndCompute(photograph, None)
    points = np.reshape([keypoint.pt for keypoint in keypoints], (-1, 2))
    sizes = np.array([keypoint.size for keypoint in keypoints])
    places: list[np.ndarray] = []
    directions: list[np.ndarray] = []
    turning: list[np.ndarray] = []
    upright: list[np.ndarray] = []
    for degrees in angles:
        turned = rotate(photograph[None], float(degrees))[0]
        matrix = about_center(photograph.shape, float(degrees), 1)
        there = points @ matrix[:, :2].T + matrix[:, 2]
        clockwise = _measured(sift.detectAndCompute(turned, None), there, sizes, described)
        places.append(there)
        directions.append((360 - clockwise) % 360)
        for windows, to in ((turning, np.nan_to_num(clockwise)), (upright, np.zeros(len(points)))):
            given = [_moved(*each) for each in zip(keypoints, there, to, strict=True)]
            windows.append(sift.compute(turned, given)[1] if given else np.zeros((0, 128)))
    return TurnedKeypoints(
        points,
        sizes / 2,
        np.stack(places),
        np.stack(directions),
        np.stack(turning).astype(np.uint8),
        np.stack(upright).astype(np.uint8),
    )


def stay_inside(points: np.ndarray, sigmas: np.ndarray, shape: tuple[int, int]) -> np.ndarray:
    """Tell whose windows stay inside the photograph wherever it is turned."""
    height, width = shape
    from_center = np.linalg.norm(points - [(width - 1) / 2, (height - 1) / 2], axis=1)
    return from_center + HALF_WINDOW * sigmas <= min(height, width) / 2


def unit_lengths(descriptors: np.ndarray) -> np.ndarray:
    """Scale descriptors to length 1; one of zeros stays as it is."""
    lengths = np.linalg.norm(descriptors.astype(np.float64), axis=-1, keepdims=True)
    return descriptors / np.maximum(lengths, 1)


def ratios_to_second(descriptors: np.ndarray, candidates: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Divide the distance of each descriptor's nearest candidate by that of the second, and tell which is nearest.

    Shapes: descriptors (m, 128), candidates (n, 128) with n at least 2; both results (m,).
    """
    between = np.linalg.norm(unit_lengths(descriptors)[:, None] - unit_lengths(candidates), axis=2)
    first, second = np.sort(between, axis=1)[:, :2].T
    return first / np.maximum(second, 1e-12), between.argmin(axis=1)


def _measured(found: tuple, there: np.ndarray, sizes: np.ndarray, described: np.ndarray) -> np.ndarray:
    """Find each keypoint again, and take its angle, degrees clockwise as OpenCV has them; NaN where there is none."""
    keypoints, descriptors = found
    angles = np.full(len(there), np.nan)
    if not keypoints:
        return angles
    points, scales = cv2.KeyPoint.convert(keypoints), np.array([keypoint.size for keypoint in keypoints])
    for number, (place, size) in enumerate(zip(there, sizes, strict=True)):
        near = np.linalg.norm(points - place, axis=1) < FARTHEST
        near = np.flatnonzero(near & (np.abs(np.log(scales / size)) < np.log(SIZES)))
        if len(near):
            apart = np.linalg.norm(unit_lengths(descriptors[near]) - unit_lengths(described[number]), axis=1)
            angles[number] = keypoints[near[apart.argmin()]].angle
    return angles


def _moved(keypoint: cv2.KeyPoint, place: np.ndarray, clockwise: float) -> cv2.KeyPoint:
    x, y = map(float, place)
    return cv2.KeyPoint(x, y, keypoint.size, float(clockwise), keypoint.response, keypoint.octave)
