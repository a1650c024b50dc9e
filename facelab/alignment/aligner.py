"""From images to face chips, as a scikit-learn transformer."""

from dataclasses import dataclass
from itertools import product
from numbers import Integral

import cv2
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.alignment.chips import align
from facelab.alignment.landmarks import hog_like_box, landmarks
from facelab.alignment.sface_chips import SFACE_SIZE, sface_chip
from facelab.detection import DETECTORS, Box, NotOneFaceError, detect
from facelab.images import Images, check_images, to_rgb
from facelab.progress import with_progress

MIN_FOR_PROGRESS_BAR = 200  # images
ON_MISSING, ON_SEVERAL = ("raise", "center", "skip"), ("center", "raise")


@dataclass(frozen=True)
class Aligned:
    """Chips, and which images they come from."""

    chips: np.ndarray  # uint8, shape (n, size, size, 3)
    kept: np.ndarray  # positions of the images that the chips come from, shape (n,)
    missing: np.ndarray  # positions of the images without a face; with on_missing="center" they have a chip, too


class FaceAligner(TransformerMixin, BaseEstimator):
    """Cut the face out of each image: detect it, find five landmarks, turn it upright, scale it.

    A network wants chips as in its training. dlib's has its own five landmarks, on the face of any detector; SFace's
    are those of yunet.

    Parameters
    ----------
    detector : str, default "hog"
        As in `detect`. Several, joined by +, are tried in turn: "hog+cnn" runs the slow one only where the fast one
        finds nothing.
    upsample : int, default 0
        How often an image is doubled at most: each detector sees it as it is first, then doubled, and stops at the
        first face.
    size : int, default 150
        Height and width of a chip, pixels.
    padding : float, default 0.25
        As in `align`; of dlib's chips.
    on_several : str, default "center"
        What to do where several faces are found. center: take the one that is nearest to the image's center.
        raise: stop and say in which image.
    template : {"dlib", "sface"}, default "dlib"
        Where the landmarks of a chip lie. "sface" needs detector="yunet" and size=112.
    on_missing : str, default "raise"
        What to do where no face is found. raise: stop and say in which image. center: use the center of the image.
        skip: omit the image.

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
        on_several: str = "center",
        template: str = "dlib",
    ):
        self.detector = detector
        self.upsample = upsample
        self.size = size
        self.padding = padding
        self.on_missing = on_missing
        self.on_several = on_several
        self.template = template

    def fit(self, images: Images, labels: np.ndarray | None = None) -> "FaceAligner":
        """Learn nothing."""
        return self

    def transform(self, images: Images) -> np.ndarray:
        """Cut the chips out: uint8 (N, size, size, 3), or fewer with on_missing="skip"."""
        return self.align(images).chips

    def align(self, images: Images, guides: Images | None = None) -> Aligned:
        """Cut the chips out of an array or lazy sequence of images, and report where no face was found.

        Parameters
        ----------
        images : ndarray of uint8 or lazy sequence, shape (N, H, W) or (N, H, W, 3)
        guides : the same, optional
            As many images of the same sizes. Faces and landmarks are looked for in these, and the chips cut from
            `images`: what the chips would be if the detector had seen better pictures of the same moment.

        Returns
        -------
        Aligned

        Raises
        ------
        ValueError
            If the guides are not as many or of other sizes; if no face is found and `on_missing` is "raise".
        """
        check_images(images)
        if guides is not None:
            check_images(guides)
            if len(guides) != len(images):
                raise ValueError(f"{len(guides)} guides for {len(images)} images: each image needs its own.")
        self._check_parameters()
        chips, kept, missing = [np.empty((0, self.size, self.size, 3), np.uint8)], [], []
        for position in with_progress(range(len(images)), MIN_FOR_PROGRESS_BAR):
            image = to_rgb(images[position : position + 1])[0]
            guide = image if guides is None else to_rgb(guides[position : position + 1])[0]
            if image.shape != guide.shape:
                raise ValueError(f"image {position} has shape {image.shape} and its guide {guide.shape}.")
            chip = self._face_chip(image, guide, position)
            if chip is None:
                if self.on_missing == "raise":
                    raise NotOneFaceError(position, "no face was found", "give another one, or see on_missing")
                missing.append(position)
                if self.on_missing == "skip":
                    continue
                chip = self._center_chip(image)
            kept.append(position)
            chips.append(chip[None])
        return Aligned(np.concatenate(chips), np.array(kept, int), np.array(missing, int))

    def _check_parameters(self) -> None:
        if self.on_missing not in ON_MISSING:
            raise ValueError(f"on_missing={self.on_missing!r}: expected one of {', '.join(ON_MISSING)}.")
        if self.on_several not in ON_SEVERAL:
            raise ValueError(f"on_several={self.on_several!r}: expected one of {', '.join(ON_SEVERAL)}.")
        if not set(self.detector.split("+")) <= set(DETECTORS):
            raise ValueError(f"detector={self.detector!r}: expected {', '.join(DETECTORS)}, or several joined by +.")
        if not isinstance(self.size, Integral) or self.size < 1:
            raise ValueError(f"size={self.size}: expected an integer above 0.")
        if not 0 <= self.padding < np.inf:
            raise ValueError(f"padding={self.padding}: expected a finite number, 0 or more.")
        if self.template not in ("dlib", "sface"):
            raise ValueError(f"template={self.template!r}: expected dlib or sface.")
        if self.template == "sface" and (self.detector, self.size) != ("yunet", SFACE_SIZE):
            raise ValueError(
                f"template='sface' needs detector='yunet' and size={SFACE_SIZE}; "
                f"found {self.detector!r} and {self.size}."
            )
        if self.upsample < 0:
            raise ValueError(f"upsample={self.upsample}: expected 0, 1, 2 …")

    def _face_chip(self, image: np.ndarray, guide: np.ndarray, position: int) -> np.ndarray | None:
        for method, doublings in product(self.detector.split("+"), range(self.upsample + 1)):
            if found := detect(guide, method, doublings):
                if len(found) > 1 and self.on_several == "raise":
                    raise NotOneFaceError(position, f"{len(found)} faces were found", "cut one of them out")
                face = min(found, key=lambda face: _distance_to_center(face.box, image))
                if self.template == "sface":
                    return sface_chip(image, face)
                return align(image, landmarks(guide, hog_like_box(face)), self.size, self.padding)
        return None

    def _center_chip(self, image: np.ndarray) -> np.ndarray:
        """Scale the largest square in the center of an image to a chip."""
        height, width = image.shape[:2]
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        square = image[top : top + side, left : left + side]
        return cv2.resize(square, (self.size, self.size), interpolation=cv2.INTER_AREA)

    def __sklearn_is_fitted__(self) -> bool:
        return True


def _distance_to_center(box: Box, image: np.ndarray) -> float:
    left, top, right, bottom = box
    return float(np.hypot(left + right - image.shape[1], top + bottom - image.shape[0]))
