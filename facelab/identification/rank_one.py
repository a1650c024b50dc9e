"""Closed-set identification: everybody is in the gallery."""

import numpy as np


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
    if distances.shape != (len(probe_labels), len(gallery_labels)) or 0 in distances.shape:
        raise ValueError(
            f"distances have shape {distances.shape}; expected ({len(probe_labels)} probes, "
            f"{len(gallery_labels)} gallery images), both at least 1."
        )
    if np.isnan(distances).any():
        raise ValueError(f"{np.isnan(distances).sum()} distances are NaN.")
    return float(np.mean(gallery_labels[distances.argmin(axis=1)] == probe_labels))
