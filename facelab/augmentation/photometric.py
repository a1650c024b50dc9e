"""Changes of the pixels that leave the face where it is, the same for a whole batch of uint8 images."""

import cv2
import numpy as np

from facelab.images import check_images


def side_light(images: np.ndarray, strength: float) -> np.ndarray:
    """Light images from the right: brightness is multiplied by 1 − strength … 1 + strength from left to right.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    strength : float
        From −1 (light from the left) to 1; 0 changes nothing.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> side_light(np.array([[[100, 100, 100]]], np.uint8), 0.5)
    array([[[ 50, 100, 150]]], dtype=uint8)
    """
    check_images(images)
    if not -1 <= strength <= 1:
        raise ValueError(f"strength={strength}: expected a number from -1 to 1.")
    return _to_uint8(images * side_light_gain(images.shape[1:], strength))


def side_light_gain(shape: tuple[int, ...], strength: float) -> np.ndarray:
    """Compute the factor of each column of an image (H, W) or (H, W, 3) under side light: shape (W,) or (W, 1)."""
    gain = np.linspace(1 - strength, 1 + strength, shape[1])
    return gain if len(shape) == 2 else gain[:, None]


def brightness(images: np.ndarray, levels: float) -> np.ndarray:
    """Add gray levels; a negative number darkens."""
    check_images(images)
    return _to_uint8(images.astype(np.float64) + levels)


def contrast(images: np.ndarray, factor: float) -> np.ndarray:
    """Multiply the differences from each image's mean: above 1 for more contrast, 0 for none."""
    check_images(images)
    if not 0 <= factor < np.inf:
        raise ValueError(f"factor={factor}: expected a finite number, 0 or more.")
    mean = images.mean(axis=tuple(range(1, images.ndim)), keepdims=True)
    return _to_uint8((images - mean) * factor + mean)


def blur(images: np.ndarray, sigma: float) -> np.ndarray:
    """Blur with a Gaussian of this standard deviation, pixels; 0 changes nothing."""
    check_images(images)
    if not 0 <= sigma < np.inf:
        raise ValueError(f"sigma={sigma}: expected a finite number of pixels, 0 or more.")
    return np.stack([cv2.GaussianBlur(image, (0, 0), sigma) for image in images]) if sigma and len(images) else images


def noise(images: np.ndarray, levels: float, rng: np.random.Generator) -> np.ndarray:
    """Add normal noise of this standard deviation, gray levels, to each pixel, as a camera does in the dark."""
    check_images(images)
    if not 0 <= levels < np.inf:
        raise ValueError(f"levels={levels}: expected a finite number of gray levels, 0 or more.")
    return _to_uint8(images + rng.normal(0, levels, images.shape))


def occlude(images: np.ndarray, share: float, gray: int = 128) -> np.ndarray:
    """Paint a gray strip over the lower share of the height, 0 to 1, as a scarf does."""
    check_images(images)
    if not 0 <= share <= 1:
        raise ValueError(f"share={share}: expected a number from 0 to 1.")
    occluded, height = images.copy(), images.shape[1]
    occluded[:, height - round(share * height) :] = gray
    return occluded


def _to_uint8(values: np.ndarray) -> np.ndarray:
    return np.clip(np.rint(values), 0, 255).astype(np.uint8)
