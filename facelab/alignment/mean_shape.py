"""The mean shape of many faces' landmarks, and faces warped onto it."""

from functools import lru_cache

import cv2
import numpy as np
from scipy.spatial import Delaunay

from facelab.alignment.similarity import similarity
from facelab.images import check_images

N_ITERATIONS = 5  # the mean hardly changes after the second


def mean_shape(shapes: np.ndarray) -> np.ndarray:
    """Compute the mean of shapes, each shifted, rotated and scaled onto it: generalized Procrustes analysis.

    Parameters
    ----------
    shapes : ndarray of float, shape (N, points, 2)

    Returns
    -------
    ndarray of float64, shape (points, 2)
        Its center is 0, its size (the root mean squared distance from the center) is 1; rotated as the first shape.

    References
    ----------
    J. C. Gower, Generalized Procrustes analysis, Psychometrika 40, 1975.

    Examples
    --------
    >>> square = np.array([[0.0, 0], [1, 0], [1, 1], [0, 1]])
    >>> mean_shape(np.stack([square, 3 * square + 5])).round(3)
    array([[-0.707, -0.707],
           [ 0.707, -0.707],
           [ 0.707,  0.707],
           [-0.707,  0.707]])
    """
    shapes = np.asarray(shapes, np.float64)
    if shapes.ndim != 3 or not len(shapes) or shapes.shape[1] < 2 or shapes.shape[2] != 2:
        raise ValueError(f"shapes have the shape {shapes.shape}; expected (N, points, 2), with at least two points.")
    mean = _standardize(shapes[0])
    for _ in range(N_ITERATIONS):
        mean = _standardize(np.mean([similarity(shape, mean)(shape) for shape in shapes], axis=0))
        mean = similarity(mean, _standardize(shapes[0]))._replace(scale=1.0, shift=np.zeros(2))(mean)
    return mean


def warp_to_shape(image: np.ndarray, landmarks: np.ndarray, shape: np.ndarray) -> np.ndarray:
    """Warp a face so that its landmarks land on the points of a shape, triangle by triangle.

    The shape's points are joined to triangles (Delaunay). Each triangle of the new image is filled from the old one by
    the affine map of its three corners.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
    landmarks : ndarray of float, shape (points, 2)
        x and y in the image.
    shape : ndarray of float, shape (points, 2)
        x and y in the new image, all at least 0.

    Returns
    -------
    ndarray of uint8
        As high and wide as the shape extends; black outside of all triangles.

    References
    ----------
    Y. Taigman et al., DeepFace, CVPR 2014, section 2, also warps by a piecewise affine map, onto a model in three
    dimensions; T. F. Cootes et al., Active appearance models, IEEE PAMI 23, 2001, onto the mean shape, as here.

    Examples
    --------
    >>> image = np.arange(16, dtype=np.uint8).reshape(4, 4)
    >>> corners = np.array([[0.0, 0], [3, 0], [3, 3], [0, 3]])
    >>> bool((warp_to_shape(image, corners, corners) == image).all())
    True
    """
    check_images(np.asarray(image)[None])
    landmarks, shape = np.asarray(landmarks, np.float64), np.asarray(shape, np.float64)
    if landmarks.shape != shape.shape or shape.ndim != 2 or shape.shape[1] != 2 or len(shape) < 3:
        raise ValueError(f"landmarks {landmarks.shape} and shape {shape.shape}: expected both (points, 2), at least 3.")
    if shape.min() < 0 or not (np.isfinite(shape).all() and np.isfinite(landmarks).all()):
        raise ValueError("a point is NaN or infinite, or the shape extends beyond the edge of the image at 0.")
    simplices, triangle, shares, size = _mesh(shape.tobytes())
    source = np.einsum("nk,nkd->nd", shares, landmarks[simplices[triangle]])
    source[triangle < 0] = -1e4  # outside of every triangle, and of the image
    x, y = source.T.reshape(2, *size).astype(np.float32)
    return cv2.remap(np.asarray(image), x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)


@lru_cache(maxsize=8)  # many faces are warped onto one shape, and its mesh takes most of the time
def _mesh(points: bytes) -> tuple[np.ndarray, np.ndarray, np.ndarray, tuple[int, int]]:
    """Join points to triangles: their corners, the triangle of each pixel, its shares of the corners, the size."""
    shape = np.frombuffer(points).reshape(-1, 2)
    width, height = np.floor(shape.max(axis=0)).astype(int) + 1
    pixels = np.stack(np.meshgrid(np.arange(width), np.arange(height)), axis=-1).reshape(-1, 2)
    mesh = Delaunay(shape)
    triangle = mesh.find_simplex(pixels, tol=1e-9)
    inverse, origin = mesh.transform[triangle, :2], mesh.transform[triangle, 2]
    first_two = np.einsum("nij,nj->ni", inverse, pixels - origin)
    shares = np.column_stack([first_two, 1 - first_two.sum(axis=1)])  # barycentric coordinates
    return mesh.simplices, triangle, shares, (int(height), int(width))


def _standardize(shape: np.ndarray) -> np.ndarray:
    """Move a shape's center to 0 and scale it to size 1."""
    centered = shape - shape.mean(axis=0)
    return centered / np.sqrt((centered**2).sum(axis=1).mean())
