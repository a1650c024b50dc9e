"""The baseline against presentation attacks: what the surface of a face looks like, in space and in frequency."""

from functools import partial
from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.features import LBPHistograms
from facelab.images import check_images, map_batches

DIRECTIONS = 3  # of frequencies: along rows, along a diagonal, along columns
DARK = 8  # gray levels, added before the logarithm, so that noise in the dark is not blown up
FLOOR = 1e-6  # of the power: a contrast of a thousandth


class TextureFeatures(TransformerMixin, BaseEstimator):
    """Describe the texture of images: histograms of local binary patterns, and the power of spatial frequencies.

    Where in the image a pattern is does not matter: dots of ink, a display's grid and blur are everywhere. Nor does it
    matter what is left and right: an image and its mirror image have the same features.

    Parameters
    ----------
    radii : tuple of float, default (1, 1.5, 2, 3)
        Pixels, of the circles of uniform local binary patterns with 8 neighbors: one histogram of the whole image each,
        as square roots, so that a change of a rare pattern counts, too. An empty tuple leaves them out.
    bands : int, default 10
        Bands of spatial frequency of equal width, from 0 to 0.5 cycles a pixel, each in three directions: the
        logarithms of the mean power and of the largest, as a grid is a peak. The spectrum is that of the logarithm of
        the image, in which a grid is as high in the dark as in the light. 0 leaves them out.

    References
    ----------
    J. Määttä, A. Hadid, M. Pietikäinen, Face spoofing detection from single images using micro-texture analysis,
    IJCB 2011 (local binary patterns and an SVM; there also in the cells of a grid).
    J. Li, Y. Wang, T. Tan, A. K. Jain, Live face detection based on the analysis of Fourier spectra, SPIE 5404, 2004.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> TextureFeatures().transform(load_orl().images[:5]).shape
    (5, 296)
    """

    def __init__(self, radii: tuple[float, ...] = (1, 1.5, 2, 3), bands: int = 10):
        self.radii = radii
        self.bands = bands

    def fit(self, images, y=None) -> "TextureFeatures":
        """Learn nothing: the features are the same for every set of images."""
        check_images(images)
        return self

    def transform(self, images) -> np.ndarray:
        """Describe uint8 images (N, H, W) or (N, H, W, 3): float64, shape (N, 59 · len(radii) + 6 · bands)."""
        if not isinstance(self.bands, Integral) or self.bands < 0 or not (self.bands or self.radii):
            raise ValueError(
                f"radii={self.radii}, bands={self.bands}: expected a radius, or a number of bands above 0."
            )
        parts = [map_batches(partial(self._patterns, radius), images) for radius in self.radii]
        if self.bands:
            parts.append(map_batches(self._spectra, images))
        return np.hstack(parts).astype(np.float64)

    def _patterns(self, radius: float, images: np.ndarray) -> np.ndarray:
        """Average the roots of the histograms of each image and of its mirror image."""
        patterns = LBPHistograms(radius=radius, grid=(1, 1))
        return (np.sqrt(patterns.transform(images)) + np.sqrt(patterns.transform(images[:, :, ::-1]))) / 2

    def _spectra(self, images: np.ndarray) -> np.ndarray:
        """Compute the logarithms of the mean and of the largest power in each sector of each band."""
        height, width = images.shape[1:]
        window = np.outer(np.hanning(height + 2)[1:-1], np.hanning(width + 2)[1:-1])
        logarithm = np.log(images + float(DARK))
        windowed = (logarithm - logarithm.mean(axis=(1, 2), keepdims=True)) * window
        power = np.abs(np.fft.rfft2(windowed)) ** 2 / np.sum(window**2) + FLOOR
        sectors = [power[:, mask] for mask in self._sectors(height, width)]
        return np.log10([each.mean(axis=1) for each in sectors] + [each.max(axis=1) for each in sectors]).T

    def _sectors(self, height: int, width: int) -> list[np.ndarray]:
        """Say which frequencies of `rfft2` are in each sector: bool, shape (H, W // 2 + 1) each."""
        down, right = np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)
        band = np.floor(np.hypot(down, right) * 2 * self.bands)
        direction = np.rint(np.arctan2(np.abs(down), right) / (np.pi / 2) * (DIRECTIONS - 1))
        sectors = [(band == b) & (direction == d) for b in range(self.bands) for d in range(DIRECTIONS)]
        if not all(mask.any() for mask in sectors):
            raise ValueError(f"bands={self.bands}: an image of {height} × {width} pixels has too few frequencies.")
        return sectors

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.two_d_array, tags.input_tags.three_d_array = False, True
        return tags
