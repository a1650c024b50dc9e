"""How far each operation of augmentation moves the embedding of a photograph, at every strength."""

from collections.abc import Callable, Sequence

import numpy as np

from facelab.augmentation import OPERATIONS
from facelab.images import check_images
from facelab.widgets.interactive import Interactive
from facelab.widgets.strengths import Captions, Strengths, strengths_figure

N_STEPS, FACE_HEIGHT = 9, 56
CAPTIONS = Captions("Augmentation, stronger and stronger", "photograph", "augmented copy")
OF_ALL_STRENGTHS = tuple(name for name in OPERATIONS if len(OPERATIONS[name].amounts) > 2)  # a flip has only one
TELLING = "turn the head"  # at its strongest in the picture that stands in for the figure


def augmentation_strength(
    embed: Callable[[np.ndarray], np.ndarray],
    photograph: np.ndarray,
    threshold: float,
    operations: Sequence[str] = OF_ALL_STRENGTHS,
) -> Interactive:
    """Augment a photograph more and more strongly, and see when a network takes the copy for another person.

    Parameters
    ----------
    embed : callable
        From images, uint8 (N, H, W) or (N, H, W, 3), to embeddings (N, D). It is asked once, for the photograph and its
        copies: nine strengths of each operation.
    photograph : ndarray of uint8, shape (H, W) or (H, W, 3)
    threshold : float
        The largest Euclidean distance that counts as the same person.
    operations : sequence of str
        Keys of `facelab.augmentation.OPERATIONS`, by default all but the flip, which has no strength. Their strengths
        go from the smallest to the largest listed there, at equal distances to both sides of none.

    Returns
    -------
    Interactive
        Make it the last line of a cell.

    Raises
    ------
    ValueError
        If an operation is unknown or named twice, none is named, or the threshold is not above 0.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> photograph = load_orl().images[0]
    >>> figure = augmentation_strength(lambda images: images.reshape(len(images), -1) / 255, photograph, threshold=20)
    >>> figure.data["changes"][1]["name"], figure.data["changes"][1]["amounts"]
    ('rotate', [-30.0, -22.5, -15.0, -7.5, 0.0, 7.5, 15.0, 22.5, 30.0])
    """
    check_images(photograph[None])
    unknown = [name for name in operations if name not in OF_ALL_STRENGTHS]
    if unknown or not operations or len(set(operations)) < len(operations):
        raise ValueError(f"operations={tuple(operations)}: expected one or several of {', '.join(OF_ALL_STRENGTHS)}.")
    changes = [_strengths(name, photograph) for name in operations]
    first = changes[0].unchanged
    stored = operations.index(TELLING) if TELLING in operations else 0, N_STEPS - 1
    return strengths_figure(embed, photograph, changes, threshold, CAPTIONS, first, FACE_HEIGHT, stored)


def _strengths(name: str, photograph: np.ndarray) -> Strengths:
    """Spread nine amounts over those that are listed: to both sides of none, or from none on."""
    change, listed, unit = OPERATIONS[name][:3]
    none = 1 if name in ("zoom", "contrast") else 0  # factors
    low, high = listed[0], listed[-1]
    n_below = 0 if low == none else N_STEPS // 2
    below, above = np.linspace(low, none, n_below + 1)[:-1], np.linspace(none, high, N_STEPS - n_below)
    amounts = np.concatenate([below, above]).round(3)
    if name == "shift":
        amounts = amounts.round()  # whole pixels

    def apply(amount: float) -> np.ndarray:
        return photograph if amount == none else change(photograph[None], amount)[0]

    return Strengths(name, unit, amounts.tolist(), n_below, apply)
