"""Embeddings kept on disk, found again by what a photograph holds."""

import hashlib
import io
import re
import warnings
from pathlib import Path

import cv2
import numpy as np
from sklearn.base import TransformerMixin

import facelab
from facelab.atomic import write_atomically
from facelab.datasets import load_orl
from facelab.datasets.lazy import LazyImages
from facelab.images import Images, to_rgb

PROBES = slice(None, None, 50)  # eight people of ORL, by whom embedders are told apart
IN_THIS_RUN = re.compile(r" at 0x[0-9a-f]+|name=\w+")  # addresses, and Keras's numbers for networks without a name


class EmbeddingCache:
    """A folder of embeddings, one subfolder an embedder, a file a batch.

    A file is written under a temporary name and renamed, so that a run that was stopped goes on where it was. A
    damaged file is deleted, with a warning, and its photographs are embedded again.

    Parameters
    ----------
    folder : Path
    embedder : transformer
        Told from others by its parameters, its networks' weights, and what it makes of some faces of ORL.
    size : (H, W) or (H, W, 3)
        Of the photographs.

    Examples
    --------
    >>> import tempfile
    >>> from facelab.features import LBPHistograms
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     cache = EmbeddingCache(Path(folder), LBPHistograms(), (112, 92))
    ...     cache.put(["first"], np.ones((1, 3), np.float32), np.array([False]))
    ...     cache.load()
    {'first': (array([1., 1., 1.], dtype=float32), False)}
    """

    def __init__(self, folder: Path, embedder: TransformerMixin, size: tuple[int, ...]):
        self.folder = folder / _fingerprint(embedder, size)

    def load(self) -> dict[str, tuple[np.ndarray, bool]]:
        """Read all that is kept: from a photograph's digest to its embedding, and whether no face was found."""
        known: dict[str, tuple[np.ndarray, bool]] = {}
        for path in sorted(self.folder.glob("*.npz")):
            content = path.read_bytes()
            try:
                digests, vectors, missing = _read(content)
            except Exception:  # a damaged archive makes NumPy and zipfile raise almost anything
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
        self.folder.mkdir(parents=True, exist_ok=True)
        write_atomically(self.folder / f"{name}.npz", content.getvalue())

    def clear(self) -> None:
        """Forget all embeddings of this embedder."""
        for path in self.folder.glob("*.npz"):
            path.unlink(missing_ok=True)


def digest(images: Images, position: int) -> str:
    """Compute the SHA-256 of a photograph: of its file where it lies on disk, else of its pixels."""
    if isinstance(images, LazyImages):
        return hashlib.sha256(images.paths[position].read_bytes()).hexdigest()
    pixels = np.ascontiguousarray(images[position])
    return hashlib.sha256(f"{pixels.shape}".encode() + pixels.tobytes()).hexdigest()


def _fingerprint(embedder: TransformerMixin, size: tuple[int, ...]) -> str:
    settings = IN_THIS_RUN.sub("", repr(embedder))
    sha = hashlib.sha256(f"{facelab.__version__} {settings} {tuple(size)}".encode())
    for parameter in getattr(embedder, "get_params", dict)().values():
        if hasattr(parameter, "get_weights"):
            for array in parameter.get_weights():
                sha.update(array.tobytes())
    try:
        vectors = np.asarray(embedder.transform(_probes(size)), float)
    except ValueError:  # a FaceAligner that stops at the first photograph without a face
        vectors = np.zeros((0, 0))
    exponent = np.floor(np.log10(np.abs(vectors).max(initial=1e-12)))
    rounded = np.round(vectors / 10**exponent, 3) + 0.0  # the last digits depend on the machine; no −0
    sha.update(f"{exponent} {rounded.shape}".encode() + rounded.tobytes())
    return sha.hexdigest()[:16]


def _probes(size: tuple[int, ...]) -> np.ndarray:
    height, width = size[:2]
    faces = np.stack([cv2.resize(image, (width, height)) for image in load_orl().images[PROBES]])
    return to_rgb(faces) if len(size) == 3 else faces


def _read(content: bytes) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        digests, vectors, missing = file["digests"], file["vectors"], file["missing"]
    fits = vectors.dtype == np.float32 and vectors.ndim == 2 and missing.dtype == bool and digests.dtype.kind == "U"
    if not (fits and digests.shape == missing.shape == vectors.shape[:1]):
        raise ValueError("arrays that do not fit each other")
    return digests, vectors, missing
