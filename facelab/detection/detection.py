"""What every detector returns: a box, a score, and from some of them landmarks."""

from typing import NamedTuple

import cv2
import numpy as np

Box = tuple[float, float, float, float]  # left, top, right, bottom, pixels; right and bottom exclusive


class Detection(NamedTuple):
    """Hold a face that a detector found.

    Attributes
    ----------
    box : tuple of float, (left, top, right, bottom)
        In pixels of the image; it may extend beyond the image.
    score : float
        Larger is more certain; the scale is the detector's own.
    landmarks : tuple of (x, y), or None
        Five, from a detector that finds them (yunet): the eye on the left of the image, the other eye, the tip of the
        nose, the corner of the mouth on the left of the image, the other corner.

    Examples
    --------
    >>> Detection((10.0, 20.0, 50.0, 60.0), score=0.9).box[0]
    10.0
    """

    box: Box
    score: float
    landmarks: tuple[tuple[float, float], ...] | None = None


def enlarge(image: np.ndarray, upsample: int) -> np.ndarray:
    """Double an RGB image `upsample` times; -1 halves it."""
    if not upsample:
        return image
    height, width = (max(1, round(side * 2.0**upsample)) for side in image.shape[:2])
    return cv2.resize(image, (width, height), interpolation=cv2.INTER_LINEAR if upsample > 0 else cv2.INTER_AREA)


def to_detections(
    boxes: np.ndarray, scores: np.ndarray, upsample: int, points: np.ndarray | None = None
) -> list[Detection]:
    """Convert what was found in an enlarged image to the original's pixels: boxes (N, 4) and points (N, 5, 2)."""
    boxes = np.asarray(boxes, np.float64).reshape(-1, 4) / 2.0**upsample
    faces = [Detection((*box,), float(score)) for box, score in zip(boxes.tolist(), scores, strict=True)]
    if points is None:
        return faces
    places = (np.asarray(points, np.float64) / 2.0**upsample).tolist()
    return [face._replace(landmarks=tuple(map(tuple, each))) for face, each in zip(faces, places, strict=True)]


class NotOneFaceError(ValueError):
    """An image has no face, or several, where one is wanted."""

    def __init__(self, position: int, found: str, remedy: str):
        super().__init__(f"{found} in image {position}; {remedy}.")
        self.position, self.found = position, found
