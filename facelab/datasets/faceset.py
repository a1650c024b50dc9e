"""FaceSet: images, who is on them, and the ways to split them."""

from dataclasses import dataclass

import numpy as np

from facelab import protocols
from facelab.images import Images, check_images


@dataclass(frozen=True, eq=False)
class FaceSet:
    """Face images with the person on each.

    Parameters
    ----------
    images : array or lazy sequence of uint8, shape (N, H, W) gray or (N, H, W, 3) RGB
    labels : ndarray of int, shape (N,)
        The person on each image: a position in `names`.
    names : list of str
        Every person's name. A subset keeps the whole list, so labels keep their meaning.
    source : str
        Where the images come from, for figures and reports.

    Examples
    --------
    >>> faces = FaceSet(np.zeros((4, 8, 8), np.uint8), np.array([0, 0, 1, 1]), ["Ada", "Bo"], "blank images")
    >>> len(faces), len(faces.of("Bo")), len(faces[faces.labels == 0])
    (4, 2, 2)
    >>> [len(part) for part in faces.split_people(n_test=1, seed=0)]
    [2, 2]
    >>> [part.labels.tolist() for part in faces.split_images(n_train=1, seed=None)]
    [[0, 1], [0, 1]]
    >>> len(faces.pairs()), len(faces.pairs(balanced=True))
    (6, 4)
    """

    images: Images
    labels: np.ndarray
    names: list[str]
    source: str

    def __post_init__(self):
        check_images(self.images)
        protocols.check_labels(self.labels)
        if len(self.images) != len(self.labels):
            raise ValueError(f"{len(self.images)} images but {len(self.labels)} labels: each image needs one.")
        if len(self.labels) and not 0 <= self.labels.min() <= self.labels.max() < len(self.names):
            raise ValueError(
                f"labels run from {self.labels.min()} to {self.labels.max()}, but there are {len(self.names)} names."
            )

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, index) -> "FaceSet":
        """Choose images by a mask, a slice or positions."""
        positions = np.atleast_1d(np.arange(len(self))[index])
        return FaceSet(self.images.take(positions, axis=0), self.labels[positions], self.names, self.source)

    @property
    def people(self) -> np.ndarray:
        """The labels that occur, ascending: int, shape (n_people,)."""
        return np.unique(self.labels)

    def of(self, person: int | str) -> "FaceSet":
        """Choose the images of one person, given by label or name; KeyError if there are none."""
        label = self.names.index(person) if person in self.names else person
        chosen = np.flatnonzero(self.labels == label)
        if len(chosen) == 0:
            raise KeyError(f"nobody called {person!r} in {self.source}; see .names and .people.")
        return self[chosen]

    def split_people(self, n_test: int, seed: int) -> tuple["FaceSet", "FaceSet"]:
        """Split into train and test sets with different people: `n_test` people, drawn at random, are for the test."""
        train, test = protocols.split_people(self.labels, n_test, seed)
        return self[train], self[test]

    def split_images(self, n_train: int, seed: int | None) -> tuple["FaceSet", "FaceSet"]:
        """Split each person's images: `n_train` for training, the rest for the test; seed None takes the first ones."""
        train, test = protocols.split_images(self.labels, n_train, seed)
        return self[train], self[test]

    def pairs(self, seed: int = 0, balanced: bool = False) -> "protocols.Pairs":
        """Pair every image with every other; `balanced` draws as many impostor pairs as there are genuine ones."""
        return protocols.balanced_pairs(self.labels, seed) if balanced else protocols.all_pairs(self.labels)
