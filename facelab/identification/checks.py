"""What is demanded of the distances of a measure, and of the vectors of a gallery."""

import numpy as np

from facelab.distances import as_valid


def check_distances(distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray) -> None:
    """Refuse distances that are not (n_probes, n_gallery), both at least 1, or are NaN."""
    if distances.shape != (len(probe_labels), len(gallery_labels)) or 0 in distances.shape:
        raise ValueError(
            f"distances have shape {distances.shape}; expected ({len(probe_labels)} probes, "
            f"{len(gallery_labels)} gallery images), both at least 1."
        )
    if np.isnan(distances).any():
        raise ValueError(f"{np.isnan(distances).sum()} distances are NaN.")


def check_comparable(vectors: np.ndarray, metric: str) -> None:
    """Refuse vectors (N, D) that are not finite, or that the metric cannot compare, and say which image it is."""
    finite = np.isfinite(vectors).all(axis=1)
    if not finite.all():
        raise ValueError(f"the vector of image {int(np.argmin(finite))} has NaN or infinite (inf) numbers.")
    as_valid(vectors, "a vector", metric)
    if metric == "cosine" and not (some := vectors.any(axis=1)).all():
        raise ValueError(f"the vector of image {int(np.argmin(some))} is all zeros; it has no cosine with another one.")
