"""Faces in a video: frames of one person, how good each is, and one embedding from all of them."""

import cv2
import numpy as np

from facelab.images import Images, check_images, to_gray

LARGEST_STEP = 0.06  # of the height, how far the face moves from one frame to the next
SHARPNESS_SIZE = 112  # pixels: images are compared at one size


def simulate_frames(
    image: np.ndarray, n_frames: int, rng: np.random.Generator, smallest: float = 0.15, noise: float = 8.0
) -> np.ndarray:
    """Make frames of a face that comes nearer: far away at first, moving, blurred by the motion, noisy.

    A photograph cannot blink or turn its head, so this shows what size, motion and noise do, and nothing else.

    Parameters
    ----------
    image : ndarray of uint8, shape (H, W) or (H, W, 3)
        A photograph that the face fills.
    n_frames : int
    rng : Generator
    smallest : float, default 0.15
        The size in the first frame, as a share of the image's; in the last one it is 1.
    noise : float, default 8.0
        Standard deviation, gray levels.

    Returns
    -------
    ndarray of uint8, shape (n_frames, H, W) or (n_frames, H, W, 3)
        The face is enlarged to fill each frame, as a detector would cut it out.

    Examples
    --------
    >>> simulate_frames(np.full((112, 92), 90, np.uint8), 5, np.random.default_rng(0)).shape
    (5, 112, 92)
    """
    check_images(image[None])
    if n_frames < 1 or not 0 < smallest <= 1:
        raise ValueError(f"n_frames={n_frames}, smallest={smallest}: expected 1 or more, and a share up to 1.")
    height, width = image.shape[:2]
    velocity = _smooth(rng.normal(size=(n_frames, 2)))
    velocity *= LARGEST_STEP * height / max(np.linalg.norm(velocity, axis=1).max(), 1e-9)
    frames = []
    for size, step in zip(np.geomspace(smallest, 1, n_frames), velocity, strict=True):
        small = cv2.resize(
            image, (max(4, round(width * size)), max(4, round(height * size))), interpolation=cv2.INTER_AREA
        )
        moved = cv2.filter2D(small, -1, _motion_kernel(step * size))
        noisy = np.rint(np.clip(moved + rng.normal(0, noise, moved.shape), 0, 255)).astype(np.uint8)
        frames.append(cv2.resize(noisy, (width, height), interpolation=cv2.INTER_LINEAR))
    return np.stack(frames)


def sharpness(images: Images) -> np.ndarray:
    """Measure how sharp images are: the variance of the Laplacian, at one size for all.

    Parameters
    ----------
    images : array or lazy sequence of uint8, shape (N, H, W) or (N, H, W, 3)

    Returns
    -------
    ndarray of float, shape (N,)

    References
    ----------
    J. L. Pech-Pacheco et al., Diatom autofocusing in brightfield microscopy, ICPR 2000.

    Examples
    --------
    >>> sharpness(np.stack([np.eye(64, dtype=np.uint8) * 255, np.full((64, 64), 9, np.uint8)])) > 0
    array([ True, False])
    """
    check_images(images)
    gray = (to_gray(images[i : i + 1])[0] for i in range(len(images)))
    size = SHARPNESS_SIZE, SHARPNESS_SIZE
    return np.array([cv2.Laplacian(cv2.resize(each, size), cv2.CV_64F).var() for each in gray])


def pool_frames(vectors: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """Average the embeddings of frames of one person; where all have length 1, the mean gets length 1, too.

    Parameters
    ----------
    vectors : ndarray of float, shape (n_frames, D)
    weights : ndarray of float, shape (n_frames,), optional
        How much each frame counts, none negative, e.g. its sharpness; all the same by default.

    Returns
    -------
    ndarray of float32, shape (D,)

    Raises
    ------
    ValueError
        If there is no frame, a number is NaN or infinite, or all weights are 0.

    Examples
    --------
    >>> pool_frames(np.array([[1.0, 0.0], [0.0, 1.0]]), weights=np.array([3.0, 4.0]))
    array([0.6, 0.8], dtype=float32)
    """
    vectors = np.asarray(vectors, np.float64)
    weights = np.ones(len(vectors)) if weights is None else np.asarray(weights, np.float64)
    if vectors.ndim != 2 or not len(vectors) or weights.shape != (len(vectors),):
        raise ValueError(f"found vectors {vectors.shape} and weights {weights.shape}; expected (n, D) and (n,).")
    if not np.isfinite(vectors).all() or not np.isfinite(weights).all() or weights.min() < 0 or weights.max() == 0:
        raise ValueError("vectors and weights must be finite, no weight negative, and one of them above 0.")
    mean = weights @ vectors / weights.sum()
    all_of_length_one = np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)
    return (mean / ((np.linalg.norm(mean) if all_of_length_one else 0) or 1)).astype(np.float32)


def vote(names: np.ndarray, weights: np.ndarray | None = None) -> tuple[str | int, float]:
    """Let frames vote for a name: the winner, and its share of all votes.

    Parameters
    ----------
    names : ndarray, shape (n_frames,)
        What `Gallery.predict` says to each frame.
    weights : ndarray of float, shape (n_frames,), optional
        How much each vote counts; all the same by default.

    Returns
    -------
    name, share : str or int, float
        Of equal names, the first in sorted order wins.

    Examples
    --------
    >>> vote(np.array(["Ada", "Bo", "Bo"]))
    ('Bo', 0.6666666666666666)
    """
    if not len(names):
        raise ValueError("there are no frames.")
    known, positions = np.unique(names, return_inverse=True)
    votes = np.bincount(positions, weights, minlength=len(known))
    if weights is not None and not (np.isfinite(weights).all() and np.min(weights) >= 0 and np.max(weights) > 0):
        raise ValueError("weights must be finite, none negative, and one of them above 0.")
    return known[votes.argmax()].item(), float(votes.max() / votes.sum())


def _smooth(steps: np.ndarray) -> np.ndarray:
    """Average each row with those before and after it: motion does not change its direction at once."""
    return cv2.GaussianBlur(steps, (1, 0), sigmaX=1e-6, sigmaY=2)


def _motion_kernel(step: np.ndarray) -> np.ndarray:
    """Draw the path of a point during one frame, (rows, columns) in pixels, as a filter."""
    radius = int(np.ceil(np.abs(step).max() / 2)) + 1
    kernel = np.zeros((2 * radius + 1, 2 * radius + 1), np.float32)
    for share in np.linspace(-0.5, 0.5, 4 * radius + 1):
        row, column = np.rint(radius + share * step).astype(int)
        kernel[row, column] += 1
    return kernel / kernel.sum()
