"""Networks in LiteRT's format: small files that run on phones, with weights of eight bits."""

import tempfile
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin

from facelab import backend  # noqa: F401
from facelab.images import Images, check_images

if TYPE_CHECKING:
    import keras


def to_lite(network: "keras.Model", eight_bit: bool = True) -> bytes:
    """Convert a network to the format of LiteRT (once TensorFlow Lite).

    Parameters
    ----------
    network : keras.Model
    eight_bit : bool, default True
        Store each weight of a large layer in 8 bits, with one scale for each filter; it calculates with them, too.
        Otherwise weights keep their 32 bits.

    Returns
    -------
    bytes
        The content of a .tflite file.

    References
    ----------
    B. Jacob et al., Quantization and training of neural networks for efficient integer-arithmetic-only inference,
    CVPR 2018. LiteRT calls this one dynamic-range quantization.

    Examples
    --------
    >>> from facelab.networks import compact
    >>> len(to_lite(compact())) < 300_000  # of 840,000 with 32 bits
    True
    """
    import tensorflow as tf

    with tempfile.TemporaryDirectory() as folder:  # from_keras_model does the same, and prints where
        network.export(folder, verbose=False)
        converter = tf.lite.TFLiteConverter.from_saved_model(folder)
        if eight_bit:
            converter.optimizations = [tf.lite.Optimize.DEFAULT]
        return converter.convert()


class LiteEmbedder(TransformerMixin, BaseEstimator):
    """Embed images with a network in LiteRT's format.

    Parameters
    ----------
    content : bytes
        From `to_lite`, or read from a .tflite file: one input (N, H, W, C), one output (N, D).
    preprocess : callable, optional
        As in `KerasEmbedder`.
    batch_size : int, default 64

    Examples
    --------
    >>> from facelab.networks import compact
    >>> embedder = LiteEmbedder(to_lite(compact()))
    >>> embedder.transform(np.zeros((3, 56, 46), np.uint8)).shape
    (3, 64)
    """

    def __init__(
        self, content: bytes, preprocess: Callable[[np.ndarray], np.ndarray] | None = None, batch_size: int = 64
    ):
        self.content = content
        self.preprocess = preprocess
        self.batch_size = batch_size

    def fit(self, images: Images, labels: np.ndarray | None = None) -> "LiteEmbedder":
        """Do nothing: the network is already trained."""
        return self

    def transform(self, images: Images) -> np.ndarray:
        """Embed uint8 images (N, H, W) or (N, H, W, 3) as float32 (N, D)."""
        check_images(images)
        interpreter = self._interpreter()
        vectors = [np.empty((0, interpreter.get_output_details()[0]["shape"][-1]), np.float32)]
        for start in range(0, len(images), self.batch_size):
            vectors.append(self._embed(interpreter, images[start : start + self.batch_size]))
        return np.concatenate(vectors)

    def _interpreter(self):
        import tensorflow as tf

        plain = tf.lite.experimental.OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES  # the default announces itself
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return tf.lite.Interpreter(model_content=self.content, experimental_op_resolver_type=plain)

    def _embed(self, interpreter, images: np.ndarray) -> np.ndarray:
        images = self.preprocess(images) if self.preprocess else images
        images = images if images.ndim == 4 else images[..., None]
        (given,), (result,) = interpreter.get_input_details(), interpreter.get_output_details()
        interpreter.resize_tensor_input(given["index"], images.shape)
        interpreter.allocate_tensors()
        interpreter.set_tensor(given["index"], images.astype(np.float32))
        interpreter.invoke()
        return interpreter.get_tensor(result["index"])

    def __sklearn_is_fitted__(self) -> bool:
        return True
