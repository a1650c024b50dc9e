"""Pictures, filters and feature maps side by side."""

from collections.abc import Collection, Mapping, Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

WIDTH = 9.0  # inches


def feature_maps(
    rows: Mapping[str, Sequence | np.ndarray], titles: Sequence[str] | None = None, one_scale: Collection[str] = ()
) -> Figure:
    """Show rows of pictures as large as the page allows; where a picture has negative numbers, middle gray is zero.

    Parameters
    ----------
    rows : mapping from str to sequence of ndarray, shape (H, W)
        The name stands to the left of its row; all rows have as many pictures, each with a scale of its own.
    titles : sequence of str, optional
        Above the pictures of the first row.
    one_scale : collection of str, default ()
        In these rows, the pictures of a column share a scale, so that a larger one looks stronger.

    Returns
    -------
    Figure

    Examples
    --------
    >>> figure = feature_maps({"maps": [np.eye(3), -np.eye(3)]}, ["one", "another"])
    """
    n = len(next(iter(rows.values())))
    heights = [max(np.shape(picture)[0] / np.shape(picture)[1] for picture in row) for row in rows.values()]
    size = (WIDTH, WIDTH / n * sum(heights) + 0.3)
    figure, axes = plt.subplots(len(rows), n, figsize=size, squeeze=False, height_ratios=heights)
    for line, (name, row) in zip(axes, rows.items(), strict=True):
        for column, (ax, picture) in enumerate(zip(line, row, strict=True)):
            compared = [rows[other][column] for other in one_scale] if name in one_scale else [picture]
            signed = min(np.min(one) for one in compared) < 0
            top = max(np.abs(one).max() for one in compared) or 1  # a map of zeros is black
            ax.imshow(picture, cmap="gray", vmin=-top if signed else 0, vmax=top, interpolation="nearest")
            ax.set(xticks=[], yticks=[])
            ax.spines[:].set_visible(False)
            ax.grid(False)
        line[0].set_ylabel(name)
    for ax, title in zip(axes[0], titles or [""] * n, strict=True):
        ax.set_title(title)
    return figure
