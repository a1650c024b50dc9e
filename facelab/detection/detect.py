"""Find the faces in a photograph."""

from collections.abc import Callable

import numpy as np

from facelab.detection.detection import Detection
from facelab.detection.dlib_detectors import cnn_faces, hog_faces
from facelab.detection.haar import haar_faces
from facelab.detection.mtcnn import mtcnn_faces
from facelab.images import check_images, to_rgb

# from an RGB photograph, how often to double it, the smallest size and the lowest score of interest
DETECTORS: dict[str, Callable[[np.ndarray, int, float, float | None], list[Detection]]] = {
    "haar": haar_faces,
    "hog": hog_faces,
    "mtcnn": mtcnn_faces,
    "cnn": cnn_faces,
}


def detect(
    image: np.ndarray, method: str = "hog", upsample: int = 0, min_size: float = 0, threshold: float | None = None
) -> list[Detection]:
    """Find the faces in a photograph.

    Detectors frame a face in different ways: haar and hog from the brows to the chin as a square, mtcnn from the
    forehead to the chin, higher than wide. May be called from several threads; each model is loaded once.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    method : str
        haar: OpenCV's cascade of boosted Haar features. Fast; upright faces seen from the front, and false alarms.
        hog: dlib's histograms of oriented gradients with a linear classifier. Upright faces from 80 pixels on.
        mtcnn: three small networks, each of which looks more closely at what the one before left. From 20 pixels on.
        cnn: dlib's convolutional network. Faces from 80 pixels on, turned ones, too; some 60 times slower than hog.
    upsample : int
        How often to double the photograph first: each time finds faces half as large, in four times the time.
    min_size : float
        Pixels: faces of which height or width is smaller are left out.
    threshold : float, optional
        Faces with a lower score are left out. By default, the detector's own; cnn shows none below 0 in any case.

    Returns
    -------
    list of Detection
        The surest first.

    Raises
    ------
    ValueError
        If the method is unknown, a number makes no sense, or the image is none.

    References
    ----------
    haar: P. Viola, M. Jones, Rapid object detection using a boosted cascade of simple features, CVPR 2001.
    hog: N. Dalal, B. Triggs, Histograms of oriented gradients for human detection, CVPR 2005.
    mtcnn: K. Zhang et al., Joint face detection and alignment using multitask cascaded convolutional networks,
    IEEE SPL 23, 2016. cnn, and the training of hog: D. E. King, Max-margin object detection, arXiv:1502.00046, 2015.

    Examples
    --------
    >>> detect(np.zeros((100, 100, 3), np.uint8))
    []
    """
    if method not in DETECTORS:
        raise ValueError(f"method={method!r}: take one of {', '.join(DETECTORS)}.")
    if upsample < 0:
        raise ValueError(f"upsample={upsample}: take 0, 1, 2 …")
    if not 0 <= min_size < np.inf:
        raise ValueError(f"min_size={min_size}: take a number of pixels, 0 or more.")
    if threshold is not None and np.isnan(threshold):
        raise ValueError("threshold is NaN: take a score, or None for the detector's own.")
    check_images(np.asarray(image)[None])
    photograph = np.ascontiguousarray(to_rgb(image[None])[0])
    found = DETECTORS[method](photograph, upsample, min_size, threshold)
    lowest = -np.inf if threshold is None else threshold
    kept = [each for each in found if each.score >= lowest and _shorter_side(each) >= min_size]
    return sorted(kept, key=lambda detection: -detection.score)


def _shorter_side(detection: Detection) -> float:
    left, top, right, bottom = detection.box
    return min(right - left, bottom - top)
