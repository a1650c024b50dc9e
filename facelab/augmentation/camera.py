"""What a camera and a file do to a photograph: too few pixels, too few bytes, a head that is turned away."""

import cv2
import numpy as np

from facelab.images import check_images


def low_resolution(images: np.ndarray, height: int) -> np.ndarray:
    """Shrink images to few pixels, as from a camera that is far away, and enlarge them again.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    height : int
        Pixels that are left of the height, at least 2; as many as there are, or more, change nothing.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> low_resolution(np.array([[[0, 80]] * 2 + [[0, 80]] * 2], np.uint8), 2)[0, 0].tolist()
    [0, 80]
    """
    check_images(images)
    if height < 2:
        raise ValueError(f"height={height}: expected 2 pixels or more.")
    full_height, full_width = images.shape[1:3]
    if height >= full_height or not len(images):
        return images.copy()
    small, full = (max(2, round(height * full_width / full_height)), int(height)), (full_width, full_height)
    shrunk = (cv2.resize(image, small, interpolation=cv2.INTER_AREA) for image in images)
    return np.stack([cv2.resize(image, full, interpolation=cv2.INTER_CUBIC) for image in shrunk])


def jpeg(images: np.ndarray, quality: int) -> np.ndarray:
    """Compress images to JPEG and read them again.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    quality : int
        libjpeg's scale, from 1 to 100.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> jpeg(np.full((1, 16, 16), 80, np.uint8), 50)[0, 0, :3].tolist()
    [80, 80, 80]
    """
    check_images(images)
    if not 1 <= quality <= 100:
        raise ValueError(f"quality={quality}: expected a number from 1 to 100.")
    changed = np.empty_like(images)
    for position, image in enumerate(images):
        bgr = image[..., ::-1] if image.ndim == 3 else image
        _, file = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, quality])
        read = cv2.imdecode(file, cv2.IMREAD_UNCHANGED)
        changed[position] = read[..., ::-1] if image.ndim == 3 else read
    return changed


def turn(images: np.ndarray, degrees: float) -> np.ndarray:
    """Turn heads to the side as if each were a cylinder with the photograph around its front half.

    It moves what a turned head moves, and widens one side while the other vanishes. What the photograph does not show,
    an ear or a nose in profile, it cannot add: there the outermost pixels are repeated.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    degrees : float
        About the vertical axis, from −60 to 60; above 0 the nose moves to the right.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> turn(np.arange(9, dtype=np.uint8)[None, None] * 10, 30)[0, 0].tolist()
    [0, 1, 5, 12, 20, 29, 40, 53, 75]
    """
    check_images(images)
    if not -60 <= degrees <= 60:
        raise ValueError(f"degrees={degrees}: expected an angle from -60 to 60.")
    height, width = images.shape[1:3]
    radius = max(width - 1, 1) / 2
    angle = np.arcsin(np.linspace(-1, 1, width)) - np.deg2rad(degrees)
    columns = radius * (1 + np.sin(np.clip(angle, -np.pi / 2, np.pi / 2)))
    from_x = np.tile(columns.astype(np.float32), (height, 1))
    from_y = np.repeat(np.arange(height, dtype=np.float32)[:, None], width, axis=1)
    turned = [cv2.remap(image, from_x, from_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE) for image in images]
    return np.stack(turned) if turned else images.copy()
