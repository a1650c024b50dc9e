"""A map of embeddings, with faces, and with the neighbors that each photograph really has."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure
from sklearn.decomposition import PCA

from facelab.distances import distance_matrix
from facelab.images import Images, check_images, to_gray
from facelab.plotting import embedding_plane
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls, pack

N_NEIGHBORS, MAX_PHOTOGRAPHS, MAX_PEOPLE, FACE_HEIGHT = 3, 100, 8, 48


def embedding_map(
    embeddings: np.ndarray,
    images: Images,
    labels: np.ndarray,
    names: Sequence[str] | None = None,
    n_people: int = 8,
    metric: str = "euclidean",
) -> Interactive:
    """Walk over a map of embeddings: see who is nearest in all the numbers, and who only seems to be, in the map.

    The map is a projection to two dimensions by PCA. The neighbors are looked for among the photographs shown, with all
    numbers of the embeddings.

    Parameters
    ----------
    embeddings : ndarray of float, shape (N, D)
        At least two numbers each.
    images : ndarray of uint8 or lazy sequence, shape (N, H, W) or (N, H, W, 3)
        Shown in gray.
    labels : ndarray of int, shape (N,)
    names : sequence of str, optional
        The name of each label; by default "person 0", "person 1", and so on.
    n_people : int, default 8
        From 2 to 8: the first people in the order of their labels who have two photographs or more. Of each, at most
        100 / n_people photographs are shown.
    metric : str, default "euclidean"
        A metric of `facelab.distances` without parameters.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If shapes do not fit, or there are not as many people.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.features import Eigenfaces
    >>> faces = load_orl()
    >>> vectors = Eigenfaces(10).fit(faces.images[::10]).transform(faces.images)
    >>> embedding_map(vectors, faces.images, faces.labels, faces.names, n_people=3).title
    'A map of the embeddings of 30 photographs'
    """
    check_images(images)
    embeddings, labels = np.asarray(embeddings), np.asarray(labels)
    _check(embeddings, images, labels)
    people = _choose_people(labels, n_people)
    shown, person, number = _choose_photographs(labels, people)
    distances = distance_matrix(embeddings[shown], embeddings[shown], metric)
    pca = PCA(2, svd_solver="full").fit(embeddings[shown])
    points = pca.transform(embeddings[shown]).astype(np.float32)
    order, in_map = _nearest_first(distances), _nearest_first(distance_matrix(points, points))
    near = order[:, :N_NEIGHBORS]
    agree = [len(np.intersect1d(a, b)) for a, b in zip(near, in_map[:, :N_NEIGHBORS], strict=True)]
    first = int(np.argmin(agree))  # where the map deceives most
    called = [(names[label] if names is not None else f"person {label}").replace("_", " ") for label in people]
    data = {
        "points": pack(points),
        "order": pack(order.astype(np.uint8)),
        "distances": pack(np.take_along_axis(distances, near, axis=1).astype(np.float32)),
        "person": person.tolist(),
        "number": number.tolist(),
        "names": called,
        "faces": data_urls(to_gray(np.stack([images[i] for i in shown])), FACE_HEIGHT),
        "variance": float(pca.explained_variance_ratio_.sum()),
        "size": embeddings.shape[1],
        "first": first,
    }

    def draw() -> Figure:
        figure, ax = plt.subplots(figsize=(5, 5))
        embedding_plane(points, person, ax=ax)
        for neighbor in near[first]:
            ax.plot(*points[[first, neighbor]].T, "-", color="#444444", linewidth=1, zorder=0)
        ax.set_title(f"{called[person[first]]}, photograph {number[first]}: its three nearest", fontsize="medium")
        plt.close(figure)
        return figure

    return Interactive("embedding_map", f"A map of the embeddings of {len(shown)} photographs", data, draw)


def _check(embeddings: np.ndarray, images: Images, labels: np.ndarray) -> None:
    if embeddings.ndim != 2 or embeddings.shape[1] < 2:
        raise ValueError(f"embeddings have the shape {embeddings.shape}; expected (N, D) with two numbers or more.")
    if not len(embeddings) == len(images) == len(labels):
        raise ValueError(
            f"{len(embeddings)} embeddings, {len(images)} images and {len(labels)} labels: expected as many of each."
        )


def _choose_people(labels: np.ndarray, n_people: int) -> np.ndarray:
    if not 2 <= n_people <= MAX_PEOPLE:
        raise ValueError(f"n_people={n_people}: expected 2 to {MAX_PEOPLE}, as many as can be told apart.")
    values, counts = np.unique(labels, return_counts=True)
    people = values[counts >= 2][:n_people]
    if len(people) < n_people:
        raise ValueError(f"{len(people)} people have two photographs or more; expected n_people={n_people} of them.")
    return people


def _choose_photographs(labels: np.ndarray, people: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Choose the first photographs of each: positions, whose they are (from 0), and which of that person (from 1)."""
    each = [np.flatnonzero(labels == label)[: MAX_PHOTOGRAPHS // len(people)] for label in people]
    counts = [len(positions) for positions in each]
    number = np.concatenate([np.arange(count) + 1 for count in counts])
    return np.concatenate(each), np.repeat(np.arange(len(people)), counts), number


def _nearest_first(distances: np.ndarray) -> np.ndarray:
    """Sort, for each, all others by distance: positions, shape (N, N − 1)."""
    others = distances.copy()
    np.fill_diagonal(others, np.inf)
    return np.argsort(others, axis=1, kind="stable")[:, :-1]
