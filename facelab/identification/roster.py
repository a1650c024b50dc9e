"""The people of a gallery: their vectors, their templates, and the search among these."""

from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np

from facelab.distances import distance_matrix
from facelab.identification.growing import GrowingArray
from facelab.identification.nearest import NearestVectors
from facelab.identification.templates import make_template

UNKNOWN, UNKNOWN_NUMBER = "unknown", -1  # -1 where people are numbers, as scikit-learn calls outliers
BLOCK_ELEMENTS = 2**24  # distances in memory at a time
Name = str | int


@dataclass(frozen=True)
class Settings:
    """What the templates and the search among them depend on."""

    metric: str
    template: str
    index: str


class Roster:
    """People and the vectors of their images; templates and index are made when a search first needs them."""

    def __init__(self):
        self.vectors: dict[Name, np.ndarray] = {}  # the vectors of each person's images, in the order of enrolment
        self._nearest: NearestVectors | None = None
        self._prepared_for: Settings | None = None

    @property
    def unknown(self) -> Name:
        """What a stranger is called."""
        return UNKNOWN if isinstance(next(iter(self.vectors)), str) else UNKNOWN_NUMBER

    def insert(self, people: dict[Name, np.ndarray]) -> None:
        """Add people and their vectors: all of them, or nobody if one cannot be added."""
        people = {_checked(name): vectors.copy() for name, vectors in people.items()}
        if not people:
            return
        is_text = isinstance(next(iter(self.vectors | people)), str)
        for name in people:
            if name in (UNKNOWN, UNKNOWN_NUMBER):
                raise ValueError(f"{name!r} is what strangers are called; choose another name.")
            if name in self.vectors:
                raise ValueError(f"{name!r} is enrolled already; use add_images for more images, or remove it first.")
            if isinstance(name, str) != is_text:
                raise ValueError(f"{name!r}: the people of this gallery are {'names' if is_text else 'numbers'}.")
        if self._nearest is not None:
            self._append(people)
        self.vectors |= people

    def add_vectors(self, name: Name, vectors: np.ndarray) -> None:
        """Add vectors of a person who is enrolled; what stood for the person may be another template now."""
        self.check_known(name)
        self._nearest = None
        self.vectors[name] = np.concatenate([self.vectors[name], vectors])

    def remove(self, name: Name) -> None:
        """Forget a person."""
        self.check_known(name)
        del self.vectors[name]
        self._nearest = None

    def check_known(self, name: Name) -> None:
        """Refuse whoever is not enrolled, with KeyError."""
        if name not in self.vectors:
            raise KeyError(f"nobody called {name!r} is enrolled.")

    def search(self, queries: np.ndarray, k: int, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
        """Find the k nearest templates of each query: their distances and their people, (n_queries, k)."""
        nearest = self._prepare(settings)
        if not 1 <= k <= len(nearest):
            raise ValueError(f"n_neighbors={k}: expected 1 to {len(nearest)}, the templates of the gallery.")
        distances, positions = nearest.search(queries, k)
        names = [self._name(position) for position in positions.ravel().tolist()]
        return distances, np.array(names).reshape(positions.shape)

    def distances_by_person(self, queries: np.ndarray, settings: Settings) -> np.ndarray:
        """Measure the distance of each query to each person's nearest template, (n_queries, n_people)."""
        templates, owners = self._prepare(settings).vectors, self._owners.filled
        order = np.argsort(owners, kind="stable")
        starts = np.searchsorted(owners[order], np.arange(len(self.vectors)))
        nearest, step = np.empty((len(queries), len(self.vectors))), max(1, BLOCK_ELEMENTS // len(templates))
        for start in range(0, len(queries), step):
            block = slice(start, start + step)
            matrix = distance_matrix(queries[block], templates[order], settings.metric)
            nearest[block] = np.minimum.reduceat(matrix, starts, axis=1)
        return nearest

    def _prepare(self, settings: Settings) -> NearestVectors:
        if not self.vectors:
            raise ValueError("the gallery is empty; add people first.")
        if self._nearest is None or self._prepared_for != settings:
            self._prepared_for = settings
            templates = [self._templates(each) for each in self.vectors.values()]
            self._owners = GrowingArray(np.repeat(np.arange(len(templates)), [len(each) for each in templates]))
            self._names = list(self.vectors)
            self._nearest = NearestVectors(np.concatenate(templates), settings.metric, settings.index)
        return self._nearest

    def _templates(self, vectors: np.ndarray) -> np.ndarray:
        assert self._prepared_for is not None
        return make_template(vectors, self._prepared_for.template, self._prepared_for.metric)

    def _append(self, people: dict[Name, np.ndarray]) -> None:
        """Append templates to the index; if that fails, it is made anew for the next question, without them."""
        nearest, self._nearest = self._nearest, None
        assert nearest is not None
        for name, vectors in people.items():
            templates = self._templates(vectors)
            nearest.add(templates)
            self._owners.extend(np.full(len(templates), len(self._names)))
            self._names.append(name)
        self._nearest = nearest

    def _name(self, position: int) -> Name:
        """Name the owner of a template; an approximate search that found nothing has -1."""
        return self._names[self._owners.filled[position]] if position >= 0 else self.unknown


def _checked(name: Any) -> Name:
    """Accept text and whole numbers as names; NumPy's become Python's."""
    if isinstance(name, str):
        return str(name)
    is_whole = isinstance(name, Integral) or (isinstance(name, float) and name.is_integer())
    if is_whole and not isinstance(name, bool | np.bool):
        return int(name)
    raise TypeError(f"{name!r}: a person's name is text or a whole number.")
