"""A gray square over a face: how far it moves the embedding."""

from collections.abc import Callable, Iterator

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from facelab.distances import pair_distances
from facelab.images import check_images
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls, pack

GRAY, BATCH_SIZE, FACE_HEIGHT = 128, 64, 224


def occlusion(
    embed: Callable[[np.ndarray], np.ndarray],
    image: np.ndarray,
    size: int = 30,
    step: int = 10,
    threshold: float | None = None,
) -> Interactive:
    """Move a gray square over a face, and see how far it moves the embedding.

    Parameters
    ----------
    embed : callable
        From images, uint8 (N, H, W) or (N, H, W, 3), to embeddings (N, D). It is asked once for every place of the
        square, in batches of 64.
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
        The face.
    size : int, default 30
        Side of the square, pixels.
    step : int, default 10
        From one place of the square to the next, pixels.
    threshold : float, optional
        The largest Euclidean distance that counts as one person.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If the square does not fit into the image, or the step is below 1, or the threshold is not above 0.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> figure = occlusion(lambda images: images.reshape(len(images), -1) / 255, load_orl().images[90])
    >>> figure.data["distances"]["shape"]  # places from top to bottom, from left to right
    [9, 7]
    """
    check_images(image[None])
    height, width = image.shape[:2]
    if not 1 <= size <= min(height, width):
        raise ValueError(f"size={size}: expected a square of 1 to {min(height, width)} pixels, which fits the image.")
    if step < 1:
        raise ValueError(f"step={step}: expected 1 pixel or more.")
    if threshold is not None and not 0 < threshold < np.inf:
        raise ValueError(f"threshold={threshold}: expected a distance above 0.")
    tops, lefts = range(0, height - size + 1, step), range(0, width - size + 1, step)
    places = [(top, left) for top in tops for left in lefts]
    covered = np.concatenate([embed(batch) for batch in _covered(image, places, size)])
    distances = pair_distances(covered, np.broadcast_to(embed(image[None]), covered.shape))
    distances = distances.reshape(len(tops), len(lefts)).astype(np.float32)
    data = {
        "face": data_urls([image], FACE_HEIGHT)[0],
        "distances": pack(distances),
        "height": height,
        "width": width,
        "size": size,
        "step": step,
        "gray": GRAY,
        "threshold": threshold,
    }
    return Interactive("occlusion", "A gray square over a face", data, lambda: _draw(image, distances, size, step))


def _covered(image: np.ndarray, places: list[tuple[int, int]], size: int) -> Iterator[np.ndarray]:
    """Cover the image by the square at each place; give a batch at a time."""
    for start in range(0, len(places), BATCH_SIZE):
        batch = np.repeat(image[None], len(places[start : start + BATCH_SIZE]), axis=0)
        for copy, (top, left) in zip(batch, places[start:], strict=False):  # the batch ends first
            copy[top : top + size, left : left + size] = GRAY
        yield batch


def _draw(image: np.ndarray, distances: np.ndarray, size: int, step: int) -> Figure:
    height, width = image.shape[:2]
    rows, columns = distances.shape
    figure, (left, right) = plt.subplots(1, 2, figsize=(6, 3), layout="constrained")
    left.imshow(image, cmap="gray", vmin=0, vmax=255)
    corner = columns // 2 * step, rows // 2 * step
    left.add_patch(Rectangle(corner, size, size, color=(GRAY / 255,) * 3))
    left.set_title(f"moves it by {distances[rows // 2, columns // 2]:.2f}")
    edge = (size - step) / 2  # a value stands at the middle of its square
    extent = (edge, edge + columns * step, edge + rows * step, edge)
    heat = right.imshow(distances, extent=extent, cmap="inferno", vmin=0)
    right.set(xlim=(0, width), ylim=(height, 0))
    figure.colorbar(heat, ax=right, label="embedding moves by")
    for ax in (left, right):
        ax.set_axis_off()
    plt.close(figure)
    return figure
