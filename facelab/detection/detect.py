"""Five ready-made face detectors behind one call."""

from collections.abc import Callable
from threading import Lock

import numpy as np

from facelab.detection.detection import Detection
from facelab.detection.dlib_detectors import cnn_faces, hog_faces
from facelab.detection.haar import haar_faces
from facelab.detection.mtcnn import mtcnn_faces
from facelab.detection.yunet import yunet_faces
from facelab.images import check_images, to_rgb

# from an RGB image, how often to double it, the smallest size and the lowest score of interest
DETECTORS: dict[str, Callable[[np.ndarray, int, float, float | None], list[Detection]]] = {
    "haar": haar_faces,
    "hog": hog_faces,
    "mtcnn": mtcnn_faces,
    "cnn": cnn_faces,
    "yunet": yunet_faces,
}
LOCKS = {method: Lock() for method in DETECTORS}  # a model keeps the image that it works on: one thread at a time


def detect(
    image: np.ndarray, method: str = "hog", upsample: int = 0, min_size: float = 0, score_threshold: float | None = None
) -> list[Detection]:
    """Find the faces in an image.

    Detectors frame a face in different ways: haar and hog from the brows to the chin as a square, mtcnn and yunet from
    the forehead to the chin, higher than wide. May be called from several threads; each model is loaded once.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    method : str, default "hog"
        haar: OpenCV's cascade of boosted Haar features. Fast; upright frontal faces, and false positives.
        hog: dlib's histograms of oriented gradients with a linear classifier. Faces from 80 pixels on, tilted by up to
            40 degrees.
        mtcnn: three small networks, each of which examines more closely what the one before kept. From 20 pixels on.
        cnn: dlib's convolutional network. Faces from 80 pixels on, also turned ones; some 60 times slower than hog.
        yunet: OpenCV's small convolutional network. Faces from 40 pixels on, also in profile, tilted by up to 25
            degrees, small ones by less; with landmarks.
    upsample : int, default 0
        How often to double the image first: each time finds faces half as large, in four times the time.
    min_size : float, default 0
        Faces of smaller height or width are left out, pixels.
    score_threshold : float or None, default None
        Faces with a lower score are left out. None: the detector's own limit. cnn never shows scores below 0.

    Returns
    -------
    list of Detection
        The highest score first.

    Raises
    ------
    ValueError
        If the method is unknown, or a number is out of range.

    References
    ----------
    haar: P. Viola, M. Jones, Rapid object detection using a boosted cascade of simple features, CVPR 2001.
    hog: N. Dalal, B. Triggs, Histograms of oriented gradients for human detection, CVPR 2005.
    mtcnn: K. Zhang et al., Joint face detection and alignment using multitask cascaded convolutional networks,
    IEEE SPL 23, 2016. cnn, and the training of hog: D. E. King, Max-margin object detection, arXiv:1502.00046, 2015.
    yunet: W. Wu, H. Peng, S. Yu, YuNet: A tiny millisecond-level face detector, Machine Intelligence Research 20, 2023.

    Examples
    --------
    >>> detect(np.zeros((100, 100, 3), np.uint8))
    []
    """
    if method not in DETECTORS:
        raise ValueError(f"method={method!r}: expected one of {', '.join(DETECTORS)}.")
    if upsample < 0:
        raise ValueError(f"upsample={upsample}: expected 0, 1, 2 …")
    if not 0 <= min_size < np.inf:
        raise ValueError(f"min_size={min_size}: expected a finite number of pixels, 0 or more.")
    if score_threshold is not None and np.isnan(score_threshold):
        raise ValueError("score_threshold is NaN: expected a score, or None for the detector's own limit.")
    check_images(np.asarray(image)[None])
    rgb = np.ascontiguousarray(to_rgb(image[None])[0])
    with LOCKS[method]:
        found = DETECTORS[method](rgb, upsample, min_size, score_threshold)
    lowest = -np.inf if score_threshold is None else score_threshold
    kept = [each for each in found if each.score >= lowest and _shorter_side(each) >= min_size]
    return sorted(kept, key=lambda detection: -detection.score)


def _shorter_side(detection: Detection) -> float:
    left, top, right, bottom = detection.box
    return min(right - left, bottom - top)
