"""A gallery on disk: one file of arrays and settings, without pickle, written whole or not at all."""

import io
import json
import warnings
import zipfile
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict
from sklearn.base import TransformerMixin

from facelab.atomic import write_atomically
from facelab.fingerprint import fingerprint
from facelab.identification.gallery import Gallery
from facelab.identification.roster import Name
from facelab.verification import Calibration


class About(BaseModel):
    """What a file says beside the vectors."""

    model_config = ConfigDict(extra="forbid")

    format: Literal["facelab gallery 1"] = "facelab gallery 1"
    people: list[Name]
    embedder: str
    fingerprint: str
    metric: str
    threshold: float
    template: str
    index: str
    prior_unknown: float
    calibration: tuple[float, float] | None


SETTINGS = "metric", "threshold", "template", "index", "prior_unknown"


def save_gallery(gallery: Gallery, path: str | Path) -> None:
    """Save a gallery's people, vectors and settings, without its embedder, as an NPZ file.

    Parameters
    ----------
    gallery : Gallery
    path : str or Path

    Raises
    ------
    ValueError
        If nobody is enrolled, or a setting is wrong.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> gallery = Gallery(threshold=0.5).add("Ada", np.array([[0.0, 1.0]]))
    >>> with TemporaryDirectory() as folder:
    ...     save_gallery(gallery, Path(folder) / "mine.npz")
    ...     load_gallery(Path(folder) / "mine.npz").predict(np.array([[0.1, 0.9]])).tolist()
    ['Ada']
    """
    if not len(gallery):
        raise ValueError("the gallery is empty; there is nothing to save.")
    gallery.check_settings()
    people = gallery.people
    about = About(
        people=list(people),
        embedder=type(gallery.embedder).__name__,
        fingerprint=fingerprint(gallery.embedder),
        calibration=getattr(gallery, "calibration_", None),
        **{name: getattr(gallery, name) for name in SETTINGS},
    )
    content, counts = io.BytesIO(), np.array([len(vectors) for vectors in people.values()])
    text = json.dumps(about.model_dump())
    np.savez(content, about=np.array(text), vectors=np.concatenate(list(people.values())), counts=counts)
    write_atomically(Path(path), content.getvalue())


def load_gallery(path: str | Path, embedder: TransformerMixin | None = None) -> Gallery:
    """Load a gallery that `save_gallery` wrote.

    Parameters
    ----------
    path : str or Path
    embedder : transformer, optional
        The one that the gallery was filled with; a warning is given if its settings or weights are others. Without
        one, the gallery takes vectors.

    Returns
    -------
    Gallery

    Raises
    ------
    ValueError
        If the file is damaged, or not a gallery.

    Examples
    --------
    See `save_gallery`.
    """
    path = Path(path)
    content = path.read_bytes()
    try:
        about, people = _parse(content)
    except Exception as error:  # a damaged archive makes NumPy and zipfile raise almost anything
        raise ValueError(f"{path} is damaged, or not a gallery that facelab saved.") from error
    if embedder is not None and fingerprint(embedder) != about.fingerprint:
        warnings.warn(
            f"{path} was filled with another embedder ({about.embedder}, other settings or weights) than the one given "
            f"({type(embedder).__name__}): if that is so, its distances mean nothing.",
            stacklevel=2,
        )
    gallery = Gallery(embedder, **{name: getattr(about, name) for name in SETTINGS}).enrol_vectors(people)
    if about.calibration:
        gallery.calibration_ = Calibration(*about.calibration)
    return gallery


def _parse(content: bytes) -> tuple[About, dict[Name, np.ndarray]]:
    """Read what a file says and its people, and try both on a gallery; anything odd is an exception."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if any(part.compress_type != zipfile.ZIP_STORED for part in archive.infolist()):
            raise ValueError("compressed, which could be a bomb; np.savez does not compress")
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        about, vectors, counts = json.loads(str(file["about"])), file["vectors"], file["counts"]
    checked = About.model_validate(about)
    fits = vectors.dtype == np.float32 and vectors.ndim == 2 and np.isfinite(vectors).all() and counts.dtype == np.int64
    fits &= len(set(checked.people)) == len(checked.people) and np.isfinite(checked.calibration or (0, 0)).all()
    if not fits or counts.shape != (len(checked.people),) or counts.min() < 1 or counts.max() > len(vectors):
        raise ValueError("arrays of other types or shapes")
    if counts.sum() != len(vectors):
        raise ValueError("another number of vectors")
    people = dict(zip(checked.people, np.split(vectors, np.cumsum(counts)[:-1]), strict=True))
    settings = {name: getattr(checked, name) for name in SETTINGS}
    Gallery(**settings).enrol_vectors(people).check_settings()
    Gallery(**settings | {"index": "exact"}).enrol_vectors(people).predict(vectors[:1])  # no index is built twice
    return checked, people
