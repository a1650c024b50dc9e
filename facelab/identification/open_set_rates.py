"""DIR and FAR at a threshold that other strangers chose."""

import numpy as np

from facelab.identification.open_set import open_set_curve


def open_set_rates(
    distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray, far: float = 0.01, seed: int = 0
) -> tuple[float, float]:
    """Measure DIR and FAR where half of the strangers choose the threshold and the others judge it, both ways.

    Parameters
    ----------
    distances : ndarray, shape (n_probes, n_gallery)
    gallery_labels : ndarray, shape (n_gallery,)
    probe_labels : ndarray, shape (n_probes,)
        As in `open_set_curve`; there must be two strangers.
    far : float, default 0.01
        What the threshold is chosen for: it lies just below the first visit that must not be let in. On the people who
        judge, FAR comes out differently.
    seed : int, default 0
        Decides the halves; all images of a stranger are in the same one.

    Returns
    -------
    dir, far : float
        Means of both ways.

    Raises
    ------
    ValueError
        As in `open_set_curve`, if far is not a rate, or if there are fewer than two strangers.

    Examples
    --------
    >>> distances = np.array([[0.1, 0.9], [0.8, 0.3], [0.5, 0.6], [0.7, 0.2]])
    >>> open_set_rates(distances, np.array([0, 1]), np.array([0, 1, 7, 8]))
    (0.75, 0.5)
    """
    if not 0 <= far <= 1:
        raise ValueError(f"far={far}: expected a rate from 0 to 1.")
    distances, gallery_labels, probe_labels = (np.asarray(each) for each in (distances, gallery_labels, probe_labels))
    open_set_curve(distances, gallery_labels, probe_labels)  # refuses what does not fit together
    is_stranger = ~np.isin(probe_labels, gallery_labels)
    strangers = np.random.default_rng(seed).permutation(np.unique(probe_labels[is_stranger]))
    if len(strangers) < 2:
        raise ValueError("there is one stranger only; one must choose the threshold, and another one judge it.")
    rates = []
    for half in np.array_split(strangers, 2):
        judge, choose = ~is_stranger | np.isin(probe_labels, half), is_stranger & ~np.isin(probe_labels, half)
        visits = np.sort(distances[choose].min(axis=1))
        n_let_in = int(far * len(visits) + 1e-9)
        threshold = np.nextafter(visits[n_let_in], -np.inf) if n_let_in < len(visits) else np.inf
        rates.append(open_set_curve(distances[judge], gallery_labels, probe_labels[judge]).rates_at(threshold))
    dir_, far_ = np.mean(rates, axis=0).tolist()
    return dir_, far_
