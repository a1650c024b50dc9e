"""Landmarks: five or 68 points on a face."""

from functools import cache

import numpy as np

from facelab.detection import Box, Detection
from facelab.dlib_models import dlib_model
from facelab.images import check_images, to_rgb


def landmarks(image: np.ndarray, box: Box, points: int = 5) -> np.ndarray:
    """Find the landmarks of one face.

    Five points: the corners of the eye on the right of the image, outer and inner, of the other eye, and the point
    below the nose. 68 points: jaw, brows, nose, eyes, mouth, in the order of iBUG 300-W.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    box : (left, top, right, bottom)
        Around the face, as `detect` finds it.
    points : int, default 5
        5 or 68. The model with 68 must not be used commercially, because its training images must not.

    Returns
    -------
    ndarray of float64, shape (points, 2)
        x and y, pixels.

    Raises
    ------
    ValueError
        If `points` is neither 5 nor 68, or the box is empty or not finite.

    References
    ----------
    V. Kazemi, J. Sullivan, One millisecond face alignment with an ensemble of regression trees, CVPR 2014.

    Examples
    --------
    >>> landmarks(np.zeros((100, 100, 3), np.uint8), (20, 20, 80, 80)).shape
    (5, 2)
    """
    import dlib

    if points not in (5, 68):
        raise ValueError(f"points={points}: expected 5 or 68.")
    check_images(np.asarray(image)[None])
    if not np.isfinite(box).all():
        raise ValueError(f"box={box}: an edge is NaN or infinite.")
    left, top, right, bottom = (round(edge) for edge in box)
    if not (left < right and top < bottom):
        raise ValueError(f"box={box}: expected left < right and top < bottom.")
    rectangle = dlib.rectangle(left, top, right - 1, bottom - 1)
    shape = _predictor(points)(np.ascontiguousarray(to_rgb(image[None])[0]), rectangle)
    return np.array([[point.x, point.y] for point in shape.parts()], np.float64)


def hog_like_box(face: Detection) -> Box:
    """Frame a face that yunet found as hog would, the detector with which dlib's landmarks were trained.

    hog's square lies in the middle between eyes and mouth, and is as large as yunet's box (on 296 photographs of LFW's
    development set: 0.97 ± 0.09 of its root area). Faces of other detectors keep their box.
    """
    if face.landmarks is None:
        return face.box
    eye, other_eye, _, corner, other_corner = np.array(face.landmarks)
    x, y = (eye + other_eye + corner + other_corner) / 4
    left, top, right, bottom = face.box
    half = np.sqrt((right - left) * (bottom - top)) / 2
    return x - half, y - half, x + half, y + half


@cache
def _predictor(points: int):
    import dlib

    return dlib.shape_predictor(str(dlib_model(f"{points} points")))
