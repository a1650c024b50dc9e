"""What a distance says: calibration to a likelihood ratio."""

from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from facelab.verification.checks import check_pairs


class Calibration(NamedTuple):
    """The logarithm of a likelihood ratio as a line in the distance, as `fit_calibration` learns it.

    Attributes
    ----------
    slope, intercept : float
        The slope is negative where smaller distances speak for one person.

    Examples
    --------
    >>> Calibration(slope=-2.0, intercept=3.0).log_likelihood_ratio(np.array([1.0, 1.5]))
    array([1., 0.])
    """

    slope: float
    intercept: float

    def log_likelihood_ratio(self, distances: np.ndarray) -> np.ndarray:
        """Compute the natural logarithm of p(distance | one person) / p(distance | two people)."""
        return self.slope * np.asarray(distances, np.float64) + self.intercept


def fit_calibration(distances: np.ndarray, same: np.ndarray) -> Calibration:
    """Learn what a distance says from pairs, by logistic regression in which both kinds of pair count alike.

    Parameters
    ----------
    distances : ndarray of float, shape (n_pairs,)
        Of people who are not judged with the result.
    same : ndarray of bool, shape (n_pairs,)

    Returns
    -------
    Calibration

    Raises
    ------
    ValueError
        As in `verification_curve`.

    References
    ----------
    N. Brümmer, J. du Preez, Application-independent evaluation of speaker detection, Computer Speech and Language 20,
    2006.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> distances = np.concatenate([rng.normal(0, 1, 5000), rng.normal(2, 1, 5000)])
    >>> calibration = fit_calibration(distances, np.arange(10_000) < 5000)
    >>> abs(calibration.log_likelihood_ratio(1.0)) < 0.1  # in the middle, both are equally likely
    np.True_
    """
    distances, same = check_pairs(distances, same)
    scale = distances.std() or 1.0  # so that the weak regularization means the same in every metric
    model = LogisticRegression(C=1e4, class_weight="balanced").fit(distances[:, None] / scale, same)
    return Calibration(float(model.coef_[0, 0] / scale), float(model.intercept_[0]))
