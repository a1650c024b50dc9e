"""Bona fide faces in front of the camera that attacks are presented to."""

import cv2
import numpy as np

from facelab.presentation_attacks.camera import Camera, photograph_all, to_light


def recapture_bona_fide(images: np.ndarray, rng: np.random.Generator, camera: Camera | None = None) -> np.ndarray:
    """Send bona fide photographs through the same camera as the attacks.

    An attack passes a camera twice: when the photograph was made, and when it is presented. A detector that is trained
    on photographs as they are and on attacks learns what the second camera does, and takes faces in front of that
    camera for attacks. After this function, only what the camera looked at differs.

    Parameters
    ----------
    images : ndarray of uint8, shape (N, H, W) or (N, H, W, 3)
    rng : Generator
    camera : Camera, optional
        `Camera()` by default.

    Returns
    -------
    ndarray of uint8, the same shape

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> recapture_bona_fide(load_orl().images[:2], np.random.default_rng(0)).shape
    (2, 112, 92)
    """
    return photograph_all(lambda image, _: _enlarge(to_light(image)), images, rng, camera)


def _enlarge(light: np.ndarray) -> np.ndarray:
    """Interpolate between pixels, as the face itself has none."""
    return np.clip(cv2.resize(light, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC), 0, 1)
