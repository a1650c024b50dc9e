"""Labeled Faces in the Wild (LFW): find it or download it, and load it by its protocols."""

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
from facelab.datasets.lfw_protocol import PROTOCOL_FILES, LfwImage, read_pairs
from facelab.protocols import Pairs

IMAGE_FOLDERS = ("lfw_deepfunneled", "lfw_funneled", "lfw")
SIZE = 250
N_IMAGES = 13_233
ORL_LIKE_CROP = slice(42, 192), slice(63, 186)  # rows, columns: eyes and chin are about where they are in ORL's


@overload
def load_lfw(subset: Literal["people"] = ...) -> FaceSet: ...


@overload
def load_lfw(subset: Literal["10_folds", "dev_train", "dev_test", "dev"]) -> tuple[FaceSet, Pairs]: ...


def load_lfw(subset: str = "people") -> FaceSet | tuple[FaceSet, Pairs]:
    """Load LFW: 13,233 images of 5,749 people, 250 × 250 RGB, read as they are used.

    Searched for in the folder that the environment variable FACELAB_DATA names, in the course's `data/`, and in
    scikit-learn's data home; if it is in none of them, scikit-learn's fetcher downloads it (about 200 MB).

    Parameters
    ----------
    subset : {"people", "10_folds", "dev_train", "dev_test", "dev"}, default "people"
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
        If the subset is unknown, or a line of a protocol file is malformed (file and line are named).
    FileNotFoundError
        If LFW is not on this machine and cannot be downloaded.

    References
    ----------
    G. B. Huang, M. Ramesh, T. Berg, E. Learned-Miller, "Labeled Faces in the Wild", University of Massachusetts,
    Amherst, 07-49, 2007. For research; the photographs belong to their owners.

    Examples
    --------
    >>> load_lfw("everyone")
    Traceback (most recent call last):
    ...
    ValueError: LFW has no subset 'everyone'; expected one of people, 10_folds, dev_train, dev_test, dev.
    """
    if subset != "people" and subset not in PROTOCOL_FILES:
        raise ValueError(f"LFW has no subset {subset!r}; expected one of {', '.join(['people', *PROTOCOL_FILES])}.")
    home = find_lfw() or _download()
    folder = next(home / name for name in IMAGE_FOLDERS if (home / name).is_dir())
    if subset == "people":
        return _load_people(folder)
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
    for folder in _search_folders():
        for home in (folder / "lfw_home", folder):
            if any((home / name).is_dir() for name in IMAGE_FOLDERS):
                return home
    return None


def _search_folders() -> list[Path]:
    sklearn_home = Path(os.environ.get("SCIKIT_LEARN_DATA", "~/scikit_learn_data")).expanduser()
    folders = [course_folder() / "data", sklearn_home]
    if named := os.environ.get("FACELAB_DATA"):
        if not Path(named).expanduser().is_dir():
            raise FileNotFoundError(f"FACELAB_DATA names {named}, which is not a folder; correct it or unset it.")
        folders.insert(0, Path(named).expanduser())
    return folders


def _download() -> Path:
    from sklearn.datasets import fetch_lfw_pairs  # takes half a second: only where LFW is downloaded

    folders = _search_folders()
    try:
        fetch_lfw_pairs(subset="test", data_home=folders[0])
    except (OSError, EOFError, HTTPException, TarError) as error:  # no network, no space, a broken archive
        raise FileNotFoundError(
            f"LFW is not on this machine (searched: {', '.join(map(str, folders))}) and could not be downloaded "
            f"({error}); connect to the internet, or set FACELAB_DATA to a folder that holds lfw_home."
        ) from error
    return folders[0] / "lfw_home"


def _load_people(folder: Path) -> FaceSet:
    files = sorted(folder.glob("*/*.jpg"))
    if not files:
        raise FileNotFoundError(f"{folder} holds no images; delete it, and LFW is downloaded again.")
    if len(files) != N_IMAGES:
        warnings.warn(
            f"{folder} holds {len(files):,} images, not the {N_IMAGES:,} of LFW; unless that is intended, delete it, "
            "and LFW is downloaded again.",
            stacklevel=3,
        )
    return _face_set([(file.parent.name, file) for file in files])


def _load_pairs(folder: Path, protocols: list[Path]) -> tuple[FaceSet, Pairs]:
    parts = [read_pairs(protocol) for protocol in protocols]
    for protocol, part in zip(protocols, parts, strict=True):
        for line in part:
            for image in (line.left, line.right):
                if not _file(folder, image).is_file():
                    raise FileNotFoundError(f"{protocol}, line {line.number}: no file {_file(folder, image)}.")
    lines = [line for part in parts for line in part]
    images = sorted({image for line in lines for image in (line.left, line.right)})
    position = {image: index for index, image in enumerate(images)}
    fold = np.array([line.fold for line in lines])
    if len(parts) > 1:
        fold = np.repeat(np.arange(len(parts)), [len(part) for part in parts])
    return _face_set([(image.person, _file(folder, image)) for image in images]), Pairs(
        left=np.array([position[line.left] for line in lines]),
        right=np.array([position[line.right] for line in lines]),
        same=np.array([line.left.person == line.right.person for line in lines]),
        fold=fold if fold.any() else None,
    )


def _file(folder: Path, image: LfwImage) -> Path:
    return folder / image.person / f"{image.person}_{image.number:04d}.jpg"


def _face_set(people_and_files: list[tuple[str, Path]]) -> FaceSet:
    names, labels = np.unique([person for person, _ in people_and_files], return_inverse=True)
    images = LazyImages([file for _, file in people_and_files], SIZE, SIZE)
    return FaceSet(images, labels, names.tolist(), "LFW")
