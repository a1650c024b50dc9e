"""Protected templates: embeddings behind a key, and whether two of them can be linked."""

from numbers import Integral

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_array, check_is_fitted, validate_data

MAX_BINS, SCORES_PER_BIN, MIN_SCORES = 100, 10, 50


class KeyedProjection(TransformerMixin, BaseEstimator):
    """Turn embeddings into cancelable templates: a projection onto random orthonormal directions that a key determines.

    What it protects: templates under different keys are not comparable one by one, and stolen ones are replaced by
    those of a new key. What it does not: under one key people are compared as before, by a thief, too. Whoever has the
    key recovers the embedding, exactly if no component was left out, and all that can be read from it. Without the key,
    as many known embeddings as they have numbers, with their templates, reveal the projection. All components together
    keep lengths and distances, so embeddings that are not of length 1 are linked by their length, and two databases by
    the distances inside each. NumPy's random numbers are not made for secrets: this is for learning.

    Parameters
    ----------
    key : int
        0 or more.
    n_components : int, optional
        Up to the size of an embedding, by default all.
    binary : bool, default False
        Keep the sign of each component alone (BioHashing), 1 above 0, else 0: the Manhattan distance of two templates
        is then their Hamming distance.

    Attributes
    ----------
    projection_ : ndarray of float64, shape (n_components, D)
        Orthonormal rows.

    References
    ----------
    A. Goh and D. Ngo, Computation of cryptographic keys from face biometrics, CMS 2003.
    A. Teoh, D. Ngo, A. Goh, BioHashing: two factor authentication featuring fingerprint data and tokenised random
    number, Pattern Recognition 37, 2004.

    Examples
    --------
    >>> embeddings = np.eye(4)
    >>> protection = KeyedProjection(key=2024).fit(embeddings)
    >>> templates = protection.transform(embeddings)
    >>> np.allclose(templates, embeddings, atol=0.1), np.allclose(protection.recover(templates), embeddings, atol=1e-6)
    (False, True)
    """

    def __init__(self, key: int, n_components: int | None = None, binary: bool = False):
        self.key = key
        self.n_components = n_components
        self.binary = binary

    def fit(self, embeddings: np.ndarray, y: np.ndarray | None = None) -> "KeyedProjection":
        """Make the projection for embeddings of this size; it depends on nothing else of them."""
        size = validate_data(self, embeddings, dtype=np.float64).shape[1]
        if not isinstance(self.key, Integral) or self.key < 0:
            raise ValueError(f"key={self.key!r}: expected an integer, 0 or more.")
        n = size if self.n_components is None else self.n_components
        if not isinstance(n, Integral) or not 1 <= n <= size:
            raise ValueError(f"n_components={n}, but embeddings have {size} numbers; expected 1 to {size}.")
        normal = np.random.default_rng(int(self.key)).normal(size=(n, size))
        q, r = np.linalg.qr(normal.T)
        self.projection_: np.ndarray = (q * np.sign(np.diag(r))).T  # signs as of Gram-Schmidt: LAPACK's are arbitrary
        return self

    def transform(self, embeddings: np.ndarray) -> np.ndarray:
        """Protect embeddings (N, D): templates, float32 (N, n_components)."""
        check_is_fitted(self)
        projected = validate_data(self, embeddings, dtype=np.float64, reset=False) @ self.projection_.T
        return (projected > 0 if self.binary else projected).astype(np.float32)

    def recover(self, protected: np.ndarray) -> np.ndarray:
        """Estimate embeddings, float32 (N, D), from templates and the key: by the pseudo-inverse.

        Exact with all components; with fewer, the shortest embeddings that have these templates. Of binary templates
        the length is unknown: the estimate has length 1.
        """
        check_is_fitted(self)
        protected = check_array(protected, dtype=np.float64)
        if protected.shape[1] != len(self.projection_):
            raise ValueError(f"templates have {protected.shape[1]} numbers; expected {len(self.projection_)}.")
        if self.binary:
            protected = (2 * protected - 1) / np.sqrt(len(self.projection_))
        return (protected @ self.projection_).astype(np.float32)

    def __sklearn_tags__(self):
        tags = super().__sklearn_tags__()
        tags.transformer_tags.preserves_dtype = ["float32"]
        return tags


def unlinkability(mated: np.ndarray, non_mated: np.ndarray) -> float:
    """Measure how well scores tell whether two templates under different keys are of one person: D_sys.

    Where a score s is likelier for one person than for two, D(s) = 2 LR / (1 + LR) − 1 with LR the ratio of both
    densities, elsewhere D(s) = 0; D_sys is the mean of D over the mated scores. Densities are histograms: bins of equal
    width from the smallest to the largest score, ten scores a bin of the smaller set, at most 100 bins. With few
    people it is above 0 by chance: compare it with that of people who are mated at random.

    Parameters
    ----------
    mated : ndarray of float, shape (n_mated,)
        Distances or similarities of templates of one person, under two keys; at least 50.
    non_mated : ndarray of float, shape (n_non_mated,)
        The same of two people, under the same two keys; at least 50.

    Returns
    -------
    float
        From 0, nothing can be linked, to 1, everything can.

    Raises
    ------
    ValueError
        If there are too few scores, or one is NaN or infinite.

    References
    ----------
    M. Gomez-Barrero, J. Galbally, C. Rathgeb, C. Busch, General framework to evaluate unlinkability in biometric
    template protection systems, IEEE TIFS 13, 2018; with equal priors, ω = 1.

    Examples
    --------
    >>> scores = np.random.default_rng(0).normal(size=2000)
    >>> unlinkability(scores, scores), round(unlinkability(scores, scores + 10), 3)
    (0.0, 1.0)
    """
    mated, non_mated = np.asarray(mated, np.float64), np.asarray(non_mated, np.float64)
    if mated.ndim != 1 or non_mated.ndim != 1 or min(len(mated), len(non_mated)) < MIN_SCORES:
        raise ValueError(
            f"found mated scores {mated.shape} and non-mated ones {non_mated.shape}; expected (n,), at least "
            f"{MIN_SCORES} of each."
        )
    both = np.concatenate([mated, non_mated])
    if not np.isfinite(both).all():
        raise ValueError("a score is NaN or infinite.")
    n_bins = min(MAX_BINS, min(len(mated), len(non_mated)) // SCORES_PER_BIN)
    edges = np.histogram_bin_edges(both, n_bins)
    one, two = (np.histogram(scores, edges)[0] / len(scores) for scores in (mated, non_mated))
    occurs = one > 0
    # 2 LR / (1 + LR) − 1 = (one − two) / (one + two), which needs no division by a density of 0
    local = np.maximum(0, (one[occurs] - two[occurs]) / (one[occurs] + two[occurs]))
    return float(one[occurs] @ local)
