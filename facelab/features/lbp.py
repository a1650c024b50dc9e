"""LBP histograms: a face as the patterns in each cell of a grid."""

from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.features.lbp_codes import lbp_codes
from facelab.images import check_images, map_batches


class LBPHistograms(TransformerMixin, BaseEstimator):
    """Describe a face by the histogram of local binary patterns in each cell of a grid.

    Parameters
    ----------
    points : int, default 8
        P, the neighbors on the circle, 1 to 32.
    radius : float, default 2
        R, the circle's radius in pixels.
    grid : (int, int), default (5, 5)
        Rows and columns of cells. 5 × 5 gives ORL faces cells of 22 × 18 pixels, the cell size of Ahonen et al. (their
        150 × 130 images had 7 × 7 cells).
    uniform : bool, default True
        One bin for each pattern with at most two changes between 0 and 1 around the circle, and one bin for all the
        others: P (P − 1) + 3 bins instead of 2^P.

    References
    ----------
    T. Ojala, M. Pietikäinen, T. Mäenpää, "Multiresolution gray-scale and rotation invariant texture classification
    with local binary patterns", IEEE PAMI 24(7), 2002.
    T. Ahonen, A. Hadid, M. Pietikäinen, "Face description with local binary patterns", IEEE PAMI 28(12), 2006
    (P = 8, R = 2, uniform).

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
        """Number of cells in the grid."""
        return self.grid[0] * self.grid[1]

    @property
    def n_bins(self) -> int:
        """Number of patterns that each cell counts."""
        return self.points * (self.points - 1) + 3 if self.uniform else 2**self.points

    def fit(self, images, y=None) -> "LBPHistograms":
        """Learn nothing: the patterns are the same for every set of faces."""
        check_images(images)
        return self

    def transform(self, images) -> np.ndarray:
        """Count the patterns in each cell, row by row: float32 (N, n_cells · n_bins); the bins of a cell sum to 1."""
        if not self.uniform and self.points > 12:
            raise ValueError(f"uniform=False makes 2^{self.points} bins a cell; expected at most 12 points.")
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
        valid = np.shape(self.grid) == (2,) and all(isinstance(cells, Integral) and cells > 0 for cells in self.grid)
        if not valid or self.grid[0] > shape[0] or self.grid[1] > shape[1]:
            raise ValueError(f"a grid of {self.grid} cells does not fit an image of {shape} pixels.")
        row, column = (np.arange(n) * cells // n for n, cells in zip(shape, self.grid, strict=True))
        return (row[:, None] * self.grid[1] + column) * self.n_bins

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.two_d_array, tags.input_tags.three_d_array = False, True
        return tags
