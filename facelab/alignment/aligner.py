"""From photographs to face chips, as a scikit-learn transformer."""

from dataclasses import dataclass
from itertools import product
from numbers import Integral

from facelab import backend  # noqa: F401

# isort: split
import cv2
import keras
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.alignment.chips import align
from facelab.alignment.landmarks import landmarks
from facelab.detection import DETECTORS, Box, detect
from facelab.images import Images, check_images, to_rgb

LONG = 200  # photographs: from here on a progress bar shows
ON_MISSING = "raise", "center", "skip"


@dataclass(frozen=True)
class Aligned:
    """Chips, and how they were found.

    Parameters
    ----------
    chips : ndarray of uint8, shape (n, size, size, 3)
    kept : ndarray of int, shape (n,)
        Which photographs the chips come from.
    missing : ndarray of int
        Photographs in which no face was found; with on_missing="center" their chips are the middle of the picture.
    """

    chips: np.ndarray
    kept: np.ndarray
    missing: np.ndarray


class FaceAligner(TransformerMixin, BaseEstimator):
    """Cut the face out of each photograph: detect, find five landmarks, turn upright, scale.

    Where a photograph shows several faces, the one nearest to its middle is taken.

    Parameters
    ----------
    detector : str
        As in `detect`. Several, joined by +, are tried one after the other: "hog+cnn" asks the slow one only where
        the fast one finds nothing.
    upsample : int
        How often a photograph is doubled at most: each detector sees it as it is first, then doubled, and stops
        at the first face.
    size : int
        Of the chips, in pixels.
    padding : float
        As in `align`.
    on_missing : str
        What happens where no face is found. raise: stop and say which photograph. center: take the middle of the
        picture. skip: leave the photograph away.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> FaceAligner(on_missing="center").transform(load_orl().images[:2]).shape
    (2, 150, 150, 3)
    """

    def __init__(
        self,
        detector: str = "hog",
        upsample: int = 0,
        size: int = 150,
        padding: float = 0.25,
        on_missing: str = "raise",
    ):
        self.detector = detector
        self.upsample = upsample
        self.size = size
        self.padding = padding
        self.on_missing = on_missing

    def fit(self, images: Images, labels: np.ndarray | None = None) -> "FaceAligner":
        """Do nothing: there is nothing to learn.

        Parameters
        ----------
        images, labels : not used

        Returns
        -------
        FaceAligner
        """
        return self

    def transform(self, images: Images) -> np.ndarray:
        """Cut the chips out.

        Parameters
        ----------
        images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)

        Returns
        -------
        ndarray of uint8, shape (n, size, size, 3)
            n is N, or with on_missing="skip" the number of photographs with a face.
        """
        return self.align(images).chips

    def align(self, images: Images) -> Aligned:
        """Cut the chips out, and report where no face was found.

        Parameters
        ----------
        images : array or lazy sequence, uint8, shape (N, H, W) or (N, H, W, 3)

        Returns
        -------
        Aligned

        Raises
        ------
        ValueError
            If no face is found in a photograph and on_missing is "raise".
        """
        check_images(images)
        if self.on_missing not in ON_MISSING:
            raise ValueError(f"on_missing={self.on_missing!r}: take one of {', '.join(ON_MISSING)}.")
        if not set(self.detector.split("+")) <= set(DETECTORS):
            raise ValueError(f"detector={self.detector!r}: take {', '.join(DETECTORS)}, or several joined by +.")
        if not isinstance(self.size, Integral) or self.size < 1 or not 0 <= self.padding < np.inf:
            raise ValueError(
                f"size={self.size}, padding={self.padding}: take a size from 1 on, and a padding from 0 on."
            )
        if self.upsample < 0:
            raise ValueError(f"upsample={self.upsample}: take 0, 1, 2 …")
        bar = keras.utils.Progbar(len(images), unit_name="photograph", verbose=int(len(images) >= LONG))
        chips, kept, missing = [np.empty((0, self.size, self.size, 3), np.uint8)], [], []
        for position in range(len(images)):
            photograph = to_rgb(images[position : position + 1])[0]
            chip = self._chip(photograph)
            if chip is None:
                missing.append(position)
                if self.on_missing == "raise":
                    raise ValueError(f"no face was found in photograph {position}; see on_missing: center, skip.")
                chip = self._middle(photograph) if self.on_missing == "center" else None
            if chip is not None:
                kept.append(position)
                chips.append(chip[None])
            bar.add(1)
        return Aligned(np.concatenate(chips), np.array(kept, int), np.array(missing, int))

    def _chip(self, photograph: np.ndarray) -> np.ndarray | None:
        for method, doublings in product(self.detector.split("+"), range(self.upsample + 1)):
            if found := detect(photograph, method, doublings):
                box = min((each.box for each in found), key=lambda box: _distance_to_middle(box, photograph))
                return align(photograph, landmarks(photograph, box), self.size, self.padding)
        return None

    def _middle(self, photograph: np.ndarray) -> np.ndarray:
        """Cut out the largest square in the middle, scaled to a chip."""
        height, width = photograph.shape[:2]
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        square = photograph[top : top + side, left : left + side]
        return cv2.resize(square, (self.size, self.size), interpolation=cv2.INTER_AREA)

    def __sklearn_is_fitted__(self) -> bool:
        return True


def _distance_to_middle(box: Box, photograph: np.ndarray) -> float:
    left, top, right, bottom = box
    return float(np.hypot(left + right - photograph.shape[1], top + bottom - photograph.shape[0]))
