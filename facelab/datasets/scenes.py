"""Images with faces at known positions: faces of a face set, pasted on drawn backgrounds."""

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np

from facelab.datasets.textures import TEXTURES, texture

HEAD = 0.08, 0.04, 0.92, 0.98  # left, top, right, bottom of the head in an ORL image, as shares of width and height
FEATHER = 0.06  # of the head's width: how softly its edge blends into the background
ATTEMPTS_PER_HEAD = 20
MAX_IOU = 0.02  # of two heads, unless a crowd is wanted


class Scenes(NamedTuple):
    """Images and the boxes of their faces."""

    images: np.ndarray  # uint8, shape (N, H, W)
    boxes: list[np.ndarray]  # float64, shape (n, 4): left, top, right, bottom of the heads in each image


def face_scenes(
    faces: np.ndarray,
    n: int,
    rng: np.random.Generator,
    shape: tuple[int, int] = (128, 128),
    height_range: tuple[float, float] = (32, 80),
    max_faces: int = 3,
    max_decoys: int = 2,
    kinds: Sequence[str] = tuple(TEXTURES),
    max_overlap: float = MAX_IOU,
) -> Scenes:
    """Paste faces on backgrounds, 0 to `max_faces` of them in an image, each with its own lighting.

    Decoys, 0 to `max_decoys` of them, are pasted in the same way: faces whose pixels were shuffled in blocks, so that
    the outline of a head and its grays alone do not make a face.

    Parameters
    ----------
    faces : ndarray of uint8, shape (M, 112, 92)
        Like those of ORL: the head fills the image.
    n : int
        How many images to make.
    rng : numpy Generator
    shape : (int, int), default (128, 128)
        Height and width of an image, pixels.
    height_range : (float, float), default (32, 80)
        Height of the smallest and of the largest head, pixels.
    max_faces : int, default 3
    max_decoys : int, default 2
    kinds : sequence of str, default all
        Kinds of background: clouds, stripes, checks, discs, bricks, scribbles, corners or grain.
    max_overlap : float, default 0.02
        Heads overlap with an IoU below it; of two that do, the later one is in front.

    Returns
    -------
    Scenes
        `images`, uint8, shape (n, H, W), and `boxes`, for each image left, top, right, bottom of its heads.

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
        n_faces, n_decoys = int(rng.integers(max_faces + 1)), int(rng.integers(max_decoys + 1))
        placed = _place_heads(n_faces + n_decoys, shape, height_range, max_overlap, rng)
        for number, box in enumerate(placed):
            face = faces[rng.integers(len(faces))]
            _paste(images[i], face if number < n_faces else _shuffle_blocks(face, rng), box, rng)
        boxes.append(np.array(placed[:n_faces], np.float64).reshape(-1, 4))
    return Scenes(images, boxes)


def _place_heads(
    n: int, shape: tuple[int, int], height_range: tuple[float, float], max_overlap: float, rng: np.random.Generator
) -> list[list[int]]:
    """Draw up to n boxes that overlap by less than this IoU."""
    placed: list[list[int]] = []
    ratio = (HEAD[2] - HEAD[0]) * 92 / ((HEAD[3] - HEAD[1]) * 112)
    log_range = np.log(height_range)
    for _ in range(n * ATTEMPTS_PER_HEAD):
        if len(placed) == n:
            break
        height = np.exp(rng.uniform(*log_range))
        width = ratio * height
        left, top = rng.integers(0, shape[1] - round(width)), rng.integers(0, shape[0] - round(height))
        box = [int(left), int(top), int(left) + round(width), int(top) + round(height)]
        if all(_iou(box, other) < max_overlap for other in placed):
            placed.append(box)
    return placed


def _iou(a: list[int], b: list[int]) -> float:
    """Compare two boxes as `facelab.detection.iou` does, without arrays: thousands of pairs, one at a time."""
    width, height = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    common = max(width, 0) * max(height, 0)
    return common / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - common)


def _paste(image: np.ndarray, face: np.ndarray, box: list[int], rng: np.random.Generator) -> None:
    """Put the head of a face into a box, with other lighting, its edge blended with the image."""
    left, top, right, bottom = box
    height, width = face.shape
    head = face[round(HEAD[1] * height) : round(HEAD[3] * height), round(HEAD[0] * width) : round(HEAD[2] * width)]
    head = cv2.resize(head, (right - left, bottom - top), interpolation=cv2.INTER_AREA).astype(np.float64)
    head = head[:, ::-1] if rng.random() < 0.5 else head
    head = (head - head.mean()) * rng.uniform(0.6, 1.3) + rng.uniform(70, 180)
    y, x = np.ogrid[-1 : 1 : head.shape[0] * 1j, -1 : 1 : head.shape[1] * 1j]
    mask = np.clip((1 - np.hypot(x, y)) / FEATHER, 0, 1)
    part = image[top:bottom, left:right]
    part[:] = np.clip(mask * head + (1 - mask) * part, 0, 255)


def _shuffle_blocks(face: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    rows, columns = 7, 4
    height, width = face.shape[0] // rows, face.shape[1] // columns
    blocks = face[: rows * height, : columns * width].reshape(rows, height, columns, width).swapaxes(1, 2)
    blocks = rng.permutation(blocks.reshape(-1, height, width)).reshape(rows, columns, height, width)
    return blocks.swapaxes(1, 2).reshape(rows * height, columns * width)
