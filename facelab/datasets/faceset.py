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
    >>> faces = FaceSet(np.zeros((4, 8, 8), np.uint8), np.array([0, 0, 1, 1]), ["Ada", "Bo"], "made here")
    >>> len(faces), len(faces.of("Bo")), len(faces[faces.labels == 0])
    (4, 2, 2)
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
        """Choose the images of one person.

        Parameters
        ----------
        person : int or str
            A label or a name.

        Returns
        -------
        FaceSet

        Raises
        ------
        KeyError
            If nobody in the set has that label or name.

        Examples
        --------
        >>> from facelab.datasets import load_orl
        >>> len(load_orl().of("s7"))
        10
        """
        label = self.names.index(person) if isinstance(person, str) and person in self.names else person
        chosen = np.flatnonzero(self.labels == label) if not isinstance(label, str) else np.array([], int)
        if len(chosen) == 0:
            raise KeyError(f"nobody called {person!r} in {self.source}; see .names and .people.")
        return self[chosen]

    def split_people(self, n_test: int, seed: int) -> tuple["FaceSet", "FaceSet"]:
        """Put `n_test` people, drawn at random, into a test set of their own.

        Parameters
        ----------
        n_test : int
            How many people the test set gets.
        seed : int

        Returns
        -------
        train, test : FaceSet
            No person is on both sides.

        Examples
        --------
        >>> from facelab.datasets import load_orl
        >>> train, test = load_orl().split_people(n_test=10, seed=0)
        >>> len(train.people), len(test.people), np.intersect1d(train.people, test.people)
        (30, 10, array([], dtype=int64))
        """
        train, test = protocols.split_people(self.labels, n_test, seed)
        return self[train], self[test]

    def split_images(self, n_train: int, seed: int | None) -> tuple["FaceSet", "FaceSet"]:
        """Split each person's images; the same people are on both sides.

        Parameters
        ----------
        n_train : int
            Training images for each person; the rest are for the test.
        seed : int or None
            None takes each person's first `n_train` images instead of a random draw.

        Returns
        -------
        train, test : FaceSet

        Examples
        --------
        >>> from facelab.datasets import load_orl
        >>> train, test = load_orl().split_images(n_train=5, seed=0)
        >>> len(train), len(test)
        (200, 200)
        """
        train, test = protocols.split_images(self.labels, n_train, seed)
        return self[train], self[test]

    def pairs(self, seed: int = 0, balanced: bool = False) -> "protocols.Pairs":
        """Pair the images: every pair, or as many impostor pairs as genuine ones.

        Parameters
        ----------
        seed : int
            Draws the impostor pairs when `balanced`; unused otherwise.
        balanced : bool

        Returns
        -------
        Pairs
            Positions in this set.

        Examples
        --------
        >>> from facelab.datasets import load_orl
        >>> pairs = load_orl().of("s1").pairs()
        >>> len(pairs), int(pairs.same.sum())
        (45, 45)
        """
        return protocols.balanced_pairs(self.labels, seed) if balanced else protocols.all_pairs(self.labels)
