"""What `facelab evaluate lfw --embedder NAME` can judge."""

import pkgutil
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from sklearn.base import TransformerMixin
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.features import Eigenfaces, Fisherfaces, LBPHistograms
from facelab.images import BATCH_SIZE, Images
from facelab.preprocessing import ResizeGray
from facelab.zoo import registry


class NamedEmbedder(NamedTuple):
    """A transformer from photographs of LFW to embeddings, and the distance that belongs to it."""

    transformer: TransformerMixin
    metric: str


def crop_faces(photographs: Images, height: int, width: int) -> np.ndarray:
    """Cut the face out of photographs of LFW, where it is always in the middle, framed as in ORL's.

    Parameters
    ----------
    photographs : array or lazy sequence, uint8, shape (N, 250, 250, 3)
    height, width : int
        What the cut is scaled to.

    Returns
    -------
    ndarray of uint8, shape (N, height, width)

    Examples
    --------
    >>> crop_faces(np.zeros((2, 250, 250, 3), np.uint8), 56, 46).shape
    (2, 56, 46)
    """
    rows, columns = ORL_LIKE_CROP
    smaller, batches = ResizeGray(height, width), range(0, len(photographs), BATCH_SIZE)
    return np.concatenate([smaller(photographs[start : start + BATCH_SIZE][:, rows, columns]) for start in batches])


def _cropped(height: int, width: int, *steps: TransformerMixin) -> TransformerMixin:
    return make_pipeline(FunctionTransformer(crop_faces, kw_args={"height": height, "width": width}), *steps)


def _pixels(images: np.ndarray) -> np.ndarray:
    return images.reshape(len(images), -1)


DESCRIPTORS: dict[str, Callable[[], NamedEmbedder]] = {
    "pixels": lambda: NamedEmbedder(_cropped(56, 46, FunctionTransformer(_pixels)), "euclidean"),
    "eigenfaces": lambda: NamedEmbedder(_cropped(56, 46, Eigenfaces(100, whiten=True)), "cosine"),
    "fisherfaces": lambda: NamedEmbedder(_cropped(56, 46, Fisherfaces()), "cosine"),
    "lbp": lambda: NamedEmbedder(_cropped(112, 92, LBPHistograms()), "chi2"),
}


def lfw_embedder(name: str) -> NamedEmbedder:
    """Find an embedder by its name.

    Parameters
    ----------
    name : str
        dlib-resnet; a descriptor (pixels, eigenfaces, fisherfaces, lbp) or a network of the registry (see `facelab
        weights`), both on a crop from the middle; or one of your own as "module:name", a transformer or a function
        that makes one, which takes photographs of 250 × 250.

    Returns
    -------
    NamedEmbedder

    Raises
    ------
    ValueError
        If there is no such embedder, or it was trained on people of LFW.

    Examples
    --------
    >>> lfw_embedder("lbp").metric
    'chi2'
    """
    if name in DESCRIPTORS:
        return DESCRIPTORS[name]()
    if ":" in name:
        return NamedEmbedder(_own(name), "euclidean")
    from facelab.zoo import pretrained  # here: it loads Keras

    if name == "dlib-resnet":
        return NamedEmbedder(pretrained(name), "euclidean")
    entries = registry()
    if name not in entries:
        known = ", ".join(["dlib-resnet", *DESCRIPTORS, *entries])
        raise ValueError(f"there is no embedder {name!r}; take one of {known}, or your own as module:name.")
    if "LFW" in entries[name].data:
        raise ValueError(f"{name} was trained on people of LFW: its figures there would mean nothing.")
    return NamedEmbedder(_cropped(112, 92, pretrained(name)), "euclidean")


def _own(name: str) -> TransformerMixin:
    try:
        found = pkgutil.resolve_name(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"{name} could not be loaded ({error}); give module:name, as in my_model:make_embedder."
        ) from None
    if callable(found) and (isinstance(found, type) or not hasattr(found, "transform")):
        found = found()
    if not hasattr(found, "transform"):
        raise ValueError(f"{name} gives {type(found).__name__}, which has no `transform`.")
    return found
