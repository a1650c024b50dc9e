"""Score normalization: a threshold for each person, chosen by how far strangers are from that person."""

import numpy as np


def z_norm(distances: np.ndarray, gallery_to_cohort: np.ndarray) -> np.ndarray:
    """Measure distances in standard deviations of what strangers have from each person of the gallery.

    One threshold on the result is a threshold of each person's own on the distances:
    d ≤ mean + threshold · standard deviation.

    Parameters
    ----------
    distances : ndarray of float, shape (n_probes, n_gallery)
    gallery_to_cohort : ndarray of float, shape (n_gallery, n_cohort)
        Distances to at least two faces of a cohort, people who are neither in the gallery nor among the probes.

    Returns
    -------
    ndarray of float, shape (n_probes, n_gallery)

    Raises
    ------
    ValueError
        If shapes do not fit, a distance is not finite, or an image of the gallery is equally far from the whole cohort.

    References
    ----------
    R. Auckenthaler, M. Carey, H. Lloyd-Thomas, Score normalization for text-independent speaker verification systems,
    Digital Signal Processing 10, 2000.

    Examples
    --------
    >>> z_norm(np.array([[1.0, 1.0]]), np.array([[2.0, 4.0], [1.0, 3.0]]))
    array([[-2., -1.]])
    """
    return _normalize(distances, gallery_to_cohort, "gallery image")


def s_norm(distances: np.ndarray, gallery_to_cohort: np.ndarray, probes_to_cohort: np.ndarray) -> np.ndarray:
    """Normalize from both sides: the mean of the z-norm by the gallery, and of the same by the probes (t-norm).

    Parameters
    ----------
    distances : ndarray of float, shape (n_probes, n_gallery)
    gallery_to_cohort : ndarray of float, shape (n_gallery, n_cohort)
    probes_to_cohort : ndarray of float, shape (n_probes, n_cohort)

    Returns
    -------
    ndarray of float, shape (n_probes, n_gallery)

    Raises
    ------
    ValueError
        As in `z_norm`, for the gallery or the probes.

    References
    ----------
    P. Kenny, Bayesian speaker verification with heavy-tailed priors, Odyssey 2010.

    Examples
    --------
    >>> s_norm(np.array([[1.0, 1.0]]), np.array([[2.0, 4.0], [1.0, 3.0]]), np.array([[1.0, 3.0]]))
    array([[-1.5, -1. ]])
    """
    by_gallery = _normalize(distances, gallery_to_cohort, "gallery image")
    return (by_gallery + _normalize(np.transpose(distances), probes_to_cohort, "probe").T) / 2


def _normalize(distances: np.ndarray, to_cohort: np.ndarray, what: str) -> np.ndarray:
    """Normalize distances (n, m) by those of the m images of a kind to the cohort."""
    distances, to_cohort = np.asarray(distances, np.float64), np.asarray(to_cohort, np.float64)
    if distances.ndim != 2:
        raise ValueError(f"the distances have the shape {distances.shape}; expected (n_probes, n_gallery).")
    if to_cohort.ndim != 2 or len(to_cohort) != distances.shape[1] or to_cohort.shape[1] < 2:
        raise ValueError(
            f"the distances of each {what} to the cohort have the shape {to_cohort.shape}; expected "
            f"({distances.shape[1]}, n_cohort), with at least two in the cohort."
        )
    if not (np.isfinite(distances).all() and np.isfinite(to_cohort).all()):
        raise ValueError(f"a distance of a {what} is NaN or infinite; omit images without a face.")
    mean, deviation = to_cohort.mean(axis=1), to_cohort.std(axis=1)
    if not (spread := deviation > 1e-9 * np.abs(mean)).all():
        raise ValueError(f"{what} {int(np.argmin(spread))} is equally far from everybody in the cohort.")
    return (distances - mean) / deviation
