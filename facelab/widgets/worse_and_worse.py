"""A photograph that gets worse: its distance to a good one, against a threshold."""

from collections.abc import Callable, Sequence

import numpy as np

from facelab.augmentation import DEGRADATIONS
from facelab.images import check_images
from facelab.widgets.interactive import Interactive
from facelab.widgets.strengths import Captions, Strengths, strengths_figure

PLACES = 0, 1, 1.5, 2, 2.5, 3, 3.5, 4, 5  # among the listed amounts: between the middle ones, halfway
FIRST, FACE_HEIGHT, SEED = 5, 84, 0
CAPTIONS = Captions("A photograph that gets worse and worse", "badge", "visit")


def worse_and_worse(
    embed: Callable[[np.ndarray], np.ndarray],
    badge: np.ndarray,
    visit: np.ndarray,
    threshold: float,
    degradations: Sequence[str] = ("blur", "noise", "low resolution", "mask"),
) -> Interactive:
    """Make a photograph worse, and see when it is no longer accepted as the person on the badge.

    Parameters
    ----------
    embed : callable
        From images, uint8 (N, H, W) or (N, H, W, 3), to embeddings (N, D). It is asked once, for the badge and the
        visit with each change in nine strengths, of which the first is none.
    badge : ndarray of uint8, shape (H, W) or (H, W, 3)
        A good photograph, which stays as it is.
    visit : ndarray of uint8, the same shape
        Another photograph of the same person, which is made worse.
    threshold : float
        The largest Euclidean distance that is accepted.
    degradations : sequence of str
        Keys of `facelab.augmentation.DEGRADATIONS`. Their strengths are those listed there, and three between them.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If a degradation is unknown or named twice, none is named, the photographs have two shapes, or the threshold is
        not above 0.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> images = load_orl().images
    >>> figure = worse_and_worse(lambda images: images.reshape(len(images), -1) / 255, images[11], images[14], 25)
    >>> figure.data["changes"][1]["name"], figure.data["changes"][1]["amounts"]
    ('noise', [0.0, 15.0, 22.5, 30.0, 40.0, 50.0, 65.0, 80.0, 120.0])
    """
    check_images(badge[None])
    check_images(visit[None])
    if badge.shape != visit.shape:
        raise ValueError(f"the badge has the shape {badge.shape}, and the visit {visit.shape}: expected one shape.")
    unknown = [name for name in degradations if name not in DEGRADATIONS]
    if unknown or not degradations or len(set(degradations)) < len(degradations):
        raise ValueError(f"degradations={tuple(degradations)}: expected one or several of {', '.join(DEGRADATIONS)}.")
    changes = [_strengths(name, visit) for name in degradations]
    return strengths_figure(embed, badge, changes, threshold, CAPTIONS, FIRST, FACE_HEIGHT)


def _strengths(name: str, visit: np.ndarray) -> Strengths:
    """Take the listed amounts of a degradation, of which the first is none, and three between them."""
    change, listed, unit = DEGRADATIONS[name][:3]
    between = np.interp(PLACES, range(len(listed)), listed)
    amounts = (np.floor(between) if name == "JPEG" else between.round(6)).tolist()  # libjpeg's qualities are whole

    def apply(amount: float) -> np.ndarray:
        return visit if amount == amounts[0] else change(visit[None], amount, np.random.default_rng(SEED))[0]

    return Strengths(name, unit, amounts, 0, apply)
