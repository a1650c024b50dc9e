"""Local binary patterns: a pixel's neighbors, and what of their order other light changes."""

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.ndimage import map_coordinates

from facelab.features import lbp_codes
from facelab.plotting import lbp_image
from facelab.plotting.style import GENUINE
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
        figure, (left, right) = plt.subplots(1, 2, figsize=(7.6, 3.8))
        lbp_image(image, points=8, radius=1, ax=left)
        _neighborhood(image, row, column, right)
        plt.close(figure)
        return figure

    data = {"face": pack(image), "pixel": [int(row), int(column)]}
    return Interactive("local_patterns", f"Local binary patterns of {height} × {width} pixels", data, draw)


def _neighborhood(image: np.ndarray, row: int, column: int, ax: Axes) -> None:
    """Draw a pixel and the eight places that it is compared with, values and bits; outside the image all is black."""
    around = np.pad(image, 2)[row : row + 5, column : column + 5].astype(float)  # the pixel is at (2, 2)
    ax.imshow(around, cmap="gray", vmin=0, vmax=255)
    code = int(lbp_codes(image, points=8, radius=1, uniform=False)[row, column])
    angles = np.pi / 4 * np.arange(8)
    places = np.stack([2 - np.sin(angles), 2 + np.cos(angles)]).round(5)
    for bit, (down, right, value) in enumerate(zip(*places, map_coordinates(around, places, order=1), strict=True)):
        is_one = code >> bit & 1
        box = {"boxstyle": "round,pad=0.2", "facecolor": GENUINE if is_one else "white", "edgecolor": "gray"}
        text, color = f"{round(value, 1):g}: {is_one}", "white" if is_one else "black"
        ax.text(right, down, text, ha="center", va="center", color=color, fontsize=8, bbox=box)
    box = {"boxstyle": "round,pad=0.2", "facecolor": "#F7D9C4", "edgecolor": "gray"}
    ax.text(2, 2, f"{image[row, column]}", ha="center", va="center", color="black", fontsize=8, bbox=box)
    title = f"row {row}, column {column}: pattern {code}"
    ax.set(title=title, xticks=[], yticks=[], xlim=(0.6, 3.4), ylim=(3.4, 0.6))
