"""Faces on their way to the mean shape: what a warp, step by step, takes away."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from facelab.alignment import similarity, warp_to_shape
from facelab.images import check_images
from facelab.widgets.interactive import Interactive
from facelab.widgets.strengths import Captions, Strengths, strengths_figure

AMOUNTS = (-0.5, -0.25, 0.0, 0.25, 0.5, 0.75, 1.0)  # below 0 a face leaves the mean: a caricature
UNCHANGED, SIZE, FACE_HEIGHT = AMOUNTS.index(0), 112, 84
CORNERS_AND_NOSE = (45, 42, 36, 39, 33)  # the points of 68 that a chip is cut out by
CAPTIONS = Captions("Faces on their way to the mean shape", "front view", "photograph")
EDGE = np.array([(x, y) for x in (0, 0.5, 1) for y in (0, 0.5, 1) if (x, y) != (0.5, 0.5)]) * (SIZE - 1)


def toward_the_mean(
    embed: Callable[[np.ndarray], np.ndarray],
    front: tuple[np.ndarray, np.ndarray],
    photographs: Mapping[str, tuple[np.ndarray, np.ndarray]],
    shape: np.ndarray,
    threshold: float,
) -> Interactive:
    """Warp photographs a part of the way to the mean shape, and see how near they come to a front view.

    Parameters
    ----------
    embed : callable
        From images, uint8 (N, 112, 112) or (N, 112, 112, 3), to embeddings (N, D). It is asked once.
    front : tuple of an image, uint8 (H, W) or (H, W, 3), and its landmarks, shape (68, 2)
        The reference, which is warped the whole way.
    photographs : mapping from names to such tuples
        Each can be chosen, and is warped from half a way back (−0.5) over none (0, a similarity transform) to the
        whole way (1).
    shape : ndarray of float, shape (68, 2)
        The mean shape, as x and y in a picture of 112 × 112 pixels.
    threshold : float
        The largest Euclidean distance that counts as the same person.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If there is no photograph, the threshold is not above 0, or landmarks and shape do not have 68 points.

    Examples
    --------
    >>> from facelab.alignment import landmarks
    >>> from facelab.datasets import load_orl
    >>> images = load_orl().images[:2]
    >>> front, other = ((image, landmarks(image, (10, 20, 80, 100), points=68)) for image in images)
    >>> shape = np.clip(front[1], 0, 111)
    >>> embed = lambda images: images.reshape(len(images), -1) / 255
    >>> figure = toward_the_mean(embed, front, {"other": other}, shape, threshold=20)
    >>> len(figure.data["changes"][0]["distances"])
    7
    """
    if not photographs:
        raise ValueError("there are no photographs to warp.")
    for image, points in (front, *photographs.values()):
        check_images(image[None])
        if np.shape(points) != (68, 2) or np.shape(shape) != (68, 2):
            raise ValueError(f"landmarks {np.shape(points)} and shape {np.shape(shape)}: expected both (68, 2).")
    changes = [_strengths(name, *photograph, shape) for name, photograph in photographs.items()]
    reference = part_of_the_way(*front, shape, 1.0)
    return strengths_figure(
        embed, reference, changes, threshold, CAPTIONS, UNCHANGED, FACE_HEIGHT, (0, len(AMOUNTS) - 1)
    )


def part_of_the_way(
    image: np.ndarray, landmarks: np.ndarray, shape: np.ndarray, part: float, anchors: Sequence[int] = CORNERS_AND_NOSE
) -> np.ndarray:
    """Cut a face out by a similarity transform, and warp it so far that its landmarks are `part` of the way on."""
    landmarks, shape, anchors = np.asarray(landmarks, np.float64), np.asarray(shape, np.float64), list(anchors)
    to_photograph = similarity(shape[anchors], landmarks[anchors])
    landed = to_photograph.inverse()(landmarks)
    goal = np.clip(landed + part * (shape - landed), 0, SIZE - 1)
    return warp_to_shape(image, np.vstack([landmarks, to_photograph(EDGE)]), np.vstack([goal, EDGE]))


def _strengths(name: str, image: np.ndarray, landmarks: np.ndarray, shape: np.ndarray) -> Strengths:
    def apply(amount: float) -> np.ndarray:
        return part_of_the_way(image, landmarks, shape, amount)

    return Strengths(name, "of the way to the mean", list(AMOUNTS), UNCHANGED, apply)
