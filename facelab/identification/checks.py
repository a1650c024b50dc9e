"""What every measure of identification demands of its distances."""

import numpy as np


def check_distances(distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray) -> None:
    """Refuse distances that are not (n_probes, n_gallery), both at least 1, or are NaN."""
    if distances.shape != (len(probe_labels), len(gallery_labels)) or 0 in distances.shape:
        raise ValueError(
            f"distances have shape {distances.shape}; expected ({len(probe_labels)} probes, "
            f"{len(gallery_labels)} gallery images), both at least 1."
        )
    if np.isnan(distances).any():
        raise ValueError(f"{np.isnan(distances).sum()} distances are NaN.")
