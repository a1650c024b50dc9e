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
        If shapes do not fit, or a member of the gallery is equally far from the whole cohort.

    References
    ----------
    R. Auckenthaler, M. Carey, H. Lloyd-Thomas, Score normalization for text-independent speaker verification systems,
    Digital Signal Processing 10, 2000.

    Examples
    --------
    >>> z_norm(np.array([[1.0, 1.0]]), np.array([[2.0, 4.0], [1.0, 3.0]]))
    array([[-2., -1.]])
    """
    if gallery_to_cohort.ndim != 2 or len(gallery_to_cohort) != distances.shape[1] or gallery_to_cohort.shape[1] < 2:
        raise ValueError(
            f"the distances to the cohort have the shape {gallery_to_cohort.shape}; expected "
            f"({distances.shape[1]}, n_cohort), with at least two in the cohort."
        )
    mean, deviation = gallery_to_cohort.mean(axis=1), gallery_to_cohort.std(axis=1)
    if not (deviation > 0).all():
        raise ValueError(f"gallery image {int(np.argmin(deviation))} is equally far from everybody in the cohort.")
    return (distances - mean) / deviation


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

    References
    ----------
    P. Kenny, Bayesian speaker verification with heavy-tailed priors, Odyssey 2010.

    Examples
    --------
    >>> s_norm(np.array([[1.0, 1.0]]), np.array([[2.0, 4.0], [1.0, 3.0]]), np.array([[1.0, 3.0]]))
    array([[-1.5, -1. ]])
    """
    return (z_norm(distances, gallery_to_cohort) + z_norm(distances.T, probes_to_cohort).T) / 2
