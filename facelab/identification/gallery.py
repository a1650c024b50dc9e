"""A gallery of known people: whose face is it, or nobody's that we know."""

import warnings
from collections.abc import Callable
from numbers import Real
from typing import TYPE_CHECKING, Self

import numpy as np
from scipy.special import softmax
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.utils import check_array, check_consistent_length, column_or_1d
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from facelab.detection import NotOneFaceError
from facelab.distances import check_parameters
from facelab.identification.checks import check_comparable
from facelab.identification.enrollment import strict
from facelab.identification.nearest import FAISS_METRICS, INDEXES
from facelab.identification.roster import Roster, Settings
from facelab.identification.templates import TEMPLATES
from facelab.images import Images
from facelab.verification import fit_calibration

if TYPE_CHECKING:
    from facelab.datasets import FaceSet


EMPTY = "the gallery is empty; add people first."


class Gallery(ClassifierMixin, BaseEstimator):
    """Know people by their embeddings; call a face that is far from all of them "unknown".

    People are added and removed at any time: nothing is trained.

    Parameters
    ----------
    embedder : transformer, optional
        From images to vectors (N, D), fitted, e.g. `pretrained("sface")`. Without one, what is given are vectors.
    metric : str, default "euclidean"
        As in `pair_distances`, without parameters of its own.
    threshold : float, default inf
        A face whose nearest person is farther away is unknown. Choose it on people who are not enrolled.
    template : {"all", "mean", "medoid"}, default "all"
        What stands for a person: the vector of every image, their mean, or the one that is nearest to the others.
    index : {"exact", "ivf", "hnsw"}, default "exact"
        How the nearest are found, see `NearestVectors`.
    prior_unknown : float, default 0.5
        For `predict_proba`: how probable a stranger is before anybody has looked.

    Attributes
    ----------
    classes_ : ndarray, shape (n_people,)
        Names or numbers of the people, in the order in which they were enrolled; of one `fit`, sorted.

    Examples
    --------
    >>> gallery = Gallery(threshold=0.5).add("Ada", np.array([[0.0, 1.0]])).add("Bo", np.array([[1.0, 0.0]]))
    >>> gallery.predict(np.array([[0.1, 0.9], [5.0, 5.0]])).tolist()
    ['Ada', 'unknown']
    >>> gallery.remove("Ada").predict(np.array([[0.1, 0.9]])).tolist()
    ['unknown']
    """

    def __init__(
        self,
        embedder: TransformerMixin | None = None,
        metric: str = "euclidean",
        threshold: float = np.inf,
        template: str = "all",
        index: str = "exact",
        prior_unknown: float = 0.5,
    ):
        self.embedder = embedder
        self.metric = metric
        self.threshold = threshold
        self.template = template
        self.index = index
        self.prior_unknown = prior_unknown

    def fit(self, X: np.ndarray, y: np.ndarray) -> Self:
        """Forget everybody, and enrol the people y, names or numbers (N,), on the images X."""
        given, labels = self._transform(X, strict(self.embedder)), column_or_1d(y, warn=True)
        vectors = self._comparable(given)
        check_consistent_length(vectors, labels)
        if labels.dtype == object and len({isinstance(name, str) for name in labels}) > 1:
            raise ValueError("y has names and numbers; expected one or the other.")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # one image a person is not unusual here
            check_classification_targets(labels)
        roster, order = Roster(), np.argsort(labels, kind="stable")
        names, starts = np.unique(labels[order], return_index=True)
        roster.insert(dict(zip(names.tolist(), np.split(vectors[order], starts[1:]), strict=True)))
        validate_data(self, given, reset=True, skip_check_array=True)
        self._roster = roster
        return self

    def enrol(self, faces: "FaceSet") -> Self:
        """Add everybody in a set of faces by name; a name that is enrolled already is refused.

        So is, here and in `fit`, `add` and `add_images`, a photograph without a face or with several, if the embedder
        begins with a FaceAligner.
        """
        names = [faces.names[label] for label in faces.people]
        if len(set(names)) < len(names):
            twice = next(name for name in names if names.count(name) > 1)
            raise ValueError(f"two people of the set are called {twice!r}; rename one of them.")
        try:
            vectors = self._embed(faces.images)
        except NotOneFaceError as error:
            person = faces.names[faces.labels[error.position]]
            number = int(np.count_nonzero(faces.labels[: error.position] == faces.labels[error.position])) + 1
            raise ValueError(f"{error.found} in photograph {number} of {person!r}; nobody was enrolled.") from error
        self._started().insert({faces.names[label]: vectors[faces.labels == label] for label in faces.people})
        return self

    def enrol_vectors(self, people: dict[str | int, np.ndarray]) -> Self:
        """Add people by vectors (n, D) that the embedder has made already."""
        arrays = {name: np.asarray(vectors) for name, vectors in people.items()}
        of_one_size = len({each.shape[1:] for each in arrays.values()}) == 1
        if of_one_size and all(each.ndim == 2 and len(each) for each in arrays.values()):
            together = self._check(np.concatenate(list(arrays.values())))  # a million checks of one take minutes
            ends = np.cumsum([len(each) for each in arrays.values()])
            self._started().insert(dict(zip(arrays, np.split(together, ends[:-1]), strict=True)))
        else:
            self._started().insert({name: self._check(vectors) for name, vectors in arrays.items()})
        return self

    def add(self, name: str | int, images: np.ndarray) -> Self:
        """Add a person with one image or several; a name that is enrolled already is refused."""
        self._started().insert({name: self._embed(images)})
        return self

    def add_images(self, name: str | int, images: np.ndarray) -> Self:
        """Add images of a person who is enrolled; an index is made anew for the next question."""
        self._started().add_vectors(name, self._embed(images))
        return self

    def remove(self, name: str | int) -> Self:
        """Forget a person; an index is made anew for the next question, so that nothing of the person stays in it."""
        self._started().remove(name)
        return self

    @property
    def people(self) -> dict[str | int, np.ndarray]:
        """The vectors (n, D) of each person's images."""
        return dict(self._started().vectors)

    @property
    def classes_(self) -> np.ndarray:
        """The people."""
        check_is_fitted(self, msg=EMPTY)
        return np.array(list(self._roster.vectors))

    def __len__(self) -> int:
        """How many people are enrolled."""
        return len(self._started().vectors)

    def predict(self, images: np.ndarray) -> np.ndarray:
        """Name each face: its nearest person, or "unknown" (-1 where people are numbers) beyond the threshold.

        A photograph without a face, or with several, is treated as the embedder's FaceAligner says, and a warning tells
        which. Those of `pretrained` take the center of the first, and of the second the face that is nearest to it.
        """
        distances, names = self.kneighbors(images, 1)
        return np.where(distances[:, 0] <= self.threshold, names[:, 0], self._roster.unknown)

    def kneighbors(self, images: np.ndarray, n_neighbors: int = 5) -> tuple[np.ndarray, np.ndarray]:
        """Find the nearest templates of each face: distances and people, (N, n_neighbors), nearest first."""
        check_is_fitted(self, msg=EMPTY)
        return self._roster.search(self._query(images), n_neighbors, self.check_settings())

    def calibrate(self, distances: np.ndarray, same: np.ndarray) -> Self:
        """Learn what a distance says, for `predict_proba`, from pairs of other people.

        Parameters
        ----------
        distances : ndarray of float, shape (n_pairs,)
            By the same embedder and metric. The nearest of a person's several images is nearer than a single one: if
            people have several each, give distances to the nearest of as many.
        same : ndarray of bool, shape (n_pairs,)

        Returns
        -------
        Gallery
        """
        self.calibration_ = fit_calibration(distances, same)
        return self

    @property
    def predict_proba(self) -> Callable[[np.ndarray], np.ndarray]:
        """Estimate how probable each person is, and a stranger: (N, n_people + 1), the stranger in the last column.

        It is there once the gallery is calibrated. Before anybody has looked, a stranger is as probable as
        `prior_unknown` says, and all people are equally probable. Then the distance of each person's nearest template
        counts by its likelihood ratio; distances to different people are taken to be independent.
        """
        if not hasattr(self, "calibration_"):
            raise AttributeError("the gallery is not calibrated; call `calibrate` with pairs of other people first.")
        return self._probabilities

    def _probabilities(self, images: np.ndarray) -> np.ndarray:
        check_is_fitted(self, msg=EMPTY)
        nearest = self._roster.distances_by_person(self._query(images), self.check_settings())
        with np.errstate(divide="ignore"):  # without strangers, the logarithm of their probability is -∞
            unknown, known = np.log(self.prior_unknown), np.log1p(-self.prior_unknown) - np.log(len(self))
        people = self.calibration_.log_likelihood_ratio(nearest) + known
        return softmax(np.column_stack([people, np.full(len(people), unknown)]), axis=1)

    def __sklearn_clone__(self) -> "Gallery":
        """Share the fitted embedder with the clone, which is an empty gallery."""
        return type(self)(**self.get_params(deep=False))

    def __sklearn_is_fitted__(self) -> bool:
        return hasattr(self, "_roster")

    def _started(self) -> Roster:
        if not hasattr(self, "_roster"):
            self._roster = Roster()
        return self._roster

    def _transform(self, images: Images, embedder: TransformerMixin | None) -> Images:
        if embedder is None:
            return images
        vectors = embedder.transform(images)
        if len(vectors) != len(images):
            raise ValueError(
                f"the embedder made {len(vectors)} vectors of {len(images)} images; give its FaceAligner "
                "on_missing='raise' or 'center'."
            )
        return vectors

    def _embed(self, images: Images) -> np.ndarray:
        """Turn images of people to enrol into vectors, float32 (N, D)."""
        return self._check(self._transform(images, strict(self.embedder)))

    def _check(self, vectors: Images) -> np.ndarray:
        """Refuse vectors to enrol that cannot be compared, or are of another size than those of the people enrolled."""
        is_first = not len(self._started().vectors)
        checked = self._comparable(vectors) if is_first else self._of_same_size(vectors)
        validate_data(self, vectors, reset=is_first, skip_check_array=True)
        return checked

    def _query(self, images: Images) -> np.ndarray:
        try:
            return self._of_same_size(self._transform(images, strict(self.embedder)))
        except NotOneFaceError as error:
            vectors = self._transform(images, self.embedder)  # refuses it, too, if its FaceAligner does
            warnings.warn(f"{error.found} in image {error.position}: its answer may be of no use.", stacklevel=3)
            return self._of_same_size(vectors)

    def _of_same_size(self, vectors: Images) -> np.ndarray:
        checked = self._comparable(vectors)
        if checked.shape[1] != self.n_features_in_:
            raise ValueError(
                f"X has {checked.shape[1]} features, but Gallery is expecting {self.n_features_in_} features as input: "
                "its people were enrolled with another embedder."
            )
        return checked

    def _comparable(self, vectors: Images) -> np.ndarray:
        if self.embedder is None and isinstance(vectors, np.ndarray) and vectors.ndim > 2:
            raise ValueError(
                f"found an array of dim {vectors.ndim}, {vectors.shape}: without an embedder, Gallery takes "
                "vectors (N, D); give it one, e.g. Gallery(pretrained('sface'))."
            )
        checked = check_array(vectors, dtype=np.float32, ensure_all_finite=False, estimator=self)
        check_comparable(checked, self.metric)
        return checked

    def check_settings(self) -> Settings:
        """Refuse settings that no question could be answered with."""
        for name, allowed in (("template", TEMPLATES), ("index", INDEXES)):
            if getattr(self, name) not in allowed:
                raise ValueError(f"{name}={getattr(self, name)!r}: expected one of {', '.join(allowed)}.")
        if self.index != "exact" and self.metric not in FAISS_METRICS:
            raise ValueError(f"index={self.index!r} knows {', '.join(FAISS_METRICS)}, not {self.metric}.")
        if not isinstance(self.threshold, Real) or np.isnan(self.threshold):
            raise ValueError(f"threshold={self.threshold}: expected a distance.")
        check_parameters(self.metric, {}, self.n_features_in_)
        if not 0 <= self.prior_unknown < 1:
            raise ValueError(f"prior_unknown={self.prior_unknown}: expected a probability, 0 or more and below 1.")
        return Settings(self.metric, self.template, self.index)
