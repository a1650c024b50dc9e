"""Morphing attacks: one photograph in which a verifier sees two people, and how often it does."""

import cv2
import numpy as np

from facelab.alignment import warp_to_shape
from facelab.images import check_images

FEATHER = 0.02  # of the image's height, how softly the face blends into the first photograph


def morph(
    image_a: np.ndarray,
    image_b: np.ndarray,
    landmarks_a: np.ndarray,
    landmarks_b: np.ndarray,
    share: float = 0.5,
    face_only: bool = True,
) -> np.ndarray:
    """Morph two faces into one: warp both photographs onto the weighted mean of their landmarks, then blend them.

    Eyes come to lie on eyes and lips on lips, so the face shows no double contours, as the plain mean of two
    photographs does. Hair, ears and clothes have no landmarks.

    Parameters
    ----------
    image_a, image_b : ndarray of uint8, both of shape (H, W) or (H, W, 3)
        At least 2 pixels high and wide.
    landmarks_a, landmarks_b : ndarray of float, shape (points, 2)
        x and y, as `landmarks(image, box, points=68)` finds them. What lies outside of the photograph is moved to its
        edge.
    share : float, default 0.5
        How much of the second person there is, in shape and in gray values, from 0 to 1.
    face_only : bool, default True
        Blend only inside the convex hull of the landmarks, with a soft edge; the rest is the first person's. False
        blends the whole picture: two heads of hair shine through each other, but the verifier also sees more of the
        second person.

    Returns
    -------
    ndarray of uint8, shape (H, W) or (H, W, 3)

    Raises
    ------
    ValueError
        If the shapes do not fit together, a landmark is not finite, or share is no share.

    References
    ----------
    M. Ferrara, A. Franco, D. Maltoni, The magic passport, IJCB 2014: one passport for two people.

    Examples
    --------
    >>> dark, bright = np.full((100, 80), 60, np.uint8), np.full((100, 80), 100, np.uint8)
    >>> face = np.array([[20.0, 20], [60, 20], [60, 80], [20, 80]])
    >>> morph(dark, bright, face, face)[[0, 50], [0, 40]]
    array([60, 80], dtype=uint8)
    """
    image_a, image_b = np.asarray(image_a), np.asarray(image_b)
    points_a, points_b = np.asarray(landmarks_a, np.float64), np.asarray(landmarks_b, np.float64)
    _check(image_a, image_b, points_a, points_b, share)
    right_and_bottom = np.array(image_a.shape[1::-1]) - 1
    frame = np.array([[x, y] for x in (0, 0.5, 1) for y in (0, 0.5, 1) if (x, y) != (0.5, 0.5)]) * right_and_bottom
    points_a, points_b = (np.vstack([points.clip(0, right_and_bottom), frame]) for points in (points_a, points_b))
    shape = points_a + share * (points_b - points_a)  # written so that the frame stays where it is, to the last bit
    warped_a, warped_b = warp_to_shape(image_a, points_a, shape), warp_to_shape(image_b, points_b, shape)
    weight = share * (_face_mask(shape[: -len(frame)], image_a.shape) if face_only else 1.0)
    return np.rint((1 - weight) * warped_a + weight * warped_b).astype(np.uint8)


def mmpmr(distances_a: np.ndarray, distances_b: np.ndarray, threshold: float) -> float:
    """Measure the mated morph presentation match rate (MMPMR): the share of morphs that are accepted as both people.

    With several photographs of each person it is the MinMax-MMPMR: a person counts as accepted if one of the attempts
    is, as at a gate where people may try again. It grows with the number of attempts.

    Parameters
    ----------
    distances_a, distances_b : ndarray of float, shape (n_morphs,) or (n_morphs, n_photographs)
        From each morph to photographs of the first and of the second person in it, others than it was made from. The
        numbers of photographs may differ.
    threshold : float

    Returns
    -------
    float
        From 0 to 1. Report beside it FRR, or the share of impostor pairs accepted: a verifier that accepts nobody has
        an MMPMR of 0, too.

    Raises
    ------
    ValueError
        If there is no morph or no photograph, the numbers of morphs differ, or a number is NaN.

    References
    ----------
    U. Scherhag et al., Biometric systems under morphing attacks: assessment of morphing techniques and vulnerability
    reporting, BIOSIG 2017: MMPMR and MinMax-MMPMR, of similarities. Here smaller is more alike, so that the nearest
    photograph of the more distant person decides.

    Examples
    --------
    >>> mmpmr(np.array([0.4, 0.5, 0.3]), np.array([0.5, 0.9, 0.4]), threshold=0.5)
    0.6666666666666666
    """
    sides = [np.asarray(side, np.float64) for side in (distances_a, distances_b)]
    if len({side.shape[:1] for side in sides}) != 1 or not all(side.ndim in (1, 2) and side.size for side in sides):
        raise ValueError(
            f"distances_a {sides[0].shape} and distances_b {sides[1].shape}: expected (n_morphs,) or "
            "(n_morphs, n_photographs), as many morphs in both, at least one."
        )
    if np.isnan(threshold) or any(np.isnan(side).any() for side in sides):
        raise ValueError("the threshold or a distance is NaN; expected numbers.")
    nearest_a, nearest_b = (side.reshape(len(side), -1).min(axis=1) for side in sides)
    return float(np.mean(np.maximum(nearest_a, nearest_b) <= threshold))


def _face_mask(points: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """Draw the convex hull of landmarks, 1 inside and 0 outside with a soft edge: (H, W), or (H, W, 1) for color."""
    hull = cv2.convexHull(np.rint(points).astype(np.int32))
    mask = cv2.fillConvexPoly(np.zeros(shape[:2]), hull, 1.0)
    return cv2.GaussianBlur(mask, (0, 0), FEATHER * shape[0]).reshape(shape[:2] + (1,) * (len(shape) - 2))


def _check(image_a: np.ndarray, image_b: np.ndarray, points_a: np.ndarray, points_b: np.ndarray, share: float) -> None:
    check_images(image_a[None])
    check_images(image_b[None])
    if image_a.shape != image_b.shape or min(image_a.shape[:2]) < 2:
        raise ValueError(f"images of shape {image_a.shape} and {image_b.shape}: expected the same, at least 2 × 2.")
    if points_a.shape != points_b.shape or points_a.shape[1:] != (2,) or not len(points_a):
        raise ValueError(f"landmarks {points_a.shape} and {points_b.shape}: expected both (points, 2), at least one.")
    if not (np.isfinite(points_a).all() and np.isfinite(points_b).all()):
        raise ValueError("a landmark is NaN or infinite.")
    if not 0 <= share <= 1:
        raise ValueError(f"share={share}: expected a number from 0 to 1.")
