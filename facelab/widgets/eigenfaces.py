"""Eigenfaces: a face mixed from the first ten, and a photograph rebuilt from some of them."""

import cv2
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from scipy.spatial.distance import pdist

from facelab import plotting
from facelab.augmentation import shift, side_light
from facelab.features import Eigenfaces
from facelab.images import Images
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import pack

N_EIGENFACES, FACE_HEIGHT, N_COMPARED = 60, 56, 200
N_MIXED, N_RANDOM, SIGNS = 10, 4, {"−": -2, "+": 2}  # in the picture of mixed faces
N_REBUILT = 40  # eigenfaces in the picture of a changed face
PARTS = "mix a face", "rebuild a face"


def eigenfaces(images: Images, image: np.ndarray, part: str = PARTS[0]) -> Interactive:
    """Mix a face from eigenfaces; rebuild a photograph from the first k, and see what light and shifts do to it.

    Everything is computed on smaller images, 56 pixels high: the eigenfaces are fitted on them here.

    Parameters
    ----------
    images : ndarray of uint8 or lazy sequence, shape (N, H, W)
        The training faces.
    image : ndarray of uint8, shape (H, W)
        The photograph to rebuild; best of a person who is not in `images`.
    part : str, default "mix a face"
        What it begins with; "rebuild a face" is the other part. The reader can change it.

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
    if part not in PARTS:
        raise ValueError(f"part={part!r}: expected one of {', '.join(map(repr, PARTS))}.")
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
        "distances": pack(apart := _median_distances(pca.transform(small)[:, :N_EIGENFACES])),
    }

    def draw() -> Figure:
        figure, (above, below) = plt.subplots(2, 1, figsize=(9, 3), layout="constrained")
        if part == PARTS[1]:
            _draw_changes(pca, face, apart, above, below)
        else:
            plotting.eigenfaces(pca, n=10, columns=11, ax=above)
            _draw_mixes(pca, below)
        plt.close(figure)
        return figure

    figure = Interactive("eigenfaces", f"Eigenfaces of {len(small):,} photographs", data, draw)
    figure.state = {"part": part}
    return figure


def _draw_mixes(pca: Eigenfaces, ax: Axes) -> None:
    """Show the mean face with two standard deviations of one eigenface, and random faces, as the buttons mix them."""
    deviations = np.sqrt(pca.explained_variance_[:N_MIXED])
    weights = {f"{sign}2 of {i + 1}": two * np.eye(len(deviations))[i] for i in range(2) for sign, two in SIGNS.items()}
    random = np.random.default_rng(0).normal(size=(N_RANDOM, len(deviations))).clip(-3, 3)
    mixed = pca.inverse_transform(np.concatenate([list(weights.values()), random]) * deviations)
    plotting.faces_grid(mixed, [*weights, *["random face"] * N_RANDOM], len(mixed), ax)


def _draw_changes(pca: Eigenfaces, face: np.ndarray, apart: np.ndarray, above: Axes, below: Axes) -> None:
    """Show a face in other light and shifted, what the eigenfaces rebuild, and how far its coordinates move."""
    k = min(len(apart) - 1, N_REBUILT)
    changed = {"unchanged": face}
    changed |= {f"light {strength:g}": side_light(face[None], strength)[0] for strength in (0.2, 0.4)}
    changed |= {f"shift {pixels} px": shift(face[None], pixels)[0] for pixels in (1, 2, 3)}
    vectors = pca.transform(np.stack(list(changed.values())))[:, :k]
    moved = np.linalg.norm(vectors - vectors[0], axis=1) / apart[k]
    plotting.faces_grid(list(changed.values()), list(changed), len(changed), above)
    titles = [f"k = {k}", *(f"moved {share:.0%}" for share in moved[1:])]
    plotting.faces_grid(pca.inverse_transform(vectors), titles, len(changed), below)


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
