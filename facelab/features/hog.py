"""Histograms of oriented gradients: which way edges run, in each cell of an image."""

from functools import cache
from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.images import check_images, map_batches, to_gray

CLIP = 0.2  # after the first normalization: no edge counts more than this
EPSILON = 1e-5
GRADIENTS = 2 * 255 + 1  # in one direction, of an 8-bit image: from -255 to 255
NO_GRADIENT = 255 * GRADIENTS + 255  # its place in the tables


class HOG(TransformerMixin, BaseEstimator):
    """Describe an image by the histogram of edge directions in each cell, normalized in blocks of cells.

    Parameters
    ----------
    cell : int, default 8
        Height and width of a cell, pixels. What does not fill a cell at the right and the bottom is left out.
    bins : int, default 9
        Directions from 0 to 180 degrees: a step from dark to bright and one from bright to dark are the same edge.
    block : int, default 2
        Height and width of a block, in cells. Blocks overlap: each begins one cell after the one before.

    References
    ----------
    N. Dalal, B. Triggs, Histograms of oriented gradients for human detection, CVPR 2005. Here each pixel counts for
    one cell and one bin, as in scikit-image; the paper shares it out between neighbors.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> HOG().transform(load_orl().images[:5]).shape  # 13 × 10 blocks of 4 cells with 9 bins
    (5, 4680)
    """

    def __init__(self, cell: int = 8, bins: int = 9, block: int = 2):
        self.cell = cell
        self.bins = bins
        self.block = block

    def fit(self, images, y=None) -> "HOG":
        """Learn nothing: directions are the same for every set of images."""
        check_images(images)
        return self

    def transform(self, images) -> np.ndarray:
        """Describe uint8 images: float32, shape (N, blocks · block² · bins)."""
        return map_batches(lambda batch: self.blocks(batch).reshape(len(batch), -1), images)

    def blocks(self, images) -> np.ndarray:
        """Describe every block of uint8 images: float32, shape (N, rows, columns, block² · bins)."""
        check_images(images)
        if not all(isinstance(each, Integral) and each > 0 for each in (self.cell, self.bins, self.block)):
            raise ValueError(f"cell={self.cell}, bins={self.bins}, block={self.block}: expected integers above 0.")
        cells = self._cells(to_gray(images))
        if min(cells.shape[1:3]) < self.block:
            raise ValueError(
                f"images of {images.shape[1:3]} pixels are smaller than a block of {self.block} × {self.block} cells."
            )
        blocks = np.lib.stride_tricks.sliding_window_view(cells, (self.block, self.block), axis=(1, 2))
        blocks = np.moveaxis(blocks, 3, -1).reshape(*blocks.shape[:3], -1)
        return _normalize(np.minimum(_normalize(blocks), CLIP)).astype(np.float32)

    def _cells(self, images: np.ndarray) -> np.ndarray:
        """Compute the mean length of the gradients of each direction, shape (N, rows, columns, bins)."""
        index = np.full(images.shape, NO_GRADIENT, np.int32)  # of each pixel's gradient in the tables
        index[:, :, 1:-1] += np.subtract(images[:, :, 2:], images[:, :, :-2], dtype=np.int32)
        index[:, 1:-1] += GRADIENTS * np.subtract(images[:, 2:], images[:, :-2], dtype=np.int32)
        bin_index, length = (table.take(index) for table in _gradient_tables(self.bins))
        n, rows, columns = len(images), images.shape[1] // self.cell, images.shape[2] // self.cell
        row, column = np.arange(rows * self.cell) // self.cell, np.arange(columns * self.cell) // self.cell
        cell_index = (np.arange(n)[:, None, None] * rows + row[:, None]) * columns + column
        inside = slice(None), slice(rows * self.cell), slice(columns * self.cell)
        sums = np.bincount(
            (cell_index * self.bins + bin_index[inside]).ravel(),
            length[inside].ravel(),
            minlength=n * rows * columns * self.bins,
        )
        return sums.reshape(n, rows, columns, self.bins) / self.cell**2

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.two_d_array, tags.input_tags.three_d_array = False, True
        return tags


@cache
def _gradient_tables(bins: int) -> tuple[np.ndarray, np.ndarray]:
    """Tabulate the bin and the length of every gradient of an 8-bit image, row by row: dy, then dx, each from -255."""
    dy, dx = np.mgrid[-255:256, -255:256]
    degrees = np.rad2deg(np.arctan2(dy, dx)) % 180
    return np.minimum(degrees * bins // 180, bins - 1).astype(np.int32).ravel(), np.hypot(dx, dy).ravel()


def _normalize(blocks: np.ndarray) -> np.ndarray:
    """Divide each block, shape (…, D), by its length."""
    return blocks / np.sqrt((blocks**2).sum(axis=-1, keepdims=True) + EPSILON**2)
