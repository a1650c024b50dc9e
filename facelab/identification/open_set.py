"""How well identification works, with and without strangers: CMC, DIR at a FAR."""

from dataclasses import dataclass

import numpy as np

from facelab.identification.checks import check_distances


def cmc(distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray) -> np.ndarray:
    """Measure how often a probe's person is among the k nearest people: the cumulative match characteristic.

    Parameters
    ----------
    distances : ndarray, shape (n_probes, n_gallery)
    gallery_labels : ndarray, shape (n_gallery,)
        A person may have several images; the nearest counts.
    probe_labels : ndarray, shape (n_probes,)
        Every person must be in the gallery.

    Returns
    -------
    ndarray of float, shape (n_people,)
        Entry k − 1 is the identification rate at rank k. A person at the same distance counts as nearer.

    Raises
    ------
    ValueError
        If the shapes do not fit, there is nobody to compare, a distance is NaN, or a probe shows a stranger.

    References
    ----------
    P. J. Phillips, H. Moon, S. Rizvi, P. Rauss, The FERET evaluation methodology, IEEE PAMI 22, 2000.

    Examples
    --------
    >>> cmc(np.array([[0.1, 0.9], [0.2, 0.7]]), np.array([3, 5]), np.array([3, 5]))
    array([0.5, 1. ])
    """
    people, nearest, position = _nearest_by_person(distances, gallery_labels, probe_labels)
    if (position < 0).any():
        raise ValueError(f"{np.sum(position < 0)} probes show people who are not in the gallery; see open_set_curve.")
    own = nearest[np.arange(len(nearest)), position]
    ranks = np.sum(nearest <= own[:, None], axis=1)
    return np.cumsum(np.bincount(ranks, minlength=len(people) + 1)[1:]) / len(ranks)


@dataclass(frozen=True, eq=False)
class OpenSetCurve:
    """Rates of open-set identification at every threshold, as `open_set_curve` computes them.

    Parameters
    ----------
    thresholds : ndarray of float, shape (T,)
        −∞ (everybody is unknown), then every distinct distance to a nearest person, ascending.
    dir : ndarray of float, shape (T,)
        Detection and identification rate: the share of the probes of known people that are accepted and named right. A
        person at the same distance counts as nearer.
        FNIR, the false negative identification rate, is 1 − DIR.
    far : ndarray of float, shape (T,)
        False accept (alarm) rate: the share of the strangers' probes that are accepted, under whatever name. Today's
        standard calls it FPIR, the false positive identification rate.

    References
    ----------
    P. J. Phillips, P. Grother, R. Micheals, Evaluation methods in face recognition, in: Handbook of Face Recognition,
    2011: DIR and FAR. ISO/IEC 19795-1:2021: FPIR and FNIR.
    """

    thresholds: np.ndarray
    dir: np.ndarray
    far: np.ndarray

    @property
    def fpir(self) -> np.ndarray:
        """FPIR, another name of the FAR: float, shape (T,)."""
        return self.far

    @property
    def fnir(self) -> np.ndarray:
        """FNIR, 1 − DIR: float, shape (T,)."""
        return 1 - self.dir

    def threshold_at(self, far: float) -> float:
        """Find the largest threshold with a FAR of at most `far`."""
        return float(self.thresholds[self._position_at(far)])

    def dir_at(self, far: float) -> float:
        """Find DIR at the largest threshold with a FAR of at most `far`."""
        return float(self.dir[self._position_at(far)])

    def rates_at(self, threshold: float) -> tuple[float, float]:
        """Find DIR and FAR at any threshold, such as one that was chosen on other strangers."""
        if np.isnan(threshold):
            raise ValueError("the threshold is NaN; expected a number.")
        position = int(np.searchsorted(self.thresholds, threshold, side="right")) - 1
        return float(self.dir[max(position, 0)]), float(self.far[max(position, 0)])

    def _position_at(self, far: float) -> int:
        if not 0 <= far <= 1:
            raise ValueError(f"far={far}: expected a false accept rate from 0 to 1.")
        return int(np.searchsorted(self.far, far, side="right")) - 1


def open_set_curve(distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray) -> OpenSetCurve:
    """Count, for every threshold, the known people who are found and the strangers who are taken for somebody.

    Parameters
    ----------
    distances : ndarray, shape (n_probes, n_gallery)
    gallery_labels : ndarray, shape (n_gallery,)
    probe_labels : ndarray, shape (n_probes,)
        A label that the gallery does not have is a stranger's. There must be known people and strangers.

    Returns
    -------
    OpenSetCurve

    Raises
    ------
    ValueError
        If the shapes do not fit, a distance is NaN, or there are only known people or only strangers.

    Examples
    --------
    >>> distances = np.array([[0.1, 0.9], [0.8, 0.3], [0.5, 0.6]])
    >>> curve = open_set_curve(distances, np.array([0, 1]), np.array([0, 1, 7]))
    >>> curve.dir_at(far=0.0), curve.threshold_at(far=0.0), curve.rates_at(threshold=0.55)
    (1.0, 0.3, (1.0, 1.0))
    """
    _, nearest, position = _nearest_by_person(distances, gallery_labels, probe_labels)
    known = position >= 0
    if known.all() or not known.any():
        raise ValueError(
            f"the {len(known)} probes show {'no stranger' if known.all() else 'strangers only'}; expected probes of "
            "people in the gallery and of people who are not."
        )
    closest, own = nearest.min(axis=1), nearest[np.arange(len(nearest)), position]
    right = np.sum(nearest <= own[:, None], axis=1) == 1  # of strangers it is not asked
    thresholds = np.unique(closest)
    found = np.searchsorted(np.sort(closest[known & right]), thresholds, side="right") / known.sum()
    alarms = np.searchsorted(np.sort(closest[~known]), thresholds, side="right") / (~known).sum()
    return OpenSetCurve(
        *(np.insert(rates, 0, start) for rates, start in ((thresholds, -np.inf), (found, 0), (alarms, 0)))
    )


def _nearest_by_person(
    distances: np.ndarray, gallery_labels: np.ndarray, probe_labels: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the people, each probe's distance to each of them, and its own person's column, -1 for strangers."""
    distances = np.asarray(distances, np.float64)
    check_distances(distances, gallery_labels, probe_labels)
    people, owners = np.unique(gallery_labels, return_inverse=True)
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(len(people)))
    nearest = np.minimum.reduceat(distances[:, order], starts, axis=1)
    position = np.searchsorted(people, probe_labels).clip(max=len(people) - 1)
    return people, nearest, np.where(people[position] == probe_labels, position, -1)
