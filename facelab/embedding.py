"""A Keras model as a scikit-learn transformer."""

from collections.abc import Callable

from facelab import backend  # noqa: F401

# isort: split
import keras
import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab.images import Images, check_images
from facelab.lite import LiteNetwork

MIN_IMAGES_FOR_BAR = 2_000


class KerasEmbedder(TransformerMixin, BaseEstimator):
    """Embed images with a trained network.

    Parameters
    ----------
    model : keras.Model or LiteNetwork
        From a batch of images to embeddings (N, D).
    preprocess : callable, optional
        From uint8 images (n, H, W) or (n, H, W, 3) to the input of the model, e.g. `ResizeGray(56, 46)`.
    batch_size : int, default 64
        Images in memory at a time; a lazy set never holds more.
    mirror : bool, default False
        Embed each image and its mirror image, and average both: twice the time, a little more accurate.

    Examples
    --------
    >>> from facelab.datasets import load_orl
    >>> from facelab.networks import compact
    >>> from facelab.preprocessing import ResizeGray
    >>> embedder = KerasEmbedder(compact(), ResizeGray(56, 46))
    >>> vectors = embedder.transform(load_orl().images[:10])
    >>> vectors.shape, vectors.dtype
    ((10, 64), dtype('float32'))
    """

    def __init__(
        self,
        model: keras.Model | LiteNetwork,
        preprocess: Callable[[np.ndarray], np.ndarray] | None = None,
        batch_size: int = 64,
        mirror: bool = False,
    ):
        self.model = model
        self.preprocess = preprocess
        self.batch_size = batch_size
        self.mirror = mirror

    def fit(self, images: Images, labels: np.ndarray | None = None) -> "KerasEmbedder":
        """Do nothing: the network is already trained."""
        return self

    def transform(self, images: Images) -> np.ndarray:
        """Embed uint8 images (N, H, W) or (N, H, W, 3) as float32 (N, D); refuse other sizes and NaN embeddings."""
        check_images(images)
        if self.batch_size < 1:
            raise ValueError(f"batch_size={self.batch_size}: a batch needs at least one image.")
        if len(self.model.inputs) != 1:
            raise ValueError("the network has several inputs; use its encoder, `get_encoder(network)`.")
        bar = keras.utils.Progbar(len(images), unit_name="image", verbose=int(len(images) >= MIN_IMAGES_FOR_BAR))
        vectors = [np.empty((0, self.model.output_shape[-1]), np.float32)]
        for start in range(0, len(images), self.batch_size):
            vectors.append(self._embed(images[start : start + self.batch_size]))
            bar.add(len(vectors[-1]))
        embedded = np.concatenate(vectors)
        if not np.isfinite(embedded).all():
            row = int(np.argmin(np.isfinite(embedded).all(axis=1)))
            raise ValueError(f"the embedding of image {row} is NaN or infinite: the network's training diverged.")
        return embedded

    def _embed(self, images: np.ndarray) -> np.ndarray:
        images = self.preprocess(images) if self.preprocess else images
        images = images[..., None] if images.ndim == 3 else images
        expected, found = self.model.input_shape[1:], images.shape[1:]
        if len(found) != len(expected) or any(e not in (None, f) for e, f in zip(expected, found, strict=True)):
            raise ValueError(f"the network expects images of {expected}, found {found}; change `preprocess`.")
        vectors = self.model.predict_on_batch(images)
        if self.mirror:
            vectors = (vectors + self.model.predict_on_batch(images[:, :, ::-1])) / 2
        return np.asarray(vectors, np.float32)

    def __sklearn_clone__(self) -> "KerasEmbedder":
        """Share the network with the clone: `fit` learns nothing that a clone should lose."""
        return type(self)(**self.get_params(deep=False))

    def __sklearn_is_fitted__(self) -> bool:
        return True
