"""The similarity transform that best moves one set of points onto another."""

from typing import NamedTuple

import numpy as np


class Similarity(NamedTuple):
    """Rotate, scale and shift points: y = scale · R(angle) · x + shift.

    Attributes
    ----------
    scale : float
    angle : float
        In radians, from the x axis towards the y axis; clockwise in an image, whose y axis points down.
    shift : ndarray of float, shape (2,)
        In pixels, as x and y.

    Examples
    --------
    >>> Similarity(scale=2.0, angle=0.0, shift=np.array([1.0, 0.0]))(np.array([[1.0, 1.0]]))
    array([[3., 2.]])
    """

    scale: float
    angle: float
    shift: np.ndarray

    @property
    def rotation(self) -> np.ndarray:
        """The matrix R(angle), shape (2, 2)."""
        cosine, sine = np.cos(self.angle), np.sin(self.angle)
        return np.array([[cosine, -sine], [sine, cosine]])

    def __call__(self, points: np.ndarray) -> np.ndarray:
        """Move points, shape (N, 2) as x and y."""
        return self.scale * points @ self.rotation.T + self.shift

    def inverse(self) -> "Similarity":
        """Return the transform that moves every point back."""
        back = Similarity(1 / self.scale, -self.angle, np.zeros(2))
        return back._replace(shift=-back(self.shift))


def similarity(source: np.ndarray, target: np.ndarray) -> Similarity:
    """Find the similarity transform with the least squared distance between the moved source and the target.

    Rotating and scaling points is multiplying them, as complex numbers, by one factor; the best one is a regression
    without intercept on the centered points.

    Parameters
    ----------
    source, target : ndarray of float, shape (N, 2)
        At least two points, as x and y, in the same order.

    Returns
    -------
    Similarity

    Raises
    ------
    ValueError
        If the shapes differ, a point is not finite, or all source points coincide.

    References
    ----------
    S. Umeyama, Least-squares estimation of transformation parameters between two point patterns, IEEE PAMI 13, 1991.

    Examples
    --------
    >>> found = similarity(np.array([[0, 0], [1, 0.0]]), np.array([[5, 5], [5, 7.0]]))
    >>> round(found.scale, 3), round(np.degrees(found.angle)), found(np.array([[0.5, 0]])).round(3)
    (2.0, 90, array([[5., 6.]]))
    """
    source, target = np.asarray(source, np.float64), np.asarray(target, np.float64)
    if source.shape != target.shape or source.ndim != 2 or source.shape[1] != 2 or len(source) < 2:
        raise ValueError(f"points of shape {source.shape} and {target.shape}: expected both (N, 2), N at least 2.")
    if not (np.isfinite(source).all() and np.isfinite(target).all()):
        raise ValueError("a point is NaN or infinite.")
    a, b = (points - points.mean(axis=0) for points in (source, target))
    a, b = a[:, 0] + 1j * a[:, 1], b[:, 0] + 1j * b[:, 1]
    if not np.abs(a).any():
        raise ValueError("all source points coincide in one point: rotation and scale are undefined.")
    factor = np.vdot(a, b) / np.vdot(a, a)
    found = Similarity(float(abs(factor)), float(np.angle(factor)), np.zeros(2))
    return found._replace(shift=target.mean(axis=0) - found(source.mean(axis=0)))
