"""Local binary patterns: a pixel's neighbors, and what of their order other light changes."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from facelab.features import lbp_codes
from facelab.plotting import lbp_image
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import pack

MIN_SIZE, MAX_SIZE = 8, 160


def local_patterns(image: np.ndarray, pixel: tuple[int, int] | None = None) -> Interactive:
    """Choose a pixel, see its neighbors' bits and its pattern, and change the light and the radius.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
        From 8 × 8 to 160 × 160 pixels.
    pixel : (int, int), optional
        Row and column of the first pixel; by default the one in the middle.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> local_patterns(load_orl().images[10]).title
    'Local binary patterns of 112 × 92 pixels'
    """
    if image.dtype != np.uint8 or image.ndim != 2 or min(image.shape) < MIN_SIZE or max(image.shape) > MAX_SIZE:
        raise ValueError(
            f"the image is {image.dtype} of shape {image.shape}; expected a gray uint8 image (H, W) of "
            f"{MIN_SIZE} to {MAX_SIZE} pixels a side."
        )
    height, width = image.shape
    row, column = pixel if pixel is not None else (height // 2, width // 2)
    if not (0 <= row < height and 0 <= column < width):
        raise ValueError(f"pixel ({row}, {column}) is outside an image of {height} × {width} pixels.")

    def draw() -> Figure:
        figure, (left, right) = plt.subplots(1, 2, figsize=(6, 2.8))
        lbp_image(image, points=8, radius=1, ax=left)
        _neighborhood(image, row, column, right)
        plt.close(figure)
        return figure

    data = {"face": pack(image), "pixel": [int(row), int(column)]}
    return Interactive("local_patterns", f"Local binary patterns of {height} × {width} pixels", data, draw)


def _neighborhood(image: np.ndarray, row: int, column: int, ax: Axes) -> None:
    """Draw a pixel and the eight around it, with gray values; outside the image they are black."""
    patch = np.pad(image, 1)[row : row + 3, column : column + 3]
    ax.imshow(patch, cmap="gray", vmin=0, vmax=255)
    for (down, right), value in np.ndenumerate(patch):
        box = {"boxstyle": "round", "facecolor": "white", "edgecolor": "none"}
        ax.text(right, down, f"{value}", ha="center", va="center", color="black", bbox=box)
    code = lbp_codes(image, points=8, radius=1, uniform=False)[row, column]
    ax.set(title=f"row {row}, column {column}: pattern {code}", xticks=[], yticks=[])
