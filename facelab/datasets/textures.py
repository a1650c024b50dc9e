"""Random backgrounds without a face."""

from collections.abc import Callable

import cv2
import numpy as np


def texture(kind: str, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw a background of the kind named in TEXTURES: uint8, shape (height, width)."""
    if kind not in TEXTURES:
        raise ValueError(f"kind={kind!r}: expected one of {', '.join(TEXTURES)}.")
    drawn = TEXTURES[kind](shape, rng)
    low, high = sorted(rng.uniform(0, 255, 2))
    drawn = low + (drawn - drawn.min()) * (high - low + 40) / (np.ptp(drawn) or 1)
    return np.clip(drawn + rng.normal(0, rng.uniform(0, 8), shape), 0, 255).astype(np.uint8)


def clouds(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Add up blurred noise of several sizes."""
    layers = [_noise(shape, cell, rng) * cell for cell in (4, 8, 16, 32, 64)]
    return np.sum(layers, axis=0)


def stripes(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw waves in one direction, slightly warped."""
    y, x = np.indices(shape, float)
    angle, period = rng.uniform(0, np.pi), rng.uniform(4, 40)
    return np.sin((np.cos(angle) * x + np.sin(angle) * y) * 2 * np.pi / period + 2 * _noise(shape, 32, rng))


def checks(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw a rotated checkerboard."""
    y, x = np.indices(shape, float)
    angle, side = rng.uniform(0, np.pi), rng.uniform(5, 30)
    across, along = np.cos(angle) * x + np.sin(angle) * y, np.cos(angle) * y - np.sin(angle) * x
    return ((across // side + along // side) % 2).astype(float)


def discs(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw filled ellipses of all sizes, some of them like heads."""
    drawn = np.full(shape, rng.uniform(0, 255))
    for _ in range(rng.integers(5, 40)):
        center = tuple(int(each) for each in rng.integers(0, shape[::-1]))
        axes = tuple(int(each) for each in rng.integers(3, 40, 2))
        cv2.ellipse(drawn, center, axes, rng.uniform(0, 180), 0, 360, rng.uniform(0, 255), -1)
    return cv2.GaussianBlur(drawn, (0, 0), rng.uniform(0.5, 4))


def bricks(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw rows of bricks, each with its own gray."""
    drawn, height, width = np.zeros(shape), int(rng.integers(6, 24)), int(rng.integers(10, 50))
    for row, top in enumerate(range(0, shape[0], height)):
        for left in range(-(row % 2) * width // 2, shape[1], width):
            drawn[top + 1 : top + height, max(0, left + 1) : left + width] = rng.uniform(60, 160)
    return drawn


def scribbles(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw lines and letters."""
    drawn = np.full(shape, rng.uniform(0, 255))
    for _ in range(rng.integers(10, 60)):
        start, end = (tuple(int(each) for each in rng.integers(0, shape[::-1])) for _ in range(2))
        cv2.line(drawn, start, end, rng.uniform(0, 255), int(rng.integers(1, 5)))
        letter = chr(rng.integers(65, 91))
        cv2.putText(drawn, letter, end, cv2.FONT_HERSHEY_SIMPLEX, rng.uniform(0.4, 1.5), rng.uniform(0, 255), 2)
    return drawn


def corners(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw overlapping rectangles, each with a gradient of brightness."""
    drawn, (y, x) = np.zeros(shape), np.indices(shape, float)
    for _ in range(rng.integers(5, 30)):
        left, right = np.sort(rng.integers(0, shape[1] + 1, 2))
        top, bottom = np.sort(rng.integers(0, shape[0] + 1, 2))
        slope = rng.uniform(0, 255) + rng.normal(0, 1) * x + rng.normal(0, 1) * y
        drawn[top:bottom, left:right] = slope[top:bottom, left:right]
    return drawn


def grain(shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """Draw blurred noise of one size, longer in one direction: wood, cloth, grass."""
    blur = rng.uniform(0.5, 3, 2) * (1, rng.uniform(1, 6))
    return cv2.GaussianBlur(rng.normal(0, 1, shape), (0, 0), blur[0], sigmaY=blur[1])


def _noise(shape: tuple[int, int], cell: int, rng: np.random.Generator) -> np.ndarray:
    small = rng.normal(0, 1, (shape[0] // cell + 2, shape[1] // cell + 2))
    return cv2.resize(small, shape[::-1], interpolation=cv2.INTER_CUBIC)


TEXTURES: dict[str, Callable[[tuple[int, int], np.random.Generator], np.ndarray]] = {
    draw.__name__: draw for draw in (clouds, stripes, checks, discs, bricks, scribbles, corners, grain)
}
