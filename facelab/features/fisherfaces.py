"""Fisherfaces: linear discriminant analysis of whole faces."""

from numbers import Integral

import numpy as np
from scipy.linalg import eigh
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from facelab.features.eigenfaces import right_singular_vectors
from facelab.images import flatten_images, map_rows


class Fisherfaces(TransformerMixin, BaseEstimator):
    """Project faces so that people are far apart and one person's images close together.

    Principal components first, then Fisher's linear discriminant: the directions w with the largest
    ratio of scatter between people to scatter within people, wᵀ S_b w / wᵀ S_w w.

    Parameters
    ----------
    n_pca : int, default 80
        Principal components to keep first. Without this step S_w has no inverse; with too many of them, directions of
        almost no variance are blown up. Lowered to N − n_people if there are fewer.
    n_components : int or None, default None
        Discriminant directions to keep; None keeps n_people − 1.

    Attributes
    ----------
    mean_ : ndarray of float64, shape (D,)
        The mean face, in gray values.
    image_shape_ : tuple or None
        (H, W) of the training images; None if it was fitted on rows.
    components_ : ndarray of float64, shape (n_components, D)
        The Fisherfaces: one discriminant direction a row, best first.

    References
    ----------
    P. N. Belhumeur, J. P. Hespanha, D. J. Kriegman, "Eigenfaces vs. Fisherfaces", IEEE PAMI 19(7), 1997.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> train, test = load_orl().split_images(n_train=5, seed=0)
    >>> Fisherfaces().fit(train.images, train.labels).transform(test.images).shape
    (200, 39)
    """

    def __init__(self, n_pca: int = 80, n_components: int | None = None):
        self.n_pca = n_pca
        self.n_components = n_components

    def fit(self, images, y) -> "Fisherfaces":
        """Find the discriminant directions; y is the person on each image, int (N,)."""
        self.image_shape_ = tuple(images.shape[1:3]) if getattr(images, "ndim", 2) > 2 else None
        rows, y = validate_data(self, flatten_images(images), y, dtype=np.float64, ensure_min_samples=2)
        check_classification_targets(y)
        people, person = np.unique(y, return_inverse=True)
        self._check_counts(len(rows), len(people))
        mean = rows.mean(axis=0)
        eigenfaces = right_singular_vectors(rows - mean, min(self.n_pca, len(rows) - len(people)))[1]
        within, between = _scatter_matrices((rows - mean) @ eigenfaces.T, person)
        directions = _discriminant_directions(within, between)[: self._count_directions(len(people), len(eigenfaces))]
        self.mean_, self.components_ = mean, directions @ eigenfaces
        return self

    def transform(self, images) -> np.ndarray:
        """Project images of the training images' size, or rows, onto the Fisherfaces: float32 (N, n_components)."""
        check_is_fitted(self)
        return map_rows(self._project, images, self.image_shape_)

    def _project(self, rows) -> np.ndarray:
        rows = validate_data(self, rows, dtype=np.float64, reset=False)
        return ((rows - self.mean_) @ self.components_.T).astype(np.float32)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.target_tags.required = True
        tags.transformer_tags.preserves_dtype = ["float32"]
        return tags

    def _check_counts(self, n_images: int, n_people: int) -> None:
        if n_people < 2:
            raise ValueError("there is only one class (person): Fisherfaces need at least two.")
        if n_people == n_images:
            raise ValueError("everyone has only one image: Fisherfaces need at least one person with two.")
        if not isinstance(self.n_pca, Integral) or self.n_pca < 1:
            raise ValueError(f"n_pca={self.n_pca}: at least one principal component is needed.")

    def _count_directions(self, n_people: int, n_pca: int) -> int:
        n_directions = min(n_people - 1, n_pca)
        if self.n_components is None:
            return n_directions
        if not isinstance(self.n_components, Integral) or not 1 <= self.n_components <= n_directions:
            raise ValueError(
                f"n_components={self.n_components}: {n_people} people and {n_pca} principal components "
                f"give {n_directions} directions; expected 1 to {n_directions}."
            )
        return self.n_components


def _scatter_matrices(vectors: np.ndarray, person: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Compute the scatter within people and between people (Belhumeur et al., eq. 3 and 4) of centered vectors."""
    counts = np.bincount(person)
    means = np.zeros((len(counts), vectors.shape[1]))
    np.add.at(means, person, vectors)
    means /= counts[:, None]
    deviations = vectors - means[person]
    return deviations.T @ deviations, (means.T * counts) @ means


def _discriminant_directions(within: np.ndarray, between: np.ndarray) -> np.ndarray:
    """Find the rows w that maximize wᵀ S_b w / wᵀ S_w w, best first."""
    if np.trace(within) <= 1e-12 * np.trace(between):
        raise ValueError("each person's images are all the same: there is no scatter within people to measure.")
    mean_scatter = np.trace(within) / len(within)
    invertible = within + 1e-10 * mean_scatter * np.eye(len(within))  # copies of an image can leave a direction empty
    return eigh(between, invertible)[1].T[::-1]
