"""The embedders of `facelab evaluate lfw --embedder NAME`."""

import pkgutil
from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from sklearn.base import TransformerMixin
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer

from facelab.datasets.lfw import ORL_LIKE_CROP
from facelab.features import Eigenfaces, Fisherfaces, LBPHistograms
from facelab.images import Images, flatten_images, map_batches
from facelab.preprocessing import ResizeGray
from facelab.zoo import pretrained, registry
from facelab.zoo.pretrained import PHOTOGRAPHS


class EmbedderAndMetric(NamedTuple):
    """A transformer from LFW images to embeddings, and the distance that belongs to it."""

    transformer: TransformerMixin
    metric: str


def crop_faces(images: Images, height: int, width: int) -> np.ndarray:
    """Cut the face out of LFW images, where it is always in the middle, with the margins of ORL.

    Parameters
    ----------
    images : array or lazy sequence, uint8, shape (N, 250, 250, 3)
    height, width : int
        The size to which the crop is scaled, pixels.

    Returns
    -------
    ndarray of uint8, shape (N, height, width)

    Examples
    --------
    >>> crop_faces(np.zeros((2, 250, 250, 3), np.uint8), 56, 46).shape
    (2, 56, 46)
    """
    rows, columns = ORL_LIKE_CROP
    resize = ResizeGray(height, width)
    return map_batches(lambda batch: resize(batch[:, rows, columns]), images)


def _after_crop(height: int, width: int, *steps: TransformerMixin) -> TransformerMixin:
    return make_pipeline(FunctionTransformer(crop_faces, kw_args={"height": height, "width": width}), *steps)


DESCRIPTORS: dict[str, Callable[[], EmbedderAndMetric]] = {
    "pixels": lambda: EmbedderAndMetric(_after_crop(56, 46, FunctionTransformer(flatten_images)), "euclidean"),
    "eigenfaces": lambda: EmbedderAndMetric(_after_crop(56, 46, Eigenfaces(100, whiten=True)), "cosine"),
    "fisherfaces": lambda: EmbedderAndMetric(_after_crop(56, 46, Fisherfaces()), "cosine"),
    "lbp": lambda: EmbedderAndMetric(_after_crop(112, 92, LBPHistograms()), "chi2"),
}


def lfw_embedder(name: str) -> EmbedderAndMetric:
    """Find an embedder: a pretrained one, a descriptor, a network of the registry, or the user's own as "module:name".

    Descriptors and networks of the registry get a crop from the middle. ValueError if there is no such embedder, or it
    was trained on people of LFW.
    """
    if name in DESCRIPTORS:
        return DESCRIPTORS[name]()
    if ":" in name:
        return EmbedderAndMetric(_load_own(name), "euclidean")
    if name in PHOTOGRAPHS:
        return EmbedderAndMetric(pretrained(name), "euclidean")
    entries = registry()
    if name not in entries:
        known = ", ".join([*PHOTOGRAPHS, *DESCRIPTORS, *entries])
        raise ValueError(f"there is no embedder {name!r}; expected one of {known}, or your own as module:name.")
    if "LFW" in entries[name].data:
        raise ValueError(f"{name} was trained on people of LFW, so its results on LFW would be meaningless.")
    return EmbedderAndMetric(_after_crop(112, 92, pretrained(name)), "euclidean")


def _load_own(name: str) -> TransformerMixin:
    """Load "module:name", which is a transformer, or a function or class that makes one."""
    try:
        found = pkgutil.resolve_name(name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ValueError(
            f"{name} could not be loaded ({error}); give module:name, e.g. my_model:make_embedder."
        ) from None
    if callable(found) and (isinstance(found, type) or not hasattr(found, "transform")):
        found = found()
    if not hasattr(found, "transform"):
        raise ValueError(f"{name} gives {type(found).__name__}, which has no `transform`.")
    return found
