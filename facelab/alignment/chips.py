"""Face chips: the face cut out upright, always at the same place and size, exactly as dlib cuts it.

A network only knows faces that are cut as in its training. A similarity transform moves five landmarks onto five fixed
points. A large face is halved first, once or more, because the chip would skip pixels otherwise.
By hand because dlib's own `get_face_chip` rounds landmarks to whole pixels; this one keeps their fractions.
"""

import numpy as np

from facelab.alignment.similarity import similarity
from facelab.images import check_images

# The corners of the eye on the right of the image, outer and inner, of the other eye, and below the nose, as shares of
# the face's width and height: get_face_chip_details in dlib/image_transforms/interpolation.h.
FIVE_POINTS = np.array(
    [
        [0.8595674595992, 0.2134981538014],
        [0.6460604764104, 0.2289674387677],
        [0.1205750620789, 0.2137274526848],
        [0.3340850613712, 0.2290642403242],
        [0.4901123135679, 0.6277975316475],
    ]
)
BINOMIAL = np.array([1, 4, 6, 4, 1], np.uint16)
PYRAMID_SHIFT = np.array([1.25, 0.75])  # dlib's, of x and y; its filter moves both by 1


def align(image: np.ndarray, landmarks: np.ndarray, size: int = 150, padding: float = 0.25) -> np.ndarray:
    """Cut a face out of an image, turned upright and scaled, as dlib's `get_face_chip` does.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    landmarks : ndarray of float, shape (5, 2)
        Five points as x and y, in dlib's order: see `facelab.alignment.landmarks`.
    size : int, default 150
        Height and width of the chip, pixels.
    padding : float, default 0.25
        Share of the face's width that is added on each side.

    Returns
    -------
    ndarray of uint8, shape (size, size) or (size, size, 3)
        Black beyond the edge of the image.

    Raises
    ------
    ValueError
        If the landmarks are not five different points, or the size or padding is impossible.

    References
    ----------
    D. E. King, dlib: extract_image_chips in dlib/image_transforms/interpolation.h.

    Examples
    --------
    >>> chip = align(np.full((100, 100, 3), 200, np.uint8), 30 + 40 * FIVE_POINTS)
    >>> chip.shape, chip[75, 75]
    ((150, 150, 3), array([200, 200, 200], dtype=uint8))
    """
    check_images(np.asarray(image)[None])
    if size < 2 or not 0 <= padding < np.inf:
        raise ValueError(f"size={size}, padding={padding}: expected at least 2 pixels, and a padding of at least 0.")
    if np.shape(landmarks) != FIVE_POINTS.shape:
        raise ValueError(f"landmarks have the shape {np.shape(landmarks)}; expected five points, (5, 2).")
    chip_to_image = similarity((FIVE_POINTS + padding) / (1 + 2 * padding) * size, landmarks)
    if chip_to_image.scale * size < 1:
        raise ValueError("the five landmarks are in one place: no face is that small.")
    center, half = chip_to_image(np.array([size / 2, size / 2])), (size * chip_to_image.scale - 1) / 2
    halvings = 0
    while half / 2**halvings + 1 > size:
        halvings += 1
    image, center = _crop(image, center, half, chip_to_image.rotation, margin=2 ** (halvings + 2) - 2)
    for _ in range(halvings):
        image, center, half = _halve(image), center / 2 - PYRAMID_SHIFT, half / 2
    offsets = np.linspace(-half, half, size)
    points = np.stack(np.meshgrid(offsets, offsets), axis=-1) @ chip_to_image.rotation.T + center
    return _bilinear(image, points)


def _crop(
    image: np.ndarray, center: np.ndarray, half: float, rotation: np.ndarray, margin: int
) -> tuple[np.ndarray, np.ndarray]:
    """Cut out the turned square and a margin; return this part and the center's position in it."""
    corners = np.array([[-half, -half], [half, -half], [-half, half], [half, half]]) @ rotation.T + center
    last = np.array([image.shape[1], image.shape[0]]) - 1
    left, top = np.floor(np.maximum(corners.min(axis=0) - margin, 0) + 0.5).astype(int)
    right, bottom = np.floor(np.minimum(corners.max(axis=0) + margin, last) + 0.5).astype(int)
    return image[top : max(bottom, top) + 1, left : max(right, left) + 1], center - [left, top]


def _halve(image: np.ndarray) -> np.ndarray:
    """Blur with the binomial filter, rounding down, and take every other pixel."""
    for axis in (0, 1):
        image = np.moveaxis(image, axis, 0).astype(np.uint16)  # at most 255 · 16 · 16
        n = max((len(image) - 3) // 2, 0)
        image = np.tensordot(BINOMIAL, [image[i : i + 2 * n : 2][:n] for i in range(len(BINOMIAL))], axes=1)
        image = np.moveaxis(image, 0, axis)
    return (image // 256).astype(np.uint8)


def _bilinear(image: np.ndarray, points: np.ndarray) -> np.ndarray:
    """Interpolate an image between its pixels, rounding down; 0 where one of the four neighbors is outside."""
    x, y = points[..., 0], points[..., 1]
    left, top = np.floor(x).astype(int), np.floor(y).astype(int)
    inside = (left >= 0) & (top >= 0) & (left + 1 < image.shape[1]) & (top + 1 < image.shape[0])
    chip = np.zeros((*inside.shape, *image.shape[2:]), np.uint8)
    left, top, x, y = left[inside], top[inside], x[inside], y[inside]
    right_share, bottom_share = (share.reshape(-1, *[1] * (image.ndim - 2)) for share in (x - left, y - top))
    upper = (1 - right_share) * image[top, left] + right_share * image[top, left + 1]
    lower = (1 - right_share) * image[top + 1, left] + right_share * image[top + 1, left + 1]
    chip[inside] = (1 - bottom_share) * upper + bottom_share * lower
    return chip
