"""Pictures with faces in known places: photographs of faces, pasted on drawn backgrounds."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from facelab.datasets.textures import TEXTURES, texture
from facelab.detection.boxes import iou

HEAD = 0.08, 0.04, 0.92, 0.98  # of an ORL photograph: the head, as shares of its width and height
FEATHER = 0.06  # of the head's width: how softly its edge goes over into the background
TRIES = 20
APART = 0.02  # IoU: two heads overlap less


class Scenes(NamedTuple):
    """Pictures and the boxes of their faces.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W)
    boxes : list of ndarray of float64, shape (n, 4)
        left, top, right, bottom of the heads in each.
    """

    images: np.ndarray
    boxes: list[np.ndarray]


def face_scenes(
    faces: np.ndarray,
    n: int,
    rng: np.random.Generator,
    shape: tuple[int, int] = (128, 128),
    heights: tuple[float, float] = (32, 80),
    most: int = 3,
    decoys: int = 2,
    kinds: Sequence[str] = tuple(TEXTURES),
) -> Scenes:
    """Paste faces on backgrounds, 0 to `most` of them in a picture, each with a light of its own.

    As many as `decoys` other things are pasted in the same way: faces whose pixels were shuffled in blocks, so that
    the outline of a head and its grays alone do not make a face.

    Parameters
    ----------
    faces : ndarray of uint8, shape (M, 112, 92)
        As those of ORL: the head fills the photograph.
    n : int
        How many pictures.
    rng : numpy Generator
    shape : (int, int)
        Height and width of a picture, pixels.
    heights : (float, float)
        Of the smallest and the largest head, pixels.
    most, decoys : int
    kinds : sequence of str
        Of backgrounds, see `texture`.

    Returns
    -------
    Scenes

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> scenes = face_scenes(load_orl().images, 2, np.random.default_rng(0))
    >>> scenes.images.shape, scenes.boxes[0].shape[1]
    ((2, 128, 128), 4)
    """
    images, boxes = np.empty((n, *shape), np.uint8), []
    for i in range(n):
        images[i] = texture(str(rng.choice(kinds)), shape, rng)
        n_faces, n_decoys = int(rng.integers(most + 1)), int(rng.integers(decoys + 1))
        placed = _places(n_faces + n_decoys, shape, heights, rng)
        for number, box in enumerate(placed):
            face = faces[rng.integers(len(faces))]
            _paste(images[i], face if number < n_faces else _shuffled(face, rng), box, rng)
        boxes.append(np.array(placed[:n_faces], np.float64).reshape(-1, 4))
    return Scenes(images, boxes)


def _places(n: int, shape: tuple[int, int], heights: tuple[float, float], rng: np.random.Generator) -> list[list[int]]:
    """Find room for up to n heads that hardly overlap."""
    placed: list[list[int]] = []
    ratio = (HEAD[2] - HEAD[0]) * 92 / ((HEAD[3] - HEAD[1]) * 112)
    for _ in range(n * TRIES):
        if len(placed) == n:
            break
        height = np.exp(rng.uniform(*np.log(heights)))
        width = ratio * height
        left, top = rng.integers(0, shape[1] - round(width)), rng.integers(0, shape[0] - round(height))
        box = [int(left), int(top), int(left) + round(width), int(top) + round(height)]
        if not placed or iou([box], placed).max() < APART:
            placed.append(box)
    return placed


def _paste(image: np.ndarray, face: np.ndarray, box: list[int], rng: np.random.Generator) -> None:
    """Put the head of a face into a box, under another light, its edge blended with what is there."""
    left, top, right, bottom = box
    height, width = face.shape
    head = face[round(HEAD[1] * height) : round(HEAD[3] * height), round(HEAD[0] * width) : round(HEAD[2] * width)]
    head = cv2.resize(head, (right - left, bottom - top), interpolation=cv2.INTER_AREA).astype(np.float64)
    head = head[:, ::-1] if rng.random() < 0.5 else head
    head = (head - head.mean()) * rng.uniform(0.6, 1.3) + rng.uniform(70, 180)
    y, x = np.mgrid[-1 : 1 : head.shape[0] * 1j, -1 : 1 : head.shape[1] * 1j]
    mask = np.clip((1 - np.hypot(x, y)) / FEATHER, 0, 1)
    part = image[top:bottom, left:right]
    part[:] = np.clip(mask * head + (1 - mask) * part, 0, 255)


def _shuffled(face: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Swap blocks of a face at random."""
    rows, columns = 7, 4
    height, width = face.shape[0] // rows, face.shape[1] // columns
    blocks = face[: rows * height, : columns * width].reshape(rows, height, columns, width).swapaxes(1, 2)
    blocks = rng.permutation(blocks.reshape(-1, height, width)).reshape(rows, columns, height, width)
    return blocks.swapaxes(1, 2).reshape(rows * height, columns * width)
