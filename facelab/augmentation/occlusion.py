"""What covers a part of a face: glasses, a patch. For a mask over its lower part see `photometric.occlude`."""

import cv2
import numpy as np

from facelab.images import check_images

EYES_ROW, EYE_COLUMNS = 0.45, (0.3, 0.7)  # of height and width, in ORL's photographs and in crops like them
LENS = 0.17, 0.1  # half axes of a lens, of width and height
GLASSES_GRAY, PATCH_GRAY = 30, 128


def glasses(images: np.ndarray, opacity: float) -> np.ndarray:
    """Put on tinted glasses, where the eyes are if the face fills the image.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    opacity : float
        How dark the lenses are, from 0 (nothing changes) to 1 (sunglasses that hide the eyes).

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> glasses(np.full((1, 100, 100), 200, np.uint8), 1)[0, 45, [30, 50, 70]].tolist()
    [30, 200, 30]
    """
    check_images(images)
    if not 0 <= opacity <= 1:
        raise ValueError(f"opacity={opacity}: expected a number from 0 to 1.")
    height, width = images.shape[1:3]
    lenses = np.zeros((height, width), np.float32)
    half_axes = round(LENS[0] * width), round(LENS[1] * height)
    for column in EYE_COLUMNS:
        center = round(column * width), round(EYES_ROW * height)
        cv2.ellipse(lenses, center, half_axes, 0, 0, 360, color=1, thickness=-1)
    cover = opacity * (lenses if images.ndim == 3 else lenses[..., None])
    return np.rint(images * (1 - cover) + GLASSES_GRAY * cover).astype(np.uint8)


def patch(images: np.ndarray, side: float, rng: np.random.Generator) -> np.ndarray:
    """Cover a square of each image, somewhere within it, by gray.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    side : float
        Of the square, as a share of the shorter side of the image, 0 to 1.
    rng : Generator
        Chooses the place, for each image anew.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> covered = patch(np.zeros((1, 10, 10), np.uint8), 0.5, np.random.default_rng(0))
    >>> int(np.count_nonzero(covered))
    25
    """
    check_images(images)
    if not 0 <= side <= 1:
        raise ValueError(f"side={side}: expected a share from 0 to 1.")
    height, width = images.shape[1:3]
    pixels, covered = round(side * min(height, width)), images.copy()
    tops = rng.integers(0, height - pixels + 1, len(images))
    lefts = rng.integers(0, width - pixels + 1, len(images))
    for image, top, left in zip(covered, tops, lefts, strict=True):
        image[top : top + pixels, left : left + pixels] = PATCH_GRAY
    return covered
