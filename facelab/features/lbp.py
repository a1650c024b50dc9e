"""Local binary patterns: each pixel described by which neighbours are at least as bright."""

from functools import cache

import cv2
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.images import map_batches

# Interpolation leaves rounding errors near 1e-13: without this, a flat patch would get random codes.
TOLERANCE = 1e-9
MOST_POINTS = 24


class LBPHistograms(TransformerMixin, BaseEstimator):
    """Describe a face by the histogram of local binary patterns in each cell of a grid.

    Parameters
    ----------
    points : int
        P, the neighbours on the circle, 1 to 24.
    radius : float
        R, the circle's radius in pixels.
    grid : (int, int)
        Rows and columns of cells. 5 × 5 gives ORL faces cells of 22 × 18 pixels, the cell size of
        Ahonen et al. (their 150 × 130 images had 7 × 7 cells).
    uniform : bool
        One bin for each pattern with at most two changes between 0 and 1 around the circle, and one
        bin for all the others: P (P − 1) + 3 bins instead of 2^P.

    References
    ----------
    T. Ojala, M. Pietikäinen, T. Mäenpää, "Multiresolution gray-scale and rotation invariant texture
    classification with local binary patterns", IEEE PAMI 24(7), 2002.
    T. Ahonen, A. Hadid, M. Pietikäinen, "Face description with local binary patterns", IEEE PAMI
    28(12), 2006 (P = 8, R = 2, uniform).

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> LBPHistograms(points=8, radius=2, grid=(5, 5)).transform(load_orl().images[:5]).shape
    (5, 1475)
    """

    def __init__(self, points: int = 8, radius: float = 2, grid: tuple[int, int] = (5, 5), uniform: bool = True):
        self.points = points
        self.radius = radius
        self.grid = grid
        self.uniform = uniform

    @property
    def n_cells(self) -> int:
        """How many cells the grid has."""
        return self.grid[0] * self.grid[1]

    @property
    def n_bins(self) -> int:
        """How many patterns each cell counts."""
        return self.points * (self.points - 1) + 3 if self.uniform else 2**self.points

    def fit(self, images, y=None) -> "LBPHistograms":
        """Learn nothing: the patterns are the same for every set of faces.

        Parameters
        ----------
        images : uint8 images
        y : ignored

        Returns
        -------
        LBPHistograms
        """
        return self

    def transform(self, images) -> np.ndarray:
        """Count the patterns in each cell.

        Parameters
        ----------
        images : uint8 images, shape (N, H, W) or (N, H, W, 3)

        Returns
        -------
        ndarray of float32, shape (N, n_cells · n_bins)
            Cell after cell, row by row; the bins of one cell add up to 1.
        """
        _check_circle(self.points, self.radius)
        if not self.uniform and self.points > 12:
            raise ValueError(f"uniform=False makes 2^{self.points} bins a cell; take points of 12 or less.")
        return map_batches(self._histograms, images)

    def _histograms(self, images: np.ndarray) -> np.ndarray:
        offset = self._first_bin_of_cell(images.shape[1:]).ravel()
        n_bins = self.n_cells * self.n_bins
        codes = (lbp_codes(image, self.points, self.radius, self.uniform) for image in images)
        counts = np.stack([np.bincount(offset + code.ravel(), minlength=n_bins) for code in codes])
        counts = counts.reshape(len(images), self.n_cells, self.n_bins)
        return (counts / counts.sum(axis=2, keepdims=True)).reshape(len(images), n_bins).astype(np.float32)

    def _first_bin_of_cell(self, shape: tuple[int, int]) -> np.ndarray:
        """Give each pixel the number of the first bin of its cell: int, shape (H, W)."""
        if min(self.grid) < 1 or self.grid[0] > shape[0] or self.grid[1] > shape[1]:
            raise ValueError(f"a grid of {self.grid} cells does not fit an image of {shape} pixels.")
        row, column = (np.arange(n) * cells // n for n, cells in zip(shape, self.grid, strict=True))
        return (row[:, None] * self.grid[1] + column) * self.n_bins

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.two_d_array, tags.input_tags.three_d_array = False, True
        return tags


def lbp_codes(image: np.ndarray, points: int = 8, radius: float = 1, uniform: bool = True) -> np.ndarray:
    """Compute the local binary pattern of every pixel.

    Neighbour p lies at angle 2πp/P, counted from the right and against the clock, and is
    interpolated from the four pixels around it. Bit p of the pattern is 1 if the neighbour is at
    least as bright as the centre. Outside the image it is dark: grey value 0.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    points : int
        P, the neighbours on the circle, 1 to 24.
    radius : float
        R, the circle's radius in pixels.
    uniform : bool
        Number the uniform patterns 0 to P (P − 1) + 1 and give all others P (P − 1) + 2, instead of
        reading the bits as a number.

    Returns
    -------
    ndarray of int, shape (H, W)

    Examples
    --------
    >>> ramp = np.tile(np.arange(5, dtype=np.uint8) * 10, (5, 1))
    >>> int(lbp_codes(ramp, points=4, radius=1, uniform=False)[2, 2])  # brighter or equal: right, up, down
    11
    """
    _check_circle(points, radius)
    if image.ndim != 2 or image.dtype != np.uint8:
        raise ValueError(f"the image is {image.dtype} of shape {image.shape}; expected one grey uint8 image (H, W).")
    brightness = image.astype(np.float64)
    patterns = np.zeros(image.shape, np.min_scalar_type(2**points - 1))
    for bit, kernel in enumerate(_difference_kernels(points, radius)):
        difference = cv2.filter2D(brightness, -1, kernel, borderType=cv2.BORDER_CONSTANT)
        bits = (difference >= -TOLERANCE).view(np.uint8)
        patterns |= bits * patterns.dtype.type(1 << bit)
    return _uniform_numbers(points).take(patterns) if uniform else patterns


@cache
def _difference_kernels(points: int, radius: float) -> list[np.ndarray]:
    """For each neighbour, the filter that takes neighbour minus centre."""
    reach = int(np.ceil(radius))
    angles = 2 * np.pi * np.arange(points) / points
    kernels = []
    for down, right in np.column_stack([-radius * np.sin(angles), radius * np.cos(angles)]).round(5):
        kernel = np.outer(_linear_weights(down, reach), _linear_weights(right, reach))
        kernel[reach, reach] -= 1
        kernels.append(kernel)
    return kernels


def _linear_weights(position: float, reach: int) -> np.ndarray:
    """Weights of the pixels −reach … reach when a value is interpolated at `position`."""
    return np.maximum(0, 1 - np.abs(np.arange(-reach, reach + 1) - position))


@cache
def _uniform_numbers(points: int) -> np.ndarray:
    """Give every pattern its number, shape (2^P,): uniform ones are ordered by their ones, then by rotation."""
    bits = (np.arange(2**points)[:, None] >> np.arange(points)) & 1
    ones = bits.sum(axis=1)
    changes = (bits != np.roll(bits, 1, axis=1)).sum(axis=1)
    first_one, first_zero = bits.argmax(axis=1), bits.argmin(axis=1)
    rotation = np.where(bits[:, 0] == 1, ones - first_zero, points - first_one)
    number = np.where(ones == 0, 0, 1 + (ones - 1) * points + rotation)
    number[ones == points] = points * (points - 1) + 1
    number[changes > 2] = points * (points - 1) + 2
    return number


def _check_circle(points: int, radius: float) -> None:
    if not 1 <= points <= MOST_POINTS:
        raise ValueError(f"points={points}: a pattern has 1 to {MOST_POINTS} neighbours.")
    if not 0 < radius < np.inf:
        raise ValueError(f"radius={radius}: the circle needs a radius above 0 pixels.")
