"""OpenMax: a classifier that can say "none of these", by the tails of Weibull distributions."""

from typing import Self

import numpy as np
from scipy.special import softmax
from scipy.stats import weibull_min
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.linear_model import LogisticRegression
from sklearn.utils.validation import check_is_fitted, validate_data

from facelab.distances import check_finite
from facelab.identification.roster import UNKNOWN, UNKNOWN_NUMBER


class OpenMax(ClassifierMixin, BaseEstimator):
    """Put a class "unknown" beside those of a linear classifier.

    An example's activations have a distance from the mean activations of its class. To the largest of these distances
    in the training a Weibull distribution is fitted. Where a face lies in that tail, part of the class's activation
    goes over to "unknown".

    Parameters
    ----------
    classifier : classifier, default LogisticRegression
        With a `decision_function`: its values are the activations.
    tail_size : int, default 20
        How many of the largest distances are the tail. There must be more distances than that.
    alpha : int, default 3
        How many of the highest classes give to "unknown": the highest all of its share, the next ones less and less.
    shared : bool, default False
        Fit one tail to the distances of all classes, instead of one to each: for classes with few examples.

    Attributes
    ----------
    classes_ : ndarray, shape (n_classes,)

    References
    ----------
    A. Bendale, T. Boult, Towards open set deep networks, CVPR 2016, algorithms 1 and 2. Unlike there, an example's
    distance is from the mean of the others, and negative activations, which a linear classifier has, give nothing.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> y = np.repeat([0, 1, 2], 50)
    >>> X = np.eye(3)[y] * 6 + rng.normal(size=(150, 3))
    >>> model = OpenMax(tail_size=5).fit(X, y)
    >>> model.predict(np.array([[6.0, 0.0, 0.0], [40.0, 40.0, 0.0]])).tolist()
    [0, -1]
    """

    def __init__(
        self,
        classifier: ClassifierMixin | None = None,
        tail_size: int = 20,
        alpha: int = 3,
        shared: bool = False,
    ):
        self.classifier = classifier
        self.tail_size = tail_size
        self.alpha = alpha
        self.shared = shared

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Fit the classifier, and the tails to the examples that it classifies right."""
        X, y = validate_data(self, X, y, ensure_all_finite=False)
        check_finite(X, "X")
        if taken := {UNKNOWN, UNKNOWN_NUMBER} & set(np.unique(y).tolist()):
            raise ValueError(f"a class is called {taken.pop()!r}, as strangers are; choose another name.")
        if self.tail_size < 2 or self.alpha < 1:
            raise ValueError(f"tail_size={self.tail_size}, alpha={self.alpha}: expected 2 or more, and 1 or more.")
        self.classifier_ = clone(LogisticRegression(max_iter=1000) if self.classifier is None else self.classifier).fit(
            X, y
        )
        self.classes_ = self.classifier_.classes_
        if len(self.classes_) < 3:
            raise ValueError(f"there are {len(self.classes_)} classes; OpenMax needs at least 3.")
        activations, right = self.classifier_.decision_function(X), self.classifier_.predict(X) == y
        examples = [activations[right & (y == name)] for name in self.classes_]
        if (fewest := min(examples, key=len)).shape[0] < 2:
            raise ValueError(f"{len(fewest)} examples of a class are classified right; OpenMax needs 2 of each.")
        self.means_ = np.array([own.mean(axis=0) for own in examples])
        distances = [
            np.linalg.norm(own - mean, axis=1) * len(own) / (len(own) - 1)  # from the mean of the others
            for own, mean in zip(examples, self.means_, strict=True)
        ]
        if self.shared:
            self.tails_ = [self._fit_tail(np.concatenate(distances))] * len(examples)
        else:
            self.tails_ = [self._fit_tail(each) for each in distances]
        return self

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        """Estimate how probable each class is and, in the last column, none of them: (N, n_classes + 1)."""
        check_is_fitted(self)
        X = validate_data(self, X, reset=False, ensure_all_finite=False)
        check_finite(X, "X")
        activations = self.classifier_.decision_function(X)
        ranks = np.argsort(np.argsort(-activations, axis=1), axis=1)
        share = np.clip(1 - ranks / self.alpha, 0, 1)
        distances = np.linalg.norm(activations[:, None] - self.means_, axis=2)
        in_tail = np.column_stack([tail.cdf(each) for tail, each in zip(self.tails_, distances.T, strict=True)])
        given = np.maximum(activations, 0) * share * in_tail
        return softmax(np.column_stack([activations - given, given.sum(axis=1)]), axis=1)

    def predict(self, X: np.ndarray) -> np.ndarray:
        """Name the most probable class; "unknown", or -1 where classes are numbers, if it is none of them."""
        best = self.predict_proba(X).argmax(axis=1)
        unknown = "unknown" if self.classes_.dtype.kind in "UO" else -1
        return np.where(best < len(self.classes_), self.classes_[best % len(self.classes_)], unknown)

    def _fit_tail(self, distances: np.ndarray):
        """Fit a Weibull distribution to how far the largest distances exceed the one before them."""
        if len(distances) <= self.tail_size:
            raise ValueError(
                f"a class has {len(distances)} examples that are classified right; a tail of {self.tail_size} needs "
                "more: give a smaller tail_size, or shared=True."
            )
        start, *tail = np.sort(distances)[-self.tail_size - 1 :]
        excess = np.maximum(np.array(tail) - start, 1e-9 * (1 + start))  # above 0, also where distances are equal
        shape, _, scale = weibull_min.fit(excess, floc=0)
        return weibull_min(shape, start, scale)
