"""Joint Bayesian: how much likelier two embeddings are if they show one person than if they show two."""

from numbers import Real
from typing import Self

import numpy as np
from scipy.linalg import cho_factor, cho_solve, eigh
from sklearn.base import BaseEstimator
from sklearn.utils import check_array, check_scalar
from sklearn.utils.validation import check_is_fitted


class JointBayesian(BaseEstimator):
    """Model an embedding as x = mean + μ + ε: who it is, plus what else changes from photograph to photograph.

    Both are Gaussian, μ ~ N(0, S_μ) and ε ~ N(0, S_ε), and a person's photographs share one μ. Two embeddings are then
    jointly Gaussian under either hypothesis, "one person" or "two", and the log of the ratio of their densities is a
    quadratic form.

    Parameters
    ----------
    n_iterations : int, default 100
        Of EM; it ends earlier where the parameters no longer change.
    tolerance : float, default 1e-6
        Largest relative change of the two covariances that counts as none.
    shrinkage : float, default 0.0
        From 0 to 1: how far S_ε is drawn to the multiple of the identity with its trace. With fewer photographs than
        dimensions S_ε has no inverse without it.

    Attributes
    ----------
    mean_ : ndarray of float64, shape (D,)
    between_ : ndarray of float64, shape (D, D)
        S_μ.
    within_ : ndarray of float64, shape (D, D)
        S_ε.
    n_iter_ : int
        Number of EM iterations that were run.

    References
    ----------
    D. Chen, X. Cao, L. Wang, F. Wen, J. Sun, Bayesian face revisited: A joint formulation, ECCV 2012. Its M-step leaves
    out the posterior covariance of μ; this one has it, so without shrinkage it is EM, and the likelihood never falls.
    Y. Sun, X. Wang, X. Tang, Deep learning face representation by joint identification-verification, NIPS 2014.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> labels = np.repeat(np.arange(200), 5)
    >>> x = rng.normal(0, 2, (200, 1))[labels] + rng.normal(0, 1, (1000, 1))
    >>> model = JointBayesian().fit(x, labels)
    >>> bool(model.score([[2.0]], [[2.1]]) > 0 > model.score([[2.0]], [[-2.0]]))
    True
    """

    def __init__(self, n_iterations: int = 100, tolerance: float = 1e-6, shrinkage: float = 0.0):
        self.n_iterations, self.tolerance, self.shrinkage = n_iterations, tolerance, shrinkage

    def fit(self, embeddings: np.ndarray, labels: np.ndarray) -> Self:
        """Estimate the mean and both covariances by EM.

        Parameters
        ----------
        embeddings : ndarray of float, shape (N, D)
        labels : ndarray, shape (N,)
            Every person needs at least two embeddings.

        Returns
        -------
        JointBayesian

        Raises
        ------
        ValueError
            If shapes do not fit, a value is NaN or infinite, there is only one person, or a person has one embedding,
            or S_ε has no inverse.
        """
        check_scalar(self.n_iterations, "n_iterations", int, min_val=1)
        check_scalar(self.shrinkage, "shrinkage", Real, min_val=0, max_val=1)
        check_scalar(self.tolerance, "tolerance", Real, min_val=0, max_val=1)
        x, people, counts = _check(embeddings, labels)
        self.mean_ = x.mean(axis=0)
        x = x - self.mean_
        sums = np.zeros((len(counts), x.shape[1]))
        np.add.at(sums, people, x)
        deviations = x - (sums / counts[:, None])[people]
        self.between_ = np.cov((sums / counts[:, None]).T, bias=True).reshape(x.shape[1], -1)
        self.within_ = self._shrunk(deviations.T @ deviations / len(x))
        if np.linalg.matrix_rank(self.within_, hermitian=True) < x.shape[1]:
            raise ValueError(
                f"photographs of one person differ in fewer than {x.shape[1]} directions, so S_ε is singular; "
                f"reduce the embeddings by PCA{'' if self.shrinkage else ', or set shrinkage'}."
            )
        for n_iter in range(1, self.n_iterations + 1):
            self.n_iter_ = n_iter
            between, within = self._em_step(x, people, counts, sums)
            change = max(_relative_change(between, self.between_), _relative_change(within, self.within_))
            self.between_, self.within_ = between, within
            if change < self.tolerance:
                break
        self._prepare()
        return self

    def score(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Compute log p(a, b | one person) − log p(a, b | two people) of each pair: larger is more alike.

        Parameters
        ----------
        a, b : ndarray of float, shape (N, D)

        Returns
        -------
        ndarray of float64, shape (N,)
            0 is where both are equally likely.

        Raises
        ------
        ValueError
            If it is not fitted, shapes do not fit, or a value is NaN or infinite.
        """
        check_is_fitted(self)
        a, b = (check_array(rows, dtype=np.float64) for rows in (a, b))
        if a.shape != b.shape or a.shape[1] != len(self.mean_):
            raise ValueError(f"pairs of {len(self.mean_)} numbers each are expected; found {a.shape} and {b.shape}.")
        plus, minus = (a + b - 2 * self.mean_) @ self._basis, (a - b) @ self._basis
        return (plus**2 @ self._plus + minus**2 @ self._minus) + self._constant

    def distances(self, a: np.ndarray, b: np.ndarray) -> np.ndarray:
        """Compute the negative score of each pair: smaller is more alike, as everywhere else.

        Parameters
        ----------
        a, b : ndarray of float, shape (N, D)

        Returns
        -------
        ndarray of float64, shape (N,)
        """
        return -self.score(a, b)

    def _em_step(self, x, people, counts, sums) -> tuple[np.ndarray, np.ndarray]:
        """Estimate μ of each person, and from that both covariances."""
        n_people, total_covariance = len(counts), np.zeros_like(self.between_)
        identity, image_covariance = np.empty_like(sums), np.zeros_like(self.within_)
        for count in np.unique(counts):  # the posterior's covariance depends on the number of images alone
            chosen = counts == count
            factor = cho_factor(self.between_ + self.within_ / count)
            gain = cho_solve(factor, self.between_)  # (S_μ + S_ε / n)⁻¹ S_μ
            identity[chosen] = sums[chosen] / count @ gain
            posterior = self.between_ - self.between_ @ gain
            total_covariance += chosen.sum() * posterior
            image_covariance += chosen.sum() * count * posterior
        residuals = x - identity[people]
        between = (identity.T @ identity + total_covariance) / n_people
        within = self._shrunk((residuals.T @ residuals + image_covariance) / len(x))
        return between, within

    def _shrunk(self, covariance):
        sphere = np.eye(len(covariance)) * np.trace(covariance) / len(covariance)
        return (1 - self.shrinkage) * covariance + self.shrinkage * sphere

    def _prepare(self) -> None:
        """Diagonalize both covariances at once: in that basis a pair is a sum over independent coordinates."""
        # S_ε becomes the identity and S_μ diagonal, λ. Of one person, a + b then has the variance 2 (2λ + 1) and a − b
        # has 2; of two people both have 2 (λ + 1). That is all that the ratio of the densities needs.
        spread, self._basis = eigh(self.between_, self.within_)
        spread = np.maximum(spread, 0)
        self._plus = (1 / (spread + 1) - 1 / (2 * spread + 1)) / 4
        self._minus = (1 / (spread + 1) - 1) / 4
        self._constant = np.sum(np.log(spread + 1) - np.log(2 * spread + 1) / 2)


def _relative_change(new, old) -> float:
    return float(np.linalg.norm(new - old) / max(np.linalg.norm(old), np.finfo(float).tiny))


def _check(embeddings, labels) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    x = np.asarray(embeddings, np.float64)
    if x.ndim != 2 or np.shape(labels) != (len(x),):
        raise ValueError(
            f"embeddings have the shape {x.shape} and labels {np.shape(labels)}; expected (N, D) and (N,)."
        )
    if not np.isfinite(x).all():
        raise ValueError("an embedding is NaN or infinite; omit it, or embed the image again.")
    names, people, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if len(names) < 2:
        raise ValueError("Joint Bayesian needs two people or more: it learns how people differ.")
    if counts.min() < 2:
        raise ValueError(
            f"person {names[counts.argmin()]} has one embedding; Joint Bayesian needs two or more of each person, "
            "to tell what changes within a person."
        )
    return x, people, counts
