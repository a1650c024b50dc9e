"""Figures of pairs of faces."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from facelab.datasets import FaceSet
from facelab.plotting.faces import faces_grid
from facelab.protocols import Pairs


def pairs_grid(
    faces: FaceSet, pairs: Pairs, distances: Sequence | np.ndarray, columns: int = 6, ax: Axes | None = None
) -> Axes:
    """Show pairs side by side, the two faces of a pair touching, with the distance and the names.

    Parameters
    ----------
    faces : FaceSet
    pairs : Pairs
    distances : sequence of float, shape (n_pairs,)
    columns : int, default 6
        Pairs in a row.
    ax : Axes, default the current one

    Returns
    -------
    Axes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> faces = load_orl()
    >>> ax = pairs_grid(faces, faces.pairs()[:3], [0.1, 0.2, 0.3])
    """
    images, titles = [], []
    for left, right, distance in zip(pairs.left, pairs.right, distances, strict=True):
        images.append(np.hstack([faces.images[left], faces.images[right]]))
        people = dict.fromkeys(faces.names[faces.labels[side]].replace("_", " ") for side in (left, right))
        titles.append("\n".join([f"{distance:.3g}", *people]))
    return faces_grid(images, titles, columns, ax=ax or plt.gca())
