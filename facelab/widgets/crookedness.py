"""A face that is turned, scaled, shifted and made wider, and what alignment undoes of it."""

from collections.abc import Callable

import cv2
import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.alignment import similarity
from facelab.alignment.chips import FIVE_POINTS
from facelab.distances import pair_distances
from facelab.images import check_images
from facelab.plotting import faces_grid
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls

SIZE, PADDING = 112, 0.25  # of a chip, as FaceAligner cuts it
TEMPLATE = (FIVE_POINTS + PADDING) / (1 + 2 * PADDING) * SIZE
IMAGE_HEIGHT = 250
N_MEASURED = 13  # values of each control for which the embedding's distance is measured
MOVES = {  # label, lowest, highest and start value, value that changes nothing
    "turn": ("turn, degrees", -60.0, 60.0, 15.0, 0.0),
    "scale": ("scale", 0.5, 1.5, 1.2, 1.0),
    "right": ("shift to the right, pixels", -30.0, 30.0, 8.0, 0.0),
    "down": ("shift down, pixels", -30.0, 30.0, -6.0, 0.0),
    "width": ("width of the face", 0.7, 1.3, 1.0, 1.0),
}
START = {name: move[3] for name, move in MOVES.items()}


def crookedness(
    image: np.ndarray,
    points: np.ndarray,
    embed: Callable[[np.ndarray], np.ndarray] | None = None,
    metric: str = "euclidean",
    threshold: float | None = None,
) -> Interactive:
    """Turn, scale and shift a face over the template, and see what alignment undoes.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    points : ndarray of float, shape (5, 2)
        The face's five landmarks, as `facelab.alignment.landmarks` finds them.
    embed : callable, optional
        From images of 112 × 112 pixels, (N, 112, 112) or (N, 112, 112, 3), to embeddings (N, d). With it the figure
        shows how far the moved face's embedding is from the upright one's.
    metric : str, default "euclidean"
        Of the embedding's distances, as in `facelab.distances`.
    threshold : float, optional
        Of the distances: beyond it two faces are taken for two people.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If the points are not five different ones, the threshold is not a positive number, or `embed` does not return
        an embedding for each image.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> points = [[69, 51], [54, 52], [20, 52], [34, 53], [45, 78]]
    >>> figure = crookedness(load_orl().images[0], points)
    >>> figure.title
    'A crooked face, and its alignment'
    """
    check_images(image[None])
    points = np.asarray(points, np.float64)
    if points.shape != FIVE_POINTS.shape:
        raise ValueError(f"points have the shape {points.shape}; expected five landmarks, (5, 2).")
    if threshold is not None and not 0 < threshold < np.inf:
        raise ValueError(f"threshold={threshold}: expected a finite distance above 0.")
    upright = similarity(points, TEMPLATE)
    measured, apart = (None, None) if embed is None else _distances(image, points, embed, metric)
    data = {
        "image": data_urls([image], IMAGE_HEIGHT)[0],
        "size": [image.shape[1], image.shape[0]],
        "points": points.tolist(),
        "template": TEMPLATE.tolist(),
        "chip": SIZE,
        "moves": {
            name: dict(zip(("label", "low", "high", "start", "neutral"), move, strict=True))
            for name, move in MOVES.items()
        },
        "distances": measured,
        "threshold": threshold,
    }

    def draw() -> Figure:
        before, after = _far(move_points(upright(points), START)), _far(upright(points))
        titles = [f"as it stands:\n{before:.1f} pixels from the template", f"aligned:\n{after:.1f} pixels"]
        figure, ax = plt.subplots(figsize=(6, 3.8), layout="constrained")
        faces_grid([_chip(image, points, START), _chip(image, points, {})], titles, columns=2, ax=ax)
        if apart is not None:
            limit = "" if threshold is None else f", threshold {threshold:g}"
            figure.supxlabel(f"network: {apart:.2f} apart{limit}", fontsize="medium")
        plt.close(figure)
        return figure

    return Interactive("crookedness", "A crooked face, and its alignment", data, draw)


def move_points(points: np.ndarray, values: dict[str, float]) -> np.ndarray:
    """Make points of a chip, (N, 2), wider, scale and turn them about the template's middle, and shift them."""
    turn, scale, right, down, width = (values.get(name, MOVES[name][4]) for name in MOVES)
    middle, angle = TEMPLATE.mean(axis=0), np.radians(turn)
    rotation = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return (points - middle) * [scale * width, scale] @ rotation.T + middle + [right, down]


def _far(points: np.ndarray) -> float:
    return np.sqrt(((points - TEMPLATE) ** 2).sum(axis=1).mean())


def _chip(image: np.ndarray, points: np.ndarray, values: dict[str, float]) -> np.ndarray:
    corners = np.array([[0.0, 0], [1, 0], [0, 1]], np.float32)
    moved = move_points(similarity(points, TEMPLATE)(corners), values).astype(np.float32)
    return cv2.warpAffine(image, cv2.getAffineTransform(corners, moved), (SIZE, SIZE))


def _distances(image: np.ndarray, points: np.ndarray, embed: Callable, metric: str) -> tuple[dict[str, dict], float]:
    """Measure how far the embedding goes if one control moves, and no other; and with all of them at the start."""
    values = {name: np.linspace(low, high, N_MEASURED) for name, (_, low, high, _, _) in MOVES.items()}
    chips = [_chip(image, points, {name: value}) for name in MOVES for value in values[name]]
    chips.append(_chip(image, points, START))
    vectors = np.asarray(embed(np.stack([_chip(image, points, {}), *chips])))
    if vectors.ndim != 2 or len(vectors) != len(chips) + 1:
        raise ValueError(f"embed returned the shape {vectors.shape} for {len(chips) + 1} images; expected (N, d).")
    *apart, at_start = pair_distances(np.repeat(vectors[:1], len(chips), axis=0), vectors[1:], metric)
    parts = np.reshape(apart, (len(MOVES), N_MEASURED))
    curves = {
        name: {"values": values[name].tolist(), "distances": part.tolist()}
        for name, part in zip(MOVES, parts, strict=True)
    }
    return curves, float(at_start)
