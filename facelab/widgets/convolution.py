"""A filter of 3 × 3 weights over a face: nine numbers to edit, and the feature map that they make."""

from collections.abc import Mapping

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import pack

ACROSS = np.array([[1.0, 1, 1], [0, 0, 0], [-1, -1, -1]])
FILTERS = {
    "bright above dark": ACROSS,
    "bright left of dark": ACROSS.T,
    "mean": np.full((3, 3), 1 / 9),
    "sharpen": np.array([[0.0, -1, 0], [-1, 5, -1], [0, -1, 0]]),
    "copy": np.array([[0.0, 0, 0], [0, 1, 0], [0, 0, 0]]),
}


def convolution(image: np.ndarray, filters: Mapping[str, np.ndarray] | None = None) -> Interactive:
    """Edit the nine weights of a filter, see its feature map, and the nine products at one place.

    The map is the cross-correlation, as in Keras, without padding and with a stride of 1: it is two pixels lower and
    narrower than the image.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
        Gray, at least 3 × 3 pixels.
    filters : mapping from str to ndarray, shape (3, 3), optional
        To choose from; the figure starts with the first one. By default two filters for edges, a mean, one that
        sharpens, and one that copies.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> face = load_orl().images[130]
    >>> figure = convolution(face)
    >>> figure.title
    'A filter of 3 × 3 weights over a face of 112 × 92 pixels'
    >>> figure = convolution(face, {"upright line": np.array([[-1, 2, -1]] * 3)})
    """
    image = np.asarray(image)
    if image.dtype != np.uint8 or image.ndim != 2 or min(image.shape) < 3:
        raise ValueError("the image must be gray, uint8, of shape (H, W), and at least 3 × 3 pixels.")
    chosen = _checked(FILTERS if filters is None else filters)
    name, weights = next(iter(chosen.items()))
    values = _correlate(image, weights)
    place = np.unravel_index(np.argmax(np.abs(values)), values.shape)  # something is to be seen there
    data = {
        "image": pack(image),
        "filters": {name: weights.tolist() for name, weights in chosen.items()},
        "place": [int(position) for position in place],
    }

    def draw() -> Figure:
        figure, (left, middle, right) = plt.subplots(1, 3, figsize=(8, 3.2))
        largest = np.abs(weights).max() or 1
        left.imshow(image, cmap="gray", vmin=0, vmax=255)
        middle.imshow(weights, cmap="gray", vmin=-largest, vmax=largest)  # the grays of a map: 0 is middle gray
        for (row, column), weight in np.ndenumerate(weights):
            color = "white" if weight < 0 else "black"
            middle.text(column, row, f"{weight:.3g}".replace("-", "−"), ha="center", va="center", color=color)
        brightest = np.abs(values).max() or 1
        is_even = weights.sum() > 1e-9  # as the browser does: a filter that keeps even areas is drawn like a photograph
        right.imshow(values, cmap="gray", vmin=0 if is_even else -brightest, vmax=255 if is_even else brightest)
        for ax, title in ((left, "the face"), (middle, name), (right, "the feature map")):
            ax.set(title=title, xticks=[], yticks=[])
        plt.close(figure)
        return figure

    title = f"A filter of 3 × 3 weights over a face of {image.shape[0]} × {image.shape[1]} pixels"
    return Interactive("convolution", title, data, draw)


def _correlate(image: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Sum the products at each place where the filter fits."""
    return np.einsum("rcij,ij->rc", np.lib.stride_tricks.sliding_window_view(image, (3, 3)), weights)


def _checked(filters: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """Check the filters, and turn them into arrays of float."""
    arrays = {name: np.asarray(weights, float) for name, weights in filters.items()}
    if not arrays or any(weights.shape != (3, 3) or not np.isfinite(weights).all() for weights in arrays.values()):
        raise ValueError("at least one filter is needed, and each must be 3 × 3 finite numbers.")
    return arrays
