"""Eigenfaces: a face mixed from the first ten, and a photograph rebuilt from some of them."""

import cv2
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from scipy.spatial.distance import pdist

from facelab import plotting
from facelab.features import Eigenfaces
from facelab.images import Images
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import pack

N_EIGENFACES, FACE_HEIGHT, N_COMPARED = 60, 56, 200


def eigenfaces(images: Images, image: np.ndarray) -> Interactive:
    """Mix a face from eigenfaces; rebuild a photograph from the first k, and see what light and shifts do to it.

    Everything is computed on smaller images, 56 pixels high: the eigenfaces are fitted on them here.

    Parameters
    ----------
    images : ndarray of uint8 or lazy sequence, shape (N, H, W)
        The training faces.
    image : ndarray of uint8, shape (H, W)
        The photograph to rebuild; best of a person who is not in `images`.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> train, test = load_orl().split_people(n_test=10, seed=0)
    >>> eigenfaces(train.images, test.images[0]).title
    'Eigenfaces of 300 photographs'
    """
    if len(images.shape) != 3 or image.shape != tuple(images.shape[1:]):
        raise ValueError(
            f"images have shape {tuple(images.shape)} and the photograph {image.shape}: "
            "expected gray images (N, H, W) and one of the same height and width."
        )
    small, face = np.stack([_smaller(images[i]) for i in range(len(images))]), _smaller(image)
    pca = Eigenfaces().fit(small)
    components = pca.components_[:N_EIGENFACES]
    scales = np.abs(components).max(axis=1) / 127
    data = {
        "face": pack(face),
        "mean": pack(pca.mean_.astype(np.float32)),
        "eigenfaces": pack(np.rint(components / scales[:, None]).astype(np.int8)),
        "scales": pack(scales.astype(np.float32)),
        "deviations": pack(np.sqrt(pca.explained_variance_[:N_EIGENFACES]).astype(np.float32)),
        "distances": pack(_median_distances(pca.transform(small)[:, :N_EIGENFACES])),
    }

    def draw() -> Figure:
        figure, (above, below) = plt.subplots(2, 1, figsize=(9, 3), layout="constrained")
        plotting.eigenfaces(pca, n=10, columns=11, ax=above)
        counts = [k for k in (0, 5, 10, 20, 40, 60) if k <= len(components)]
        plotting.reconstruction(pca, face, counts, ax=below)
        plt.close(figure)
        return figure

    return Interactive("eigenfaces", f"Eigenfaces of {len(small):,} photographs", data, draw)


def _smaller(image: np.ndarray) -> np.ndarray:
    height, width = image.shape
    if height <= FACE_HEIGHT:
        return image
    return cv2.resize(image, (round(width * FACE_HEIGHT / height), FACE_HEIGHT), interpolation=cv2.INTER_AREA)


def _median_distances(vectors: np.ndarray) -> np.ndarray:
    """Compute the median distance of two faces in their first 0, 1, 2 … coordinates, over at most 200 faces."""
    chosen = np.unique(np.linspace(0, len(vectors) - 1, min(len(vectors), N_COMPARED)).astype(int))
    squares = np.zeros(len(chosen) * (len(chosen) - 1) // 2)
    medians = [0.0]
    for coordinate in vectors[chosen].T:
        squares += pdist(coordinate[:, None].astype(np.float64), "sqeuclidean")
        medians.append(np.sqrt(np.median(squares)))
    return np.array(medians, np.float32)
