"""Closed-set identification: everybody is in the gallery."""

import numpy as np

from facelab.identification.checks import check_distances


def rank_one_accuracy(distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray) -> float:
    """Measure how often a probe's nearest gallery image shows the same person (1-NN).

    Parameters
    ----------
    distances : ndarray, shape (n_probes, n_gallery)
    gallery_labels : ndarray of int, shape (n_gallery,)
    probe_labels : ndarray of int, shape (n_probes,)

    Returns
    -------
    float
        From 0 to 1.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is nobody to compare, or a distance is NaN.

    Examples
    --------
    >>> rank_one_accuracy(np.array([[0.1, 0.9], [0.2, 0.7]]), np.array([3, 5]), np.array([3, 5]))
    0.5
    """
    check_distances(distances, gallery_labels, probe_labels)
    return float(np.mean(gallery_labels[distances.argmin(axis=1)] == probe_labels))
