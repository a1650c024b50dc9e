"""SIFT: keypoints that are found again in another image, and their bag of words."""

from functools import lru_cache

import cv2
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.utils.validation import check_is_fitted

from facelab.images import check_images, map_batches, to_gray

DESCRIPTOR_SIZE = 128
REMEMBERED_IMAGES = 1024  # about 45 KiB of descriptors each: every split of a protocol describes the same images


class SIFTBag(TransformerMixin, BaseEstimator):
    """Describe a face by how often each visual word occurs among its SIFT keypoints.

    The words are the K-means centers of the training images' descriptors. The keypoints' positions are ignored.

    Parameters
    ----------
    n_words : int, default 128
        Size of the vocabulary.
    seed : int, default 0
        Seed of K-means.

    Attributes
    ----------
    words_ : ndarray of float32, shape (n_words, 128)

    References
    ----------
    D. G. Lowe, "Distinctive image features from scale-invariant keypoints", IJCV 60(2), 2004.
    G. Csurka et al., "Visual categorization with bags of keypoints", ECCV workshop, 2004.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> images = load_orl().images[:20]
    >>> SIFTBag(n_words=16).fit(images).transform(images).shape
    (20, 16)
    """

    def __init__(self, n_words: int = 128, seed: int = 0):
        self.n_words = n_words
        self.seed = seed

    def fit(self, images, y=None) -> "SIFTBag":
        """Choose the visual words."""
        descriptors = map_batches(_batch_descriptors, images)
        if len(descriptors) < self.n_words:
            raise ValueError(
                f"{len(descriptors)} keypoints cannot make {self.n_words} words; pass more images or lower n_words."
            )
        # k-means++ takes six times as long to start as everything after it, and the words are no better
        clusters = KMeans(self.n_words, init="random", n_init=1, random_state=self.seed).fit(descriptors)
        self.words_ = clusters.cluster_centers_.astype(np.float32)
        return self

    def transform(self, images) -> np.ndarray:
        """Compute the share of each visual word: float32 (N, n_words), sums to 1; all 0 without keypoints."""
        check_is_fitted(self)
        return map_batches(lambda batch: np.stack([self._word_shares(image) for image in batch]), images)

    def _word_shares(self, image: np.ndarray) -> np.ndarray:
        descriptors = _describe(image)[1]
        if len(descriptors) == 0:
            return np.zeros(len(self.words_), np.float32)
        nearest = [match.trainIdx for match in cv2.BFMatcher().match(descriptors, self.words_)]
        return (np.bincount(nearest, minlength=len(self.words_)) / len(nearest)).astype(np.float32)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.input_tags.two_d_array, tags.input_tags.three_d_array = False, True
        return tags


def match_keypoints(left: np.ndarray, right: np.ndarray, ratio: float = 0.75) -> tuple[np.ndarray, np.ndarray]:
    """Match keypoints of two images and keep the unambiguous ones (Lowe's ratio test, section 7.1).

    Parameters
    ----------
    left, right : ndarray of uint8, shape (H, W) or (H, W, 3)
    ratio : float, default 0.75
        Keep a match if its distance is below `ratio` times the distance to the second nearest.

    Returns
    -------
    left_points, right_points : ndarray of float32, shape (n_matches, 2)
        (x, y) in pixels.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> image = load_orl().images[0]
    >>> left, right = match_keypoints(image, image)
    >>> len(left) > 10 and bool((left == right).all())
    True
    """
    check_images(left[None])
    check_images(right[None])
    (left_points, left_descriptors), (right_points, right_descriptors) = (
        _describe(to_gray(image[None])[0]) for image in (left, right)
    )
    if len(left_points) == 0 or len(right_points) < 2:
        return np.zeros((0, 2), np.float32), np.zeros((0, 2), np.float32)
    candidates = cv2.BFMatcher().knnMatch(left_descriptors, right_descriptors, k=2)
    kept = [best for best, second in candidates if best.distance < ratio * second.distance]
    return left_points[[match.queryIdx for match in kept]], right_points[[match.trainIdx for match in kept]]


def _describe(image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Find keypoints, float32 (n, 2), and their descriptors, float32 (n, 128); nobody may write into them."""
    return _describe_bytes(image.tobytes(), image.shape)


@lru_cache(maxsize=REMEMBERED_IMAGES)
def _describe_bytes(gray: bytes, shape: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    image = np.frombuffer(gray, np.uint8).reshape(shape)
    keypoints, descriptors = cv2.SIFT_create().detectAndCompute(image, None)
    if descriptors is None:
        points, descriptors = np.zeros((0, 2), np.float32), np.zeros((0, DESCRIPTOR_SIZE), np.float32)
    else:
        points = cv2.KeyPoint.convert(keypoints)
    points.flags.writeable = descriptors.flags.writeable = False  # every call shares them
    return points, descriptors


def _batch_descriptors(images: np.ndarray) -> np.ndarray:
    return np.concatenate([_describe(image)[1] for image in images])
