"""Local binary patterns: each pixel described by which neighbors are at least as bright.

By hand because it is 8 × faster than scikit-image's `local_binary_pattern` (`python -m benchmarks lbp`).
"""

from functools import cache, lru_cache
from numbers import Integral

import cv2
import numpy as np

# Interpolation leaves rounding errors near 1e-13: without this, a flat patch would get random codes.
TOLERANCE = 1e-9
MAX_POINTS = 32


def lbp_codes(image: np.ndarray, points: int = 8, radius: float = 1, uniform: bool = True) -> np.ndarray:
    """Compute the local binary pattern of every pixel.

    Neighbor p is at the angle 2πp/P, counterclockwise from the right, and is interpolated from the four pixels around
    it. Bit p of the pattern is 1 if the neighbor is at least as bright as the center. Outside the image it is dark:
    gray value 0.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    points : int, default 8
        P, the neighbors on the circle, 1 to 32.
    radius : float, default 1
        R, the circle's radius in pixels.
    uniform : bool, default True
        Number the uniform patterns 0 to P (P − 1) + 1 and give all others P (P − 1) + 2, instead of reading the bits
        as a number.

    Returns
    -------
    ndarray of int, shape (H, W)

    Examples
    --------
    >>> ramp = np.tile(np.arange(5, dtype=np.uint8) * 10, (5, 1))
    >>> int(lbp_codes(ramp, points=4, radius=1, uniform=False)[2, 2])  # brighter or equal: right, up, down
    11
    """
    if not isinstance(points, Integral) or not 1 <= points <= MAX_POINTS:
        raise ValueError(f"points={points}: a pattern has 1 to {MAX_POINTS} neighbors.")
    if not 0 < radius < np.inf:
        raise ValueError(f"radius={radius}: the circle needs a radius above 0 pixels.")
    if image.ndim != 2 or image.dtype != np.uint8 or image.size == 0:
        raise ValueError(f"the image is {image.dtype} of shape {image.shape}; expected one gray uint8 image (H, W).")
    if radius >= max(image.shape):
        raise ValueError(f"radius={radius}: every neighbor is outside an image of {image.shape} pixels.")
    brightness = image.astype(np.float64)
    patterns = np.zeros(image.shape, np.min_scalar_type(2**points - 1))
    for bit, kernel in enumerate(_difference_kernels(points, radius)):
        difference = cv2.filter2D(brightness, -1, kernel, borderType=cv2.BORDER_CONSTANT)
        bits = (difference >= -TOLERANCE).view(np.uint8)
        patterns |= bits * patterns.dtype.type(1 << bit)
    if not uniform:
        return patterns
    return _uniform_table(points).take(patterns) if points <= 16 else _uniform_numbers(patterns, points)


@lru_cache(maxsize=16)
def _difference_kernels(points: int, radius: float) -> list[np.ndarray]:
    """Make, for each neighbor, the filter that computes neighbor minus center."""
    reach = int(np.ceil(radius))
    angles = 2 * np.pi * np.arange(points) / points
    kernels = []
    for down, right in np.column_stack([-radius * np.sin(angles), radius * np.cos(angles)]).round(5):
        kernel = np.outer(_linear_weights(down, reach), _linear_weights(right, reach))
        kernel[reach, reach] -= 1
        kernels.append(kernel)
    return kernels


def _linear_weights(position: float, reach: int) -> np.ndarray:
    """Compute the weights of the pixels −reach … reach when a value is interpolated at `position`."""
    return np.maximum(0, 1 - np.abs(np.arange(-reach, reach + 1) - position))


@cache
def _uniform_table(points: int) -> np.ndarray:
    table = _uniform_numbers(np.arange(2**points), points)
    table.flags.writeable = False  # every call shares it
    return table


def _uniform_numbers(patterns: np.ndarray, points: int) -> np.ndarray:
    """Assign numbers: to uniform patterns by their count of ones, then by rotation; to all others the last one."""
    mask = 2**points - 1
    patterns = patterns.astype(np.int64)
    neighbors = (patterns << 1 | patterns >> (points - 1)) & mask
    changes, ones = (np.bitwise_count(bits).astype(np.intp) for bits in (patterns ^ neighbors, patterns))
    first_one, first_zero = _lowest_one(patterns), _lowest_one(~patterns & mask)
    rotation = np.where(patterns & 1, ones - first_zero, points - first_one)
    number = np.where(ones == 0, 0, 1 + (ones - 1) * points + rotation)
    number[ones == points] = points * (points - 1) + 1
    number[changes > 2] = points * (points - 1) + 2
    return number


def _lowest_one(bits: np.ndarray) -> np.ndarray:
    """Find the position of the lowest bit that is 1."""
    return np.bitwise_count((bits & -bits) - 1).astype(np.intp)
