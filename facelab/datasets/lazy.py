"""Images that stay on disk until they are used."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from facelab.datasets.image_file import read_image


class LazyImages(Sequence):
    """Images of one size, read from disk each time they are indexed.

    Parameters
    ----------
    paths : sequence of Path
        One file per image.
    height, width : int
        The size in pixels that every file must have.

    Examples
    --------
    >>> from facelab.datasets.orl import orl_folder
    >>> images = LazyImages(sorted(orl_folder().glob("s1/*.pgm")), 112, 92)
    >>> len(images), images[0].shape, images[:4].shape, len(images.take([0, 5]))
    (10, (112, 92, 3), (4, 112, 92, 3), 2)
    """

    dtype = np.dtype(np.uint8)
    ndim = 4

    def __init__(self, paths: Sequence[Path], height: int, width: int):
        self.paths = np.array([Path(path) for path in paths], dtype=object)
        self.shape = (len(paths), height, width, 3)

    def __len__(self) -> int:
        return len(self.paths)

    def __getitem__(self, index):
        """Read one image, uint8 (H, W, 3), or several, uint8 (n, H, W, 3)."""
        paths = self.paths[index]
        if isinstance(paths, Path):
            return self._read(paths)
        images = np.empty((len(paths), *self.shape[1:]), np.uint8)
        for image, path in zip(images, paths, strict=True):
            image[:] = self._read(path)
        return images

    def _read(self, path: Path) -> np.ndarray:
        image = read_image(path)
        if image.shape != self.shape[1:]:
            raise ValueError(f"{path} has shape {image.shape}; the rest of the set has {self.shape[1:]}.")
        return image

    def take(self, positions: np.ndarray, /, axis: int | None = 0) -> "LazyImages":
        """Choose images without reading them; `axis` matches `ndarray.take` and is always 0."""
        return LazyImages(self.paths[positions], *self.shape[1:3])

    def __array__(self, dtype=None, copy=None) -> np.ndarray:
        """Read every image into memory: what `np.asarray(images)` calls."""
        return self[:].astype(dtype or np.uint8, copy=False)
