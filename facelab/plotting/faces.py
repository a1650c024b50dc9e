"""Figures of faces."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.features import Eigenfaces, lbp_codes

GAP = 4


def faces_grid(
    images: Sequence | np.ndarray, titles: Sequence[str] | None = None, columns: int = 10, ax: Axes | None = None
) -> Axes:
    """Show images side by side, row by row.

    Parameters
    ----------
    images : sequence of gray or RGB images of one size
        uint8, or float gray values from 0 to 255; values beyond are clipped.
    titles : sequence of str, optional
        One above each image, of one or more lines.
    columns : int, default 10
        Images in a row.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = faces_grid(load_orl().images[:20], columns=5)
    """
    ax = ax or plt.gca()
    images = [np.clip(np.rint(image), 0, 255).astype(np.uint8) for image in images]
    if not images:
        raise ValueError("there are no images to show.")
    if columns < 1 or (titles is not None and len(titles) != len(images)):
        raise ValueError(f"{len(images)} images need as many titles, and at least one column.")
    columns = min(columns, len(images))
    rows = -(-len(images) // columns)
    height, width = images[0].shape[:2]
    title_height = height // 5 * max(title.count("\n") + 1 for title in titles) if titles is not None else 0
    pitch = np.array([height + title_height + GAP, width + GAP])
    canvas = np.full((*(pitch * (rows, columns)), *images[0].shape[2:]), 255, np.uint8)
    for i, image in enumerate(images):
        top, left = pitch * divmod(i, columns)
        canvas[top + title_height : top + title_height + height, left : left + width] = image
        if titles is not None:
            bottom = top + title_height - max(1, height // 25)
            ax.text(left + width / 2, bottom, titles[i], ha="center", va="bottom", fontsize="small")
    ax.imshow(canvas, cmap="gray", vmin=0, vmax=255, interpolation="nearest")
    if titles is not None:
        ax.set_ylim(len(canvas) - 0.5, title_height - 0.5)  # the first titles stand above: no empty band over them
    ax.set_axis_off()
    return ax


def faces_sheet(
    images: Sequence | np.ndarray, titles: Sequence[str] | None = None, columns: int = 10, scale: int = 1
) -> Axes:
    """Show images as `faces_grid` does, in a new figure where each pixel is a whole number of the page's pixels.

    Nothing is interpolated or left out, and a PNG of it is small.

    Parameters
    ----------
    images : sequence of gray or RGB images of one size
        uint8, or float gray values from 0 to 255; values beyond are clipped.
    titles : sequence of str, optional
        One above each image, of one or more lines.
    columns : int, default 10
        Images in a row.
    scale : int, default 1
        Pixels of the page for each pixel of an image.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = faces_sheet(load_orl().images[:14], columns=7)
    """
    figure = plt.figure(layout="none")
    ax = faces_grid(images, titles, columns, figure.add_axes((0, 0, 1, 1)))
    height, width = ax.get_images()[0].get_size()
    ax.set_ylim(height - 0.5, -0.5)  # with the first titles
    figure.set_size_inches(scale * width / figure.dpi, scale * height / figure.dpi)
    return ax


def eigenfaces(pca: Eigenfaces, n: int = 10, columns: int = 10, ax: Axes | None = None) -> Axes:
    """Show the mean face and the first eigenfaces; middle gray is zero.

    Parameters
    ----------
    pca : Eigenfaces
        Fitted on images.
    n : int, default 10
        How many eigenfaces.
    columns : int, default 10
        Images in a row.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = eigenfaces(Eigenfaces(9).fit(load_orl().images), n=9)
    """
    components = pca.components_[:n]
    scaled = 127.5 + 127.5 * components / np.abs(components).max(axis=1, keepdims=True)
    images = np.concatenate([pca.mean_[None], scaled]).reshape(-1, *_fitted_shape(pca))
    titles = ["mean", *(f"{i}" for i in range(1, len(components) + 1))]
    return faces_grid(images, titles, columns, ax)


def reconstruction(pca: Eigenfaces, image: np.ndarray, counts: Sequence[int], ax: Axes | None = None) -> Axes:
    """Show a face beside its reconstructions from the first k eigenfaces, for several k.

    Parameters
    ----------
    pca : Eigenfaces
        Fitted on images.
    image : ndarray of uint8, shape (H, W)
    counts : sequence of int
        The numbers k of eigenfaces.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> faces = load_orl()
    >>> ax = reconstruction(Eigenfaces(40).fit(faces.images), faces.images[0], counts=[5, 40])
    """
    _fitted_shape(pca)
    if max(counts) > len(pca.components_):
        raise ValueError(f"k = {max(counts)}, but there are {len(pca.components_)} eigenfaces.")
    vector = pca.transform(image[None])
    reconstructed = [pca.inverse_transform(vector[:, :k])[0] for k in counts]
    return faces_grid([image, *reconstructed], ["original", *(f"k = {k}" for k in counts)], len(reconstructed) + 1, ax)


def lbp_image(image: np.ndarray, points: int = 8, radius: float = 1, ax: Axes | None = None) -> Axes:
    """Show a face beside its local binary patterns, each pattern read as a number and drawn as a gray value.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W)
    points : int, default 8
        P of the pattern.
    radius : float, default 1
        R of the pattern, pixels.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> ax = lbp_image(load_orl().images[0])
    """
    patterns = lbp_codes(image, points, radius, uniform=False) * (255 / (2**points - 1))
    return faces_grid([image, patterns], ["image", f"patterns, P = {points}, R = {radius:g}"], 2, ax)


def _fitted_shape(pca: Eigenfaces) -> tuple[int, int]:
    if pca.image_shape_ is None:
        raise ValueError("these eigenfaces were fitted on rows, so they cannot be shown; fit them on images.")
    return pca.image_shape_
