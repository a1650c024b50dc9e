"""Embeddings kept on disk, found again by the content of the images: a network needs minutes for LFW's."""

import hashlib
import io
import warnings
from pathlib import Path

import numpy as np
from sklearn.base import TransformerMixin

import facelab
from facelab.atomic import write_atomically
from facelab.datasets import LazyImages
from facelab.fingerprint import fingerprint
from facelab.images import Images

Row = tuple[np.ndarray, bool]  # an embedding (D,), and whether no face was found


class EmbeddingCache:
    """A folder of embeddings: a subfolder for each embedder, as its `fingerprint` says, in it a file for each batch.

    Files are written atomically, so that an interrupted run can go on. Whether the code of an embedder has changed is
    not seen here: `embed` checks each file that it uses.
    """

    def __init__(self, folder: Path, embedder: TransformerMixin):
        self.folder = folder / f"{facelab.__version__}-{fingerprint(embedder)}"
        self.is_writable = True

    def load(self) -> list[dict[str, Row]]:
        """Read each file, from digests of images to embeddings; delete damaged files, with a warning."""
        files = []
        for path in sorted(self.folder.glob("*.npz")):
            content = path.read_bytes()
            try:
                files.append(_parse(content))
            except Exception:  # a damaged archive makes NumPy and zipfile raise almost anything
                warnings.warn(f"{path} was damaged and has been deleted; its images are embedded again.", stacklevel=2)
                path.unlink(missing_ok=True)
        return files

    def put(self, digests: list[str], vectors: np.ndarray, missing: np.ndarray) -> None:
        """Keep a batch: digests, embeddings (n, D), and where no face was found (n,); if that fails, keep no more."""
        if not self.is_writable:
            return
        content = io.BytesIO()
        np.savez(content, digests=np.array(digests), vectors=vectors, missing=missing)
        name = hashlib.sha256("".join(digests).encode()).hexdigest()[:16]
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            write_atomically(self.folder / f"{name}.npz", content.getvalue())
        except OSError as error:
            warnings.warn(f"{self.folder} cannot be written ({error.strerror}): nothing more is kept.", stacklevel=3)
            self.is_writable = False

    def clear(self) -> None:
        """Delete all embeddings of this embedder."""
        for path in self.folder.glob("*.npz"):
            path.unlink(missing_ok=True)


def digest(images: Images, position: int) -> str:
    """Compute the SHA-256 of an image: of its file if it is on disk, else of its pixels."""
    if isinstance(images, LazyImages):
        return hashlib.sha256(images.paths[position].read_bytes()).hexdigest()
    pixels = np.ascontiguousarray(images[position])
    return hashlib.sha256(f"{pixels.shape}".encode() + pixels.tobytes()).hexdigest()


def _parse(content: bytes) -> dict[str, Row]:
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        digests, vectors, missing = file["digests"], file["vectors"], file["missing"]
    types_fit = vectors.dtype == np.float32 and missing.dtype == bool and digests.dtype.kind == "U"
    if not types_fit or vectors.ndim != 2 or not digests.shape == missing.shape == vectors.shape[:1]:
        raise ValueError("arrays of other types or shapes")
    return dict(zip(digests.tolist(), zip(vectors, missing.tolist(), strict=True), strict=True))
