"""A video call: ten faces in one picture, most of them in some difficulty."""

import cv2
import numpy as np

from facelab.augmentation import DEGRADATIONS

MARGIN = 4  # white pixels around each photograph


def video_call(photographs: np.ndarray) -> np.ndarray:
    """Arrange ten of ORL's people as in a video call: one far away, one leaning, one upside down, some in bad light.

    Parameters
    ----------
    photographs : ndarray of uint8, shape (400, 112, 92)
        All of ORL's.

    Returns
    -------
    ndarray of uint8, shape (240, 500)

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> video_call(load_orl().images).shape
    (240, 500)
    """
    rng = np.random.default_rng(0)

    def changed(number: int, change: str, amount: float) -> np.ndarray:
        return DEGRADATIONS[change].change(photographs[[number]], amount, rng)[0]

    far, leaning = _turned(photographs[22], 0, 0.35), _turned(photographs[92], -50, 0.9)
    first_row = [photographs[40], far, leaning, changed(112, "mask", 0.45), photographs[316]]
    dark, upside_down = photographs[164] // 4, photographs[72][::-1]
    second_row = [dark, upside_down, changed(332, "glasses", 1), changed(342, "blur", 6), changed(262, "side light", 1)]
    return np.vstack(
        [np.hstack([np.pad(p, MARGIN, constant_values=255) for p in row]) for row in (first_row, second_row)]
    )


def _turned(photograph: np.ndarray, degrees: float, zoom: float) -> np.ndarray:
    height, width = photograph.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, zoom)
    return cv2.warpAffine(photograph, turn, (width, height), borderMode=cv2.BORDER_REPLICATE)
