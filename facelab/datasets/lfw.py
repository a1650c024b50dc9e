"""Labeled Faces in the Wild (LFW): find it, or download it, and read its protocols."""

import os
import warnings
from http.client import HTTPException
from pathlib import Path
from tarfile import TarError
from typing import Literal, overload

import numpy as np

from facelab.course import course_folder
from facelab.datasets.faceset import FaceSet
from facelab.datasets.lazy import LazyImages
from facelab.datasets.lfw_protocol import PROTOCOL_FILES, Photograph, read_pairs
from facelab.protocols import Pairs

IMAGE_FOLDERS = ("lfw_deepfunneled", "lfw_funneled", "lfw")
SIZE = 250
N_PHOTOGRAPHS = 13_233
ORL_LIKE_CROP = slice(42, 192), slice(63, 186)  # rows, columns: eyes and chin lie about where they lie in ORL's


@overload
def load_lfw(subset: Literal["people"] = ...) -> FaceSet: ...


@overload
def load_lfw(subset: Literal["10_folds", "dev_train", "dev_test", "dev"]) -> tuple[FaceSet, Pairs]: ...


def load_lfw(subset: str = "people") -> FaceSet | tuple[FaceSet, Pairs]:
    """Load LFW: 13,233 photographs of 5,749 people, 250 × 250 RGB, read as they are used.

    Looked for in the folder that the environment variable FACELAB_DATA names, in the course's `data/`, and
    in scikit-learn's data home; if it is nowhere, scikit-learn's fetcher downloads it (about 200 MB).

    Parameters
    ----------
    subset : {"people", "10_folds", "dev_train", "dev_test", "dev"}
        Everybody; view 2 (6,000 pairs in 10 folds, for reporting); or view 1 (for development): one of its parts, or
        both as two folds.

    Returns
    -------
    faces : FaceSet
        Images are a `LazyImages`. For pairs, just the images that the protocol uses.
    pairs : Pairs
        Not for "people". `fold` is set for "10_folds" and "dev".

    Raises
    ------
    ValueError
        If the subset is unknown, or a line of a protocol file is broken (file and line are named).
    FileNotFoundError
        If LFW is not on this machine and cannot be downloaded.

    References
    ----------
    G. B. Huang, M. Ramesh, T. Berg, E. Learned-Miller, "Labeled Faces in the Wild", University of
    Massachusetts, Amherst, 07-49, 2007. For research; the photographs belong to their owners.

    Examples
    --------
    >>> load_lfw("everyone")
    Traceback (most recent call last):
    ...
    ValueError: LFW has no subset 'everyone'; take one of people, 10_folds, dev_train, dev_test, dev.
    """
    if subset != "people" and subset not in PROTOCOL_FILES:
        raise ValueError(f"LFW has no subset {subset!r}; take one of {', '.join(['people', *PROTOCOL_FILES])}.")
    home = find_lfw() or _download()
    folder = next(home / name for name in IMAGE_FOLDERS if (home / name).is_dir())
    if subset == "people":
        files = sorted(folder.glob("*/*.jpg"))
        if not files:
            raise FileNotFoundError(f"{folder} holds no photographs; delete it, and LFW is downloaded again.")
        if len(files) != N_PHOTOGRAPHS:
            warnings.warn(
                f"{folder} holds {len(files):,} photographs, not the {N_PHOTOGRAPHS:,} of LFW; if that is not meant, "
                "delete it, and LFW is downloaded again.",
                stacklevel=2,
            )
        return _face_set([(file.parent.name, file) for file in files])
    return _load_pairs(folder, [home / name for name in PROTOCOL_FILES[subset]])


def find_lfw() -> Path | None:
    """Find the folder `lfw_home` on this machine.

    Returns
    -------
    Path or None
        A folder that holds `lfw_deepfunneled`, `lfw_funneled` or `lfw`.

    Examples
    --------
    >>> home = find_lfw()
    >>> home is None or home.is_dir()
    True
    """
    for place in _places():
        for home in (place / "lfw_home", place):
            if any((home / name).is_dir() for name in IMAGE_FOLDERS):
                return home
    return None


def _places() -> list[Path]:
    sklearn_home = Path(os.environ.get("SCIKIT_LEARN_DATA", "~/scikit_learn_data")).expanduser()
    places = [course_folder() / "data", sklearn_home]
    if named := os.environ.get("FACELAB_DATA"):
        if not Path(named).expanduser().is_dir():
            raise FileNotFoundError(f"FACELAB_DATA names {named}, which is no folder; correct it or unset it.")
        places.insert(0, Path(named).expanduser())
    return places


def _download() -> Path:
    from sklearn.datasets import fetch_lfw_pairs  # takes half a second: only where LFW is downloaded

    place = _places()[0]
    try:
        fetch_lfw_pairs(subset="test", data_home=place)
    except (OSError, EOFError, HTTPException, TarError) as error:  # no network, no space, a broken archive
        searched = ", ".join(str(place) for place in _places())
        raise FileNotFoundError(
            f"LFW is not on this machine (searched: {searched}) and could not be downloaded ({error}); connect to the "
            "internet, or set FACELAB_DATA to a folder that holds lfw_home."
        ) from error
    return place / "lfw_home"


def _load_pairs(folder: Path, protocols: list[Path]) -> tuple[FaceSet, Pairs]:
    lines_of = [read_pairs(protocol) for protocol in protocols]
    lines = [line for part in lines_of for line in part]
    photographs = sorted({photograph for line in lines for photograph in (line.left, line.right)})
    position = {photograph: index for index, photograph in enumerate(photographs)}
    faces = _face_set([(photograph.person, _file(folder, photograph)) for photograph in photographs])
    for protocol, part in zip(protocols, lines_of, strict=True):
        for line in part:
            for photograph in (line.left, line.right):
                if not _file(folder, photograph).is_file():
                    raise FileNotFoundError(f"{protocol}, line {line.number}: no file {_file(folder, photograph)}.")
    fold = np.array([line.fold for line in lines])
    if len(protocols) > 1:
        fold = np.repeat(np.arange(len(protocols)), [len(part) for part in lines_of])
    return faces, Pairs(
        left=np.array([position[line.left] for line in lines]),
        right=np.array([position[line.right] for line in lines]),
        same=np.array([line.left.person == line.right.person for line in lines]),
        fold=fold if fold.any() else None,
    )


def _file(folder: Path, photograph: Photograph) -> Path:
    return folder / photograph.person / f"{photograph.person}_{photograph.number:04d}.jpg"


def _face_set(people_and_files: list[tuple[str, Path]]) -> FaceSet:
    names, labels = np.unique([person for person, _ in people_and_files], return_inverse=True)
    images = LazyImages([file for _, file in people_and_files], SIZE, SIZE)
    return FaceSet(images, labels, names.tolist(), "LFW")
