"""Gray out of black dots: a clustered-dot halftone screen."""

import math
from typing import NamedTuple

import cv2
import numpy as np

SAMPLES = 6  # of the print for each pixel of the image, in both directions; more where dots would get fewer than 3


class HalftoneScreen(NamedTuple):
    """A grid of dots, of which each is as large as the image is dark there."""

    rows: float  # of dots across the width
    turned: float  # degrees, added to the angle of each ink
    gain: float  # by how much spreading ink increases the share of the paper under ink where half of it should be

    def print(self, coverage: np.ndarray, degrees: float) -> np.ndarray:
        """Print one ink: 1 on bare paper, 0 under ink; `coverage` (H, W) is the share that ink should cover."""
        samples = max(SAMPLES, math.ceil(3 * self.rows / coverage.shape[1]))
        angle, step = math.radians(degrees + self.turned), 2 * math.pi * self.rows / (coverage.shape[1] * samples)
        level = _levels(coverage + 4 * self.gain * coverage * (1 - coverage), step)
        level = cv2.resize(level, None, fx=samples, fy=samples, interpolation=cv2.INTER_CUBIC)
        down, right = (np.arange(size, dtype=np.float32) for size in level.shape)
        across = right * (step * math.cos(angle)) + down[:, None] * (step * math.sin(angle))
        along = down[:, None] * (step * math.cos(angle)) - right * (step * math.sin(angle))
        return 1 - _inked(level, *_hills(across, along, step))


def _hills(across: np.ndarray, along: np.ndarray, step: float) -> tuple[np.ndarray, np.ndarray]:
    """Compute a landscape of hills, one a dot, at these phases: heights, and slopes from one sample to the next."""
    across, along = np.cos(across), np.cos(along)
    return across + along, step * np.sqrt(np.maximum(2 - across**2 - along**2, 1e-6))


def _inked(level: np.ndarray, height: np.ndarray, slope: np.ndarray) -> np.ndarray:
    """Cover with ink what lies below a level; a sample that the edge of a dot runs through is covered in part."""
    return np.clip(0.5 + (level - height) / slope, 0, 1)


def _levels(coverage: np.ndarray, step: float) -> np.ndarray:
    """Find the levels at which ink covers these shares of the paper, float32, as a printer is calibrated."""
    phases = np.linspace(0, np.pi, 32, endpoint=False) + np.pi / 64
    height, slope = _hills(phases[:, None], phases, step)
    highest = 2 + step**2 / 8  # all is covered
    levels = np.linspace(-highest, highest, 101)
    shares = [float(_inked(np.asarray(level), height, slope).mean()) for level in levels]
    return np.interp(coverage, shares, levels).astype(np.float32)
