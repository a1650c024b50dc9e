"""SFace, OpenCV's face network."""

import threading

import cv2
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.images import Images, check_images
from facelab.opencv_models import opencv_model
from facelab.progress import with_progress

THREAD = threading.local()  # a network of each thread's own, as it keeps state; to load one takes a quarter of a second
SIZE = 112  # pixels; what the network was trained on
MIN_FOR_PROGRESS_BAR = 200  # chips


class SFace(TransformerMixin, BaseEstimator):
    """Embed aligned faces with SFace, a MobileFaceNet whose 8-bit weights OpenCV runs.

    It was trained on data that have been withdrawn since, MS-Celeb-1M among them. Its speed is bounded by the
    convolutions: OpenCV stores their weights in eight bits, but computes in float32, one chip at a time.

    Parameters
    ----------
    mirror : bool, default False
        Embed each chip and its mirror image, and add both: twice the time, a little more accurate.
    normalize : bool, default True
        Scale each vector to length 1. As it leaves the network, its length says something about the photograph, too.

    References
    ----------
    Y. Zhong et al., SFace: Sigmoid-constrained hypersphere loss for robust face recognition, IEEE TIP 30, 2021. The
    weights are those of OpenCV's model zoo, Apache 2.0.

    Examples
    --------
    >>> from facelab.alignment import FaceAligner
    >>> from facelab.datasets import load_orl
    >>> chips = FaceAligner("yunet", size=112, template="sface").transform(load_orl().images[:2])
    >>> SFace().transform(chips).shape
    (2, 128)
    """

    def __init__(self, mirror: bool = False, normalize: bool = True):
        self.mirror = mirror
        self.normalize = normalize

    def fit(self, chips: Images, labels: np.ndarray | None = None) -> "SFace":
        """Do nothing: the network is already trained."""
        return self

    def transform(self, chips: Images) -> np.ndarray:
        """Embed RGB chips, uint8 (N, 112, 112, 3), as float32 (N, 128)."""
        check_images(chips)
        network = _network()
        vectors = np.empty((len(chips), 128), np.float32)
        for position in with_progress(range(len(chips)), MIN_FOR_PROGRESS_BAR):
            chip = chips[position : position + 1][0]
            if chip.shape != (SIZE, SIZE, 3):
                raise ValueError(f"SFace expects chips of ({SIZE}, {SIZE}, 3), found {chip.shape}.")
            vectors[position] = self._embed(network, chip)
        return vectors / np.linalg.norm(vectors, axis=1, keepdims=True) if self.normalize else vectors

    def _embed(self, network: cv2.FaceRecognizerSF, chip: np.ndarray) -> np.ndarray:
        bgr = np.ascontiguousarray(chip[..., ::-1])
        vector = network.feature(bgr)[0]
        return vector + network.feature(np.ascontiguousarray(bgr[:, ::-1]))[0] if self.mirror else vector

    def __sklearn_is_fitted__(self) -> bool:
        return True


def _network() -> cv2.FaceRecognizerSF:
    if not hasattr(THREAD, "network"):
        THREAD.network = cv2.FaceRecognizerSF.create(str(opencv_model("sface")), "")
    return THREAD.network
