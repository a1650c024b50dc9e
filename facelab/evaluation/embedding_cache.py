"""Embeddings kept on disk, found again by what a photograph holds."""

import hashlib
import io
import re
import warnings
import zipfile
import zlib
from pathlib import Path

import numpy as np
from sklearn.base import TransformerMixin

import facelab
from facelab.course import write_whole
from facelab.datasets.lazy import LazyImages
from facelab.images import Images

DAMAGE = OSError, EOFError, KeyError, ValueError, zipfile.BadZipFile, zlib.error


class EmbeddingCache:
    """A folder of embeddings, one subfolder an embedder, a file a batch.

    A file is written under a temporary name and renamed, so that a run that was stopped goes on where it was. A
    damaged file is deleted, with a warning, and its photographs are embedded again.

    Parameters
    ----------
    folder : Path
    embedder : transformer
        Told from others by its parameters, and by what it makes of three of the images.
    images : array or lazy sequence of images

    Examples
    --------
    >>> import tempfile
    >>> from facelab.features import LBPHistograms
    >>> images = np.zeros((2, 40, 40), np.uint8)
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = EmbeddingCache(Path(folder), LBPHistograms(), images)
    ...     cache.put(["first"], np.ones((1, 3), np.float32), np.array([False]))
    ...     cache.load()
    {'first': (array([1., 1., 1.], dtype=float32), False)}
    """

    def __init__(self, folder: Path, embedder: TransformerMixin, images: Images):
        self.folder = folder / _fingerprint(embedder, images)
        self.folder.mkdir(parents=True, exist_ok=True)

    def load(self) -> dict[str, tuple[np.ndarray, bool]]:
        """Read all that is kept: from a photograph's digest to its embedding, and whether no face was found."""
        known: dict[str, tuple[np.ndarray, bool]] = {}
        for path in sorted(self.folder.glob("*.npz")):
            try:
                digests, vectors, missing = _read(path)
            except DAMAGE:
                warnings.warn(
                    f"{path} was damaged and has been deleted; its photographs are embedded again.", stacklevel=2
                )
                path.unlink(missing_ok=True)
                continue
            known |= {
                str(name): (vector, bool(lost)) for name, vector, lost in zip(digests, vectors, missing, strict=True)
            }
        return known

    def put(self, digests: list[str], vectors: np.ndarray, missing: np.ndarray) -> None:
        """Keep a batch: digests, embeddings (n, D), and where no face was found (n,)."""
        content = io.BytesIO()
        np.savez(content, digests=np.array(digests), vectors=vectors, missing=missing)
        name = hashlib.sha256("".join(digests).encode()).hexdigest()[:16]
        write_whole(self.folder / f"{name}.npz", content.getvalue())


def digest(images: Images, position: int) -> str:
    """Compute the SHA-256 of a photograph: of its file where it lies on disk, else of its pixels."""
    if isinstance(images, LazyImages):
        return hashlib.sha256(images.paths[position].read_bytes()).hexdigest()
    pixels = np.ascontiguousarray(images[position])
    return hashlib.sha256(f"{pixels.shape}".encode() + pixels.tobytes()).hexdigest()


def _fingerprint(embedder: TransformerMixin, images: Images) -> str:
    """Tell embedders apart by what they do: networks of one shape differ in nothing else that could be written down."""
    some = np.unique([0, len(images) // 2, len(images) - 1])
    vectors = np.asarray(embedder.transform(images[some]), float)
    scaled = np.round(vectors / max(np.abs(vectors).max(), 1e-12), 3) + 0.0  # the last digits depend on the machine
    settings = re.sub(r" at 0x[0-9a-f]+", "", repr(embedder))
    seen = "".join(digest(images, position) for position in some)
    text = f"{facelab.__version__} {settings} {seen}".encode()
    return hashlib.sha256(text + scaled.tobytes()).hexdigest()[:16]


def _read(path: Path) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    with np.load(path, allow_pickle=False) as file:
        digests, vectors, missing = file["digests"], file["vectors"], file["missing"]
    fits = vectors.dtype == np.float32 and vectors.ndim == 2 and missing.dtype == bool and digests.dtype.kind == "U"
    if not (fits and digests.shape == missing.shape == vectors.shape[:1]):
        raise ValueError("arrays that do not fit each other")
    return digests, vectors, missing
