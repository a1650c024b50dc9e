"""A photograph that is turned, and the descriptor of one of its SIFT keypoints."""

from collections.abc import Sequence

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.figure import Figure

from facelab.augmentation import rotate
from facelab.distances import pair_distances
from facelab.images import check_images, to_gray
from facelab.plotting.drawings.canvas import picture, sheet
from facelab.plotting.drawings.sift_window import window_lines, window_stars
from facelab.widgets.interactive import Interactive
from facelab.widgets.packing import data_urls, pack
from facelab.widgets.turned_keypoints import (
    TurnedKeypoints,
    ratios_to_second,
    stay_inside,
    turn_keypoints,
    unit_lengths,
)

ANGLES = np.arange(-90, 91, 5)
UPRIGHT = int(np.flatnonzero(ANGLES == 0)[0])
RATIO = 0.8  # of the two nearest distances: a match lies below it
N_SHOWN, APART, NEAR = 3, 10, 2  # keypoints by default, so many pixels apart; how near to a place one must be
IMAGE_HEIGHT = 336


def turned_descriptor(
    photograph: np.ndarray, places: Sequence[tuple[float, float]] | None = None, start: int = 30
) -> Interactive:
    """Turn a photograph, and compare a keypoint's 16 histograms: of a window that turns along, and of an upright one.

    All numbers are those of OpenCV's `cv2.SIFT_create(enable_precise_upscale=True)`. The photograph is turned by
    `facelab.augmentation.rotate` in steps of 5°. The keypoint's direction is measured by `detectAndCompute` in the
    turned photograph, where it may be lost. The descriptor is the one of `compute`, given the keypoint's place and size
    in the upright photograph, turned with it, and this direction, or 0 for the upright window: so the two windows
    differ in nothing but their direction. Descriptors have length 1, and the distance is Euclidean. A match passes the
    ratio test, 0.8, against all keypoints of the upright photograph, described by windows of the same kind.

    Parameters
    ----------
    photograph : ndarray of uint8, shape (H, W) or (H, W, 3)
    places : sequence of (float, float), optional
        Row and column of each keypoint to choose from; the nearest one is taken, at most 2 pixels away, whose window
        stays inside the photograph; if it has several directions, the steadiest. By default three large ones that have
        a single direction and are never lost.
    start : int, default 30
        Degrees at the start, counterclockwise: -90, -85, …, 90.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If SIFT finds no keypoint near a place, or none to show by default.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> figure = turned_descriptor(load_orl().images[10], [(41, 57)])
    >>> figure.data["keypoints"][0]["name"]
    'row 41, column 57'

    References
    ----------
    D. G. Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 60(2), 2004, sections 5 to 7.1.
    """
    check_images(photograph[None])
    if start not in ANGLES:
        raise ValueError(f"start={start}: expected one of -90, -85, …, 90 degrees.")
    gray = to_gray(photograph[None])[0]
    found = turn_keypoints(gray, ANGLES)
    inside = stay_inside(found.points, found.sigmas, gray.shape)
    never_lost = inside & np.isfinite(found.directions).all(axis=0)
    if len(np.unique(found.points, axis=0)) < 2:
        raise ValueError("SIFT finds fewer than two keypoints: the ratio test needs a second one.")
    chosen = _large_ones(found, never_lost) if places is None else [_at(found, inside, *place) for place in places]
    if not chosen:
        raise ValueError(
            "there is no keypoint to show: SIFT finds none that stays inside the photograph and is never lost."
        )
    first = int(np.flatnonzero(start == ANGLES)[0])
    data = {
        "image": data_urls([gray], IMAGE_HEIGHT)[0],
        "size": [gray.shape[1], gray.shape[0]],
        "angles": ANGLES.tolist(),
        "unturned": UPRIGHT,
        "first": first,
        "keypoints": [_keypoint(found, number) for number in chosen],
        "ratio": RATIO,
    }

    def draw() -> Figure:
        return _draw(rotate(gray[None], float(start))[0], found, chosen[0], first)

    return Interactive("turned_descriptor", "A photograph that is turned, and a keypoint's descriptor", data, draw)


def _large_ones(found: TurnedKeypoints, never_lost: np.ndarray) -> list[int]:
    """Choose the largest keypoints that have a single direction and lie apart from each other."""
    chosen: list[int] = []
    for number in np.argsort(-found.sigmas, kind="stable"):
        apart = np.linalg.norm(found.points - found.points[number], axis=1)
        alone = np.count_nonzero(apart == 0) == 1
        if never_lost[number] and alone and len(chosen) < N_SHOWN and (apart[chosen] >= APART).all():
            chosen.append(int(number))
    return chosen


def _at(found: TurnedKeypoints, inside: np.ndarray, row: float, column: float) -> int:
    apart = np.linalg.norm(found.points - [column, row], axis=1)
    near = np.flatnonzero((apart <= NEAR) & inside)
    if not len(near):
        others = ", ".join(_name(*point) for point in np.unique(found.points[inside], axis=0)) or "none"
        raise ValueError(
            f"near row {row}, column {column} SIFT finds no keypoint with its window inside; all: {others}."
        )
    same = near[apart[near] == apart[near].min()]
    units = unit_lengths(found.turning[:, same])
    return int(same[np.linalg.norm(units - units[UPRIGHT], axis=2).mean(axis=0).argmin()])  # its steadiest direction


def _keypoint(found: TurnedKeypoints, number: int) -> dict:
    lost = np.isnan(found.directions[:, number])
    spots = np.column_stack([found.points, found.sigmas])
    once = np.unique(spots, axis=0, return_index=True)[1]  # a spot with several directions has one upright window
    here = (spots == spots[number]).all(axis=1)
    return {
        "name": _name(*found.points[number]),
        "sigma": float(found.sigmas[number]),
        "places": found.places[:, number].round(3).tolist(),
        "directions": _without_nan(found.directions[:, number].round(2)),
        "turning": _windows(found.turning[:, number], found.turning[UPRIGHT], here, lost),
        "upright": _windows(found.upright[:, number], found.upright[UPRIGHT][once], here[once], np.zeros_like(lost)),
    }


def _windows(own: np.ndarray, candidates: np.ndarray, here: np.ndarray, lost: np.ndarray) -> dict:
    units = unit_lengths(own)
    distances = pair_distances(units, np.broadcast_to(units[UPRIGHT], units.shape))
    ratios, nearest = ratios_to_second(own, candidates)
    return {
        "descriptors": pack(own),
        "distances": _without_nan(np.where(lost, np.nan, distances)),
        "ratios": _without_nan(np.where(lost, np.nan, ratios)),
        "matches": (here[nearest] & (ratios < RATIO) & ~lost).tolist(),
    }


def _without_nan(values: np.ndarray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]


def _name(column: float, row: float) -> str:
    return f"row {row:.0f}, column {column:.0f}"


def _draw(turned: np.ndarray, found: TurnedKeypoints, number: int, step: int) -> Figure:
    size = 8.7, 3.2
    figure, axes = plt.subplots(figsize=size)
    ax = sheet(*size, axes)
    side, bottom = 2.6, 0.45
    width = picture(ax, (0.1, bottom), turned, side)
    scale = side / turned.shape[0]
    x, y = found.places[step, number] + 0.5
    direction = found.directions[step, number]
    lost = np.isnan(direction)
    turns = "lost here" if lost else "the window turns, too"
    if not lost:
        ahead = np.array([np.cos(np.radians(direction)), np.sin(np.radians(direction))])
        center = np.array([0.1 + x * scale, bottom + side - y * scale])
        window_lines(ax, center, 3 * found.sigmas[number] * scale * ahead)
    ax.text(0.1 + width / 2, 0.3, turns, ha="center", va="top")
    was, now = unit_lengths(found.turning[[UPRIGHT, step], number])
    degrees = f"{ANGLES[step]}°".replace("-", "−")
    titles = "the 16 histograms, photograph upright", f"turned by {degrees}: {np.linalg.norm(now - was):.2f} apart"
    for place, (descriptor, title) in enumerate(zip((was, now), titles, strict=True)):
        if place and lost:
            break
        middle = np.array([width + 0.6 + (place + 0.5) * side + 0.6 * place, bottom + side / 2])
        window_lines(ax, middle, np.array([side / 4, 0]))
        window_stars(ax, middle, side / 4, descriptor)
        ax.text(middle[0], 0.3, title, ha="center", va="top")
    plt.close(figure)
    return figure
